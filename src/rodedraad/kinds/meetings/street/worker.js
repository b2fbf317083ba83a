/* Keeps the page of street talks and its files, so that the page opens without a connection. FACTS comes before this. */
const PREFIX = `straat:${FACTS.page}:`;
const CACHE = PREFIX + FACTS.version;

const store = async (cache, path) => {
  const answer = await fetch(path, { credentials: "same-origin", cache: "reload" });
  // A page that led to logging in is not the page; a missing logo must not stop the rest.
  if (answer.ok && !answer.redirected) await cache.put(path, answer);
};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await Promise.all([FACTS.page, ...FACTS.assets].map((path) => store(cache, path)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

const freshest = async (request) => {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic" && !answer.redirected) await cache.put(FACTS.page, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(FACTS.page, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

const kept = async (request, path) => {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) || fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === FACTS.page && request.mode === "navigate") event.respondWith(freshest(request));
  else if (FACTS.assets.includes(url.pathname)) event.respondWith(kept(request, url.pathname));
});
