// The square on a household card carries its code after "#", where no server and no log can read it.
(() => {
  const code = location.hash.slice(1);
  const field = document.querySelector("[data-card-code]");
  if (!field || !/^[0-9A-Za-z-]{16,19}$/.test(code)) { return; }
  field.value = code;
  history.replaceState(null, "", location.pathname);
  for (const each of document.querySelectorAll("[data-card-read]")) { each.hidden = false; }
  for (const each of document.querySelectorAll("[data-card-typed]")) { each.hidden = true; }
  field.form.querySelector("button").focus();
})();
