// The room of a meeting on a phone: what is done without network waits on the device and is sent once, in order.
const room = document.getElementById("room").dataset;
const NAME = `danchu-meeting-${room.meeting}`;
const bar = document.querySelector("[data-queue]");
const store = open();
const SLOW = 3000;
const AT_THE_DOOR = ["check_in", "undo", "leave"];
let sending = false, isAsked = false, isDown = false, isWiped = false, here = null;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("steps", { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function withSteps(mode, act) {
  const base = await store;
  return new Promise((resolve, reject) => {
    const work = base.transaction("steps", mode);
    const asked = act(work.objectStore("steps"));
    work.oncomplete = () => resolve(asked.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

async function every() {
  const kept = isWiped ? [] : await withSteps("readonly", (steps) => steps.getAll());
  return kept.filter((each) => each.account === room.account);
}
const forget = (number) => withSteps("readwrite", (steps) => steps.delete(number));

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}

// Taking a step

document.addEventListener("submit", async (event) => {
  const form = event.target, pressed = event.submitter;
  if (!form.dataset.step) {
    if (form.method === "post" && !navigator.onLine) { event.preventDefault(); tell("Bước này cần có mạng. Hãy thử lại khi có sóng."); }
    return;
  }
  event.preventDefault();
  const told = new FormData(form, pressed);
  told.delete("csrfmiddlewaretoken");
  const kind = pressed?.dataset.as ?? form.dataset.step;
  const row = told.get("who") && document.getElementById(`h${told.get("who")}`);
  const about = row ? row.querySelector("b").textContent : told.get("card") || told.get("name") || told.get("text") || "";
  const words = `${pressed?.dataset.label ?? form.dataset.label ?? pressed?.textContent ?? ""} ${about}`.trim();
  const step = { key: newKey(), account: room.account, kind, payload: Object.fromEntries(told), done_at: new Date().toISOString(), words };
  try {
    await withSteps("readwrite", (steps) => steps.add(step));
  } catch {
    form.dataset.step = "";  // A browser that keeps nothing sends as without script.
    form.requestSubmit(pressed);
    return;
  }
  if (kind === "candidate") { form.reset(); }
  for (const each of form.querySelectorAll("input[name=representative], input[name=card], textarea")) { each.value = ""; }
  for (const each of form.querySelectorAll("input[name=is_authorised]")) { each.checked = false; }
  for (const each of form.elements) { each.defaultValue = each.value; }
  await draw();
  setTimeout(draw, SLOW);
  await send();
});

// Sending

async function post(steps, token) {
  return fetch(room.steps, {
    method: "POST",
    signal: AbortSignal.timeout(30_000),
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ steps: steps.map(({ key, kind, payload, done_at }) => ({ key, kind, payload, done_at })) }),
  });
}

const tokenIn = (page) => page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function freshToken() {
  const found = await fetch(room.room, { redirect: "manual", cache: "no-store" });
  return found.ok ? tokenIn(new DOMParser().parseFromString(await found.text(), "text/html")) : "";  // none: signed out
}

async function send() {
  if (sending) { isAsked = true; return; }
  sending = true;
  isAsked = false;
  const news = [];
  let isOld = false;
  try {
    for (;;) {
      const waiting = (await every()).filter((each) => !each.refusal).slice(0, 200);
      let found = waiting.length ? await post(waiting, tokenIn(document)) : await fetch(room.steps, { redirect: "manual" });
      if (found.status === 403 && waiting.length) {
        const token = await freshToken();
        if (!token) { signIn(); return; }
        found = await post(waiting, token);
      }
      if (found.type === "opaqueredirect") { signIn(); return; }
      if (found.status === 422) { await refuse(waiting, (await found.json()).faults); continue; }
      if (!found.ok) { throw new Error(String(found.status)); }
      const stands = await found.json();
      for (const { key, refusal, told } of stands.results) {
        const step = waiting.find((each) => each.key === key);
        if (!step) { continue; }
        if (told) { news.push(told); }
        if (refusal) { await withSteps("readwrite", (steps) => steps.put({ ...step, refusal })); } else { await forget(step.number); }
        isOld ||= refusal ? step.kind === "candidate" : !AT_THE_DOOR.includes(step.kind);
      }
      isDown = false;
      await show(stands);
      if ((await every()).every((each) => each.refusal)) { break; }
    }
  } catch {
    isDown = true;
  } finally {
    sending = false;
    if (news.length) { tell(news.join(" ")); }
    if (isOld) { renew(news.join(" ")); }
    await draw();
    if (isAsked && !isDown) { send(); }
  }
}

// A page that a step has made old is loaded anew, but never over what somebody is writing.
function renew(news) {
  if (document.querySelector("[data-list]")) { return; }
  const fields = document.querySelectorAll("[data-step] :is(input:not([type=hidden], [type=radio], [type=checkbox]), textarea)");
  if ([...fields].some((each) => each.value !== each.defaultValue)) { tell(`${news} Đã gửi xong.`.trim(), location.pathname, "Xem trang mới"); return; }
  if (news) { sessionStorage.setItem(NAME, news); }
  location.reload();
}

async function refuse(waiting, faults) {
  for (const step of waiting) {
    const fault = faults.find((each) => !each.key || each.key === step.key);
    if (fault) { await withSteps("readwrite", (steps) => steps.put({ ...step, refusal: fault.reason })); }
  }
}

function signIn() {
  tell("Đã hết phiên đăng nhập. Các thao tác vẫn còn trên máy; đăng nhập lại thì gửi tiếp.", `/dang-nhap/?next=${encodeURIComponent(location.pathname)}`, "Đăng nhập lại");
}

// Showing

async function show(stands) {
  here = stands.here.map(String);
  localStorage.setItem(NAME, JSON.stringify(here));
  if (stands.state !== "started" && room.state === "started") {
    if (!(await every()).length) { await wipe(); }
    location.reload();
  }
}

// Who is there as this device knows it: as the last answer said, and what still waits to be sent.
function count(waiting) {
  here ??= isDown ? JSON.parse(localStorage.getItem(NAME)) : null;
  if (!here) { return; }
  const there = new Set(here);
  for (const { kind, payload } of waiting) {
    const code = payload.card?.trim().toLowerCase();
    const who = payload.who || document.querySelector(`[data-code="${CSS.escape(code ?? "")}"]`)?.dataset.who || code;
    if (kind === "check_in") { there.add(who); } else if (kind === "undo" || kind === "leave") { there.delete(who); }
  }
  for (const each of document.querySelectorAll("[data-present]")) { each.textContent = there.size; }
  for (const each of document.querySelectorAll("[data-who]")) { each.classList.toggle("here", here.includes(each.dataset.who)); }
  suggest(there.size);
}

// A kept page may be older than the list: its numbers begin with who is there now, until somebody types another.
function suggest(present) {
  const begin = (field, number) => {
    if (field && field.value === field.defaultValue) { field.value = field.defaultValue = number; }
  };
  for (const each of document.querySelectorAll("input[name=votes]")) { begin(each, present); }
  for (const form of document.querySelectorAll("[data-apart]")) {
    const voters = Math.max(0, present + Number(form.dataset.apart));
    form.dataset.voters = voters;
    if (form.dataset.isNew) { for (const name of ["given", "returned"]) { begin(form.elements[name], voters); } }
  }
  for (const each of document.querySelectorAll("[data-waiting]")) { each.textContent = Math.max(0, present + Number(each.dataset.waiting)); }
}

// Whoever was nominated without network stands on the list and in the count at once, by name: positions are given where
// the nominations of all devices come together. What was drawn stays until the page is new: a number may stand in it.
const same = (name) => name.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
function nominate(waiting) {
  const list = document.querySelector("[data-candidates]"), fields = document.querySelector("[data-nominated]");
  if (!list) { return; }
  for (const { key, kind, payload } of waiting) {
    const isListed = [...list.children].some((each) => same(each.dataset.name) === same(payload.name ?? ""));
    if (kind !== "candidate" || payload.item !== list.dataset.candidates || isListed || !same(payload.name)) { continue; }
    const entry = document.createElement("li"), mark = document.createElement("small");
    entry.dataset.name = payload.name; entry.dataset.key = key;
    mark.textContent = "chờ gửi";
    entry.append(`${payload.name}${payload.is_self_nominated ? " (tự ứng cử)" : ""} `, mark);
    list.append(entry);
    const field = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input");
    Object.assign(input, { id: `vote-${key}`, type: "number", name: `candidate-${payload.name}`, min: 0, inputMode: "numeric", required: true });
    label.htmlFor = input.id; label.textContent = payload.name;
    field.className = "field required"; field.append(label, input);
    fields.append(field);
  }
  for (const each of list.querySelectorAll("[data-key] small")) { each.hidden = !waiting.some(({ key }) => key === each.parentNode.dataset.key); }
}

const told = document.createElement("p");
function tell(words, address, name) {
  told.textContent = words;
  if (!address) { told.append(" ", read(() => told.replaceChildren())); }
  if (address) { const way = document.createElement("a"); way.href = address; way.textContent = name; way.className = "button"; told.append(" ", way); }
  draw();
}

function read(act) {
  const button = document.createElement("button");
  button.type = "button"; button.textContent = "Đã đọc";
  button.addEventListener("click", async () => { await act(); draw(); });
  return button;
}

async function draw() {
  const steps = await every();
  const waiting = steps.filter((each) => !each.refusal);
  count(waiting);
  nominate(waiting);
  const isSlow = isDown || waiting.some((each) => Date.now() - Date.parse(each.done_at) >= SLOW);
  const list = document.createElement("ul");
  for (const each of steps) {
    if (!each.refusal && (!isSlow || waiting.indexOf(each) < waiting.length - 2)) { continue; }
    const entry = document.createElement("li");
    entry.textContent = each.refusal ? `Không nhận: ${each.words}. ${each.refusal} ` : `Chờ gửi: ${each.words}`;
    if (each.refusal) {
      entry.className = "refused"; entry.append(read(() => forget(each.number)));
    }
    list.append(entry);
  }
  const head = document.createElement("b");
  head.textContent = (isDown ? "Mất mạng, vẫn làm tiếp được. " : "") + (waiting.length && isSlow ? `Chờ gửi: ${waiting.length} thao tác` : "");
  bar.replaceChildren(...[head, told, list]);
  bar.hidden = !bar.textContent;
  const pending = new Set(waiting.filter((each) => each.kind === "check_in").map((each) => each.payload.who ?? each.payload.card?.toLowerCase()));
  for (const each of document.querySelectorAll("[data-who]")) {
    const isPending = pending.has(each.dataset.who) || pending.has(each.dataset.code);
    each.classList.toggle("pending", isPending);
    const mark = each.querySelector(".mark");
    if (mark) { mark.textContent = isPending ? "Chờ gửi" : "Đã đến"; }
  }
}

// Searching the list at once, without tone marks

const filter = document.querySelector("[data-filter]");
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").trim();
filter?.addEventListener("input", () => {
  const words = fold(filter.elements.tim.value).split(/\s+/);
  for (const each of document.querySelectorAll("[data-search]")) { each.hidden = !words.every((word) => each.dataset.search.includes(word)); }
});
filter?.addEventListener("submit", (event) => event.preventDefault());

// What remains goes to the last option

for (const form of document.querySelectorAll("[data-voters]")) {
  const rest = form.querySelector("[data-rest]");
  const number = (name) => Number(form.elements[name]?.value || 0);
  form.addEventListener("input", (event) => {
    if (!rest || event.target === rest) { return; }
    const others = [...form.querySelectorAll("[name^=option-]")].filter((each) => each !== rest);
    const all = form.elements.returned ? number("returned") - number("invalid") : Number(form.dataset.voters);
    rest.value = Math.max(0, all - others.reduce((sum, each) => sum + Number(each.value || 0), 0));
  });
}

// Reading cards with the camera. A browser that reads no squares says how the telephone's own camera does.

const scan = document.querySelector("[data-scan]");
async function readsSquares() {
  try { return Boolean(navigator.mediaDevices) && (await BarcodeDetector.getSupportedFormats()).includes("qr_code"); } catch { return false; }
}
async function offerScan() {
  if (!(await readsSquares())) { document.querySelector("[data-scan-outside]").hidden = false; return; }
  scan.hidden = false;
  scan.addEventListener("click", async () => {
    const camera = document.querySelector("[data-camera]"), reader = new BarcodeDetector({ formats: ["qr_code"] });
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch { tell("Không mở được máy ảnh. Hãy nhập mã hoặc tìm theo tên."); return; }
    camera.srcObject = stream; camera.hidden = false; await camera.play();
    let last = "";
    const look = async () => {
      if (camera.hidden) { return; }
      const [found] = await reader.detect(camera).catch(() => []);
      if (found && found.rawValue !== last) { last = found.rawValue; scan.form.elements.card.value = last; scan.form.requestSubmit(); navigator.vibrate?.(80); }
      setTimeout(look, 300);
    };
    look();
  });
}
if (scan) { offerScan(); }

// A card that the telephone's own camera read opens the page of signing in; from there its code comes here, once.

const DOOR = "danchu-door", CARD = "danchu-card";
function takeCard() {
  const card = sessionStorage.getItem(CARD);
  sessionStorage.removeItem(CARD);
  if (card && scan) { scan.form.elements.card.value = card; scan.form.requestSubmit(scan.form.querySelector("button:not([type])")); }
}

// Keeping and wiping

async function keep() {
  if (!("serviceWorker" in navigator)) { return; }
  for (const scope of [room.room, room.card]) { await navigator.serviceWorker.register(room.worker, { scope }); }
  // Who went on while the worker began was on the way when it took all pages under its hand.
  if (!navigator.serviceWorker.controller) { (await navigator.serviceWorker.ready).active.postMessage("claim"); }
  const parts = performance.getEntriesByType("resource").map((each) => each.name).filter((each) => /\/static\//.test(each));
  const kept = await caches.open(NAME);
  for (const each of [...new Set([...room.keep.trim().split(/\s+/), ...parts])]) {
    try {
      const found = await fetch(each, { redirect: "manual" });
      if (!found.ok) { return; }  // signed out: the rest would be kept as a stranger sees it
      await kept.put(each, found);
    } catch { return; }
  }
}

async function wipe() {
  isWiped = true;
  localStorage.removeItem(DOOR);
  localStorage.removeItem(NAME);
  (await store).close();
  indexedDB.deleteDatabase(NAME);
  if ("serviceWorker" in navigator) {
    await caches.delete(NAME);
    const isOwn = (each) => (each.active ?? each.waiting ?? each.installing)?.scriptURL.endsWith(room.worker);
    await Promise.all((await navigator.serviceWorker.getRegistrations()).filter(isOwn).map((each) => each.unregister()));
  }
}

async function begin() {
  const steps = await every();
  if (room.state !== "started") {
    if (steps.some((each) => !each.refusal)) { await send(); } else if (!steps.length) { await wipe(); return; }
    await draw();
    return;
  }
  await draw();
  localStorage.setItem(DOOR, JSON.stringify({ account: room.account, address: room.door }));
  const news = sessionStorage.getItem(NAME);
  if (news) { sessionStorage.removeItem(NAME); tell(news); }
  takeCard();
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); } });
  setInterval(() => { if (!document.hidden) { send(); } }, 10_000);
  await send();
  await keep();
}
begin();
