// Smooths what already works without it: printing, marking a whole list, one sending of a form, a word before typed text is lost.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const all of document.querySelectorAll("[data-all]")) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of document.getElementById(all.dataset.all).elements) {
        if (box.type === "checkbox") { box.checked = all.checked; }
      }
    });
  }
  let typed = false;
  for (const form of document.querySelectorAll("form[method=post]:not([data-sent-by-script])")) {
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", (event) => {
      typed = false;
      const pressed = event.submitter;
      // After the browser has read the pressed button's value, further presses would only send the same again.
      setTimeout(() => { if (pressed) { pressed.disabled = true; } }, 0);
    });
  }
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[disabled]")) { button.disabled = false; }
  });
  window.addEventListener("beforeunload", (event) => { if (typed) { event.preventDefault(); } });
})();
