// Says in words what went wrong with a passkey; shows its buttons only where the browser can use one.
(() => {
  const able = window.PublicKeyCredential && window.isSecureContext;
  for (const each of document.querySelectorAll("[data-passkey]")) { each.hidden = !able; }
  for (const each of document.querySelectorAll("[data-no-passkey]")) { each.hidden = able; }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const each of document.querySelectorAll("[data-passkey-error]")) {
      each.hidden = false;
      each.focus();
    }
  });
})();
