// Answers from what was kept when the line is down or slow; nothing else passes through its hands.
const KEPT = "danchu-meeting-{{ meeting.pk }}";
const PATIENCE = 5000;
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isPart = ["style", "script", "font", "image"].includes(request.destination);
  if (request.method === "GET" && (request.mode === "navigate" || isPart)) { event.respondWith(answer(request, isPart)); }
});
async function answer(request, isPart) {
  const kept = await caches.match(request, { cacheName: KEPT, ignoreSearch: request.mode === "navigate", ignoreVary: true });
  if (kept && isPart) { return kept; }
  try {
    const fresh = fetch(request);
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const found = kept ? await Promise.race([fresh, late]) : await fresh;
    if (!found) { fresh.catch(() => {}); return kept; }
    if (found.status === 403 || found.status === 404) { await caches.delete(KEPT); }
    return found.status >= 502 && kept ? kept : found;
  } catch (error) {
    if (kept) { return kept; }
    throw error;
  }
}
