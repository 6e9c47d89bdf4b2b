// Keeps what is typed into a form on this device until it has arrived: a session that ended, a closed browser or a dead
// line cost nobody their words. Kept for one account and one address; gone after sending, on signing out, in seven days.
// Never kept: passwords, codes, files, and forms that say so (no data-draft), such as those that go under a seal.
(() => {
  const PREFIX = "danchu-draft:", ARRIVED = "danchu-da-gui", WEEK = 7 * 24 * 3600 * 1000, PAUSE = 400;
  let store;
  try { store = window.localStorage; } catch { return; }
  if (!store) { return; }

  const all = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const cookie = document.cookie.match(new RegExp(`(?:^|; )${ARRIVED}=([^;]+)`));
  const arrived = cookie ? cookie[1].split(".") : [];
  for (const key of all()) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > WEEK || arrived.includes(kept.token)) { store.removeItem(key); }
  }
  if (cookie) { document.cookie = `${ARRIVED}=; Path=/; Max-Age=0; SameSite=Lax`; }
  for (const leaving of document.querySelectorAll("form[data-sign-out]")) {
    leaving.addEventListener("submit", () => all().forEach((key) => store.removeItem(key)));
  }

  const isKept = (field) => field.name && field.autocomplete !== "one-time-code"
    && !["hidden", "password", "file", "submit", "button"].includes(field.type);
  const typedIn = (form) => Array.from(form.elements).filter(isKept)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .flatMap((field) => field.multiple && field.options
      ? Array.from(field.selectedOptions, (option) => [field.name, option.value]) : [[field.name, field.value]]);
  const fill = (form, values) => {
    for (const field of Array.from(form.elements).filter(isKept)) {
      const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) { field.checked = given.includes(field.value); }
      else if (field.multiple && field.options) { for (const each of field.options) { each.selected = given.includes(each.value); } }
      else if (given.length) { field.value = given[0]; }
    }
  };
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  const moment = (at) => new Date(at).toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });

  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (form.querySelector("input[type=password]")) { continue; }
    const key = `${PREFIX}${form.dataset.whose || ""}:${location.pathname}${location.search}`;
    const untouched = JSON.stringify(typedIn(form));
    const keep = () => {
      const values = typedIn(form);
      try { store.setItem(key, JSON.stringify({ token: form.dataset.draft, at: Date.now(), values })); } catch { /* a full device keeps nothing */ }
    };
    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, PAUSE); });
    form.addEventListener("submit", () => { clearTimeout(waiting); keep(); });

    const kept = read(key);
    if (!kept || form.querySelector(".with-error") || JSON.stringify(kept.values) === untouched) { continue; }
    const offer = document.createElement("p");
    offer.className = "notice draft-offer";
    offer.setAttribute("role", "status");
    offer.append(`Nội dung ông/bà gõ lúc ${moment(kept.at)} chưa gửi. `);
    offer.append(button("Lấy lại", () => { fill(form, kept.values); offer.remove(); form.dispatchEvent(new Event("input", { bubbles: true })); }));
    offer.append(" ", button("Bỏ", () => { store.removeItem(key); offer.remove(); }));
    form.before(offer);
  }
})();
