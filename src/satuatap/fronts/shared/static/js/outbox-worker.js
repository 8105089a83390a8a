/*
 * The village desk where there is no line: the page, its style and its programs, as they were when this worker came. It keeps
 * nothing of anybody, answers for no other page, and lets everything that is asked of the centre through.
 */
"use strict";

const STORE = "meja-desa";
const PAGE = new URL("./", self.location.href).pathname;

const piecesOf = (text) => [...text.matchAll(/(?:href|src)="(\/static\/[^"#?]+)/g)].map((found) => found[1]);

const fill = async () => {
  const store = await caches.open(STORE);
  const page = await fetch(PAGE, { cache: "no-store", credentials: "omit" });
  if (!page.ok || page.redirected) throw new Error("no page");
  const text = await page.clone().text();
  await store.addAll([...new Set(piecesOf(text))]);
  await store.put(PAGE, page);
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname === PAGE;
  if (!isPage && !url.pathname.startsWith("/static/")) return;
  event.respondWith((async () => (await (await caches.open(STORE)).match(isPage ? PAGE : url.pathname)) ?? fetch(request))());
});
