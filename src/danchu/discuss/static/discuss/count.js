// Shows the sum while a count is typed; what adds up is decided by the software when the form is sent.
(() => {
  const out = document.querySelector("[data-sum]");
  const returned = document.querySelector("[name=returned]");
  const parts = [...document.querySelectorAll("[data-part], [data-invalid]")];
  if (!out || !returned || !parts.length) { return; }
  const single = "single" in out.dataset;
  const show = () => {
    const sum = parts.reduce((total, each) => total + (Number(each.value) || 0), 0);
    const wanted = Number(returned.value) || 0;
    out.hidden = !single;
    out.textContent = `Cộng lại: ${sum} / thu về: ${wanted}${sum === wanted ? ", khớp." : `, lệch ${Math.abs(sum - wanted)}.`}`;
    out.className = sum === wanted ? "notice notice-ok" : "notice notice-late";
  };
  document.addEventListener("input", show);
  show();
})();
