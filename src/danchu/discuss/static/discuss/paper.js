// The square on a ballot paper carries its code after "#", where no server and no log can read it.
(() => {
  const code = location.hash.slice(1);
  const field = document.querySelector("[data-paper-code]");
  if (!field || !/^[0-9A-Za-z-]{12,14}$/.test(code)) { return; }
  field.value = code;
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
})();
