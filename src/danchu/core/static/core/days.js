// A button beside each day that opens the browser's own calendar; what is typed stays day/month/year.
(() => {
  if (!("showPicker" in HTMLInputElement.prototype)) { return; }
  for (const box of document.querySelectorAll("input[data-day]")) {
    const picker = document.createElement("input");
    picker.type = "date";
    picker.className = "day-picker";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "day-open";
    open.setAttribute("aria-label", "Chọn ngày trên lịch");
    open.addEventListener("click", () => {
      const [, day, month, year] = box.value.match(/^(\d{1,2})\D(\d{1,2})\D(\d{4})$/) || [];
      picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      const [year, month, day] = picker.value.split("-");
      if (!day) { return; }
      box.value = `${day}/${month}/${year}`;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    box.addEventListener("change", () => {
      box.value = box.value.replace(/^\s*(\d{2})(\d{2})(\d{4})\s*$/, "$1/$2/$3");
    });
    const frame = document.createElement("span");
    frame.className = "day-box";
    box.replaceWith(frame);
    frame.append(box, open, picker);
  }
})();
