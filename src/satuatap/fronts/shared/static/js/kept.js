/*
 * What a phone keeps of inspections until it is sent: visits and photos, in the browser's own store. Nothing else is
 * kept there. Signing out clears it (the server says Clear-Site-Data); with something unsent, only after asking.
 */
"use strict";

const kept = (() => {
  let database;
  const open = () =>
    new Promise((done, failed) => {
      const asked = indexedDB.open("satuatap-peninjauan", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("visits", { keyPath: "id" });
        asked.result.createObjectStore("photos", { keyPath: "key" }).createIndex("visit", "visit");
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  const run = async (store, mode, act) => {
    database ??= open();
    const work = (await database).transaction(store, mode, { durability: "strict" });
    const asked = act(work.objectStore(store));
    return new Promise((done, failed) => {
      work.oncomplete = () => done(asked.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  };
  const photosOf = (visit) => run("photos", "readonly", (store) => store.index("visit").getAll(visit));
  const unsent = (visit) => Object.values(visit.findings).some((one) => !one.sent) || visit.finish !== null;
  return {
    visit: (id) => run("visits", "readonly", (store) => store.get(id)),
    visits: () => run("visits", "readonly", (store) => store.getAll()),
    put: (visit) => run("visits", "readwrite", (store) => store.put(visit)),
    photosOf,
    putPhoto: (photo) => run("photos", "readwrite", (store) => store.put(photo)),
    dropPhoto: (key) => run("photos", "readwrite", (store) => store.delete(key)),
    /** How many things of a visit are still on the phone only. */
    async left(visit) {
      const photos = (await photosOf(visit.id)).filter((photo) => !photo.sent);
      return photos.length + Object.values(visit.findings).filter((one) => !one.sent).length + (visit.finish ? 1 : 0);
    },
    /** Whether anything at all waits to be sent. */
    async waits() {
      for (const visit of await this.visits()) {
        if (unsent(visit) || (await photosOf(visit.id)).some((photo) => !photo.sent)) return true;
      }
      return false;
    },
    /** Take a visit off the phone: what was typed, its photos, its page. */
    async forget(visit) {
      for (const photo of await photosOf(visit.id)) await this.dropPhoto(photo.key);
      await run("visits", "readwrite", (store) => store.delete(visit.id));
      if (window.caches) await (await caches.open("peninjauan")).delete(visit.page);
    },
  };
})();
