/*
 * Where there is no signal: the visits that were opened, and the style and programs they need. It only shows again what
 * the page itself has put away, and never keeps anything by itself.
 */
"use strict";

const STORE = "peninjauan";
const OFFLINE = new URL("tinjauan/luring", self.location.href).pathname;
const PATIENCE = 8000; // milliseconds; a signal that comes and goes is none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fromNet = (request) =>
  new Promise((done, failed) => {
    setTimeout(() => failed(new Error("no answer")), PATIENCE);
    fetch(request).then(done, failed);
  });

const page = async (request) => {
  const store = await caches.open(STORE);
  const own = new URL(request.url).pathname;
  const known = await store.match(own);
  try {
    return await (known ? fromNet(request) : fetch(request));
  } catch (problem) {
    const instead = known ?? (await store.match(OFFLINE));
    if (instead === undefined) throw problem;
    return instead;
  }
};

const piece = async (request) => (await (await caches.open(STORE)).match(request.url)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(piece(request));
});
