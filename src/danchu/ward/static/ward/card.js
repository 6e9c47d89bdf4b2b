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
  offerDoor(code);

  // Whoever checks households in at a meeting on this very device is led back to its door, which left its address here.
  function offerDoor(card) {
    const offer = document.querySelector("[data-card-door]");
    const door = JSON.parse(localStorage.getItem("danchu-door") ?? "{}");
    if (!offer?.dataset.cardDoor || door.account !== offer.dataset.cardDoor) { return; }
    const way = offer.querySelector("a");
    way.href = door.address;
    way.addEventListener("click", () => sessionStorage.setItem("danchu-card", card));
    offer.hidden = false;
    for (const each of document.querySelectorAll("[data-card-read]")) { each.hidden = true; }
    field.form.querySelector("button").classList.remove("button-strong");
    way.focus();
  }
})();
