/*
 * What a village desk's device keeps, sealed. One data key opens everything; it lies here twice, wrapped: by the officer's
 * PIN together with a key of this browser that cannot be taken out of it, and by a half that only the centre has. Without
 * the PIN, or the centre, nothing opens. Too many wrong PINs: the residents are erased, and only the centre's half opens the
 * rest, which is what the officer wrote and has not sent.
 */
"use strict";

const vault = (() => {
  const NAME = "satuatap-meja-desa", ROUNDS = 600_000, MOST_TRIES = 10, FREE_TRIES = 5, PAUSE = 30_000;
  let database, key, opened;

  const open = () =>
    new Promise((done, failed) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("device");
        asked.result.createObjectStore("sealed");
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  const run = async (stores, mode, act) => {
    database ??= open();
    const work = (await database).transaction(stores, mode, { durability: "strict" });
    const asked = act(typeof stores === "string" ? work.objectStore(stores) : work);
    return new Promise((done, failed) => {
      work.oncomplete = () => done(asked?.result);
      work.onerror = work.onabort = () => failed(work.error ?? new DOMException("no longer ours", "AbortError"));
    });
  };
  const read = () => run("device", "readonly", (store) => store.get("device"));
  /* Another window may change the record meanwhile: what changes is said of the record as it is now. */
  const change = async (how) => {
    let changed;
    await run("device", "readwrite", (store) => {
      const asked = store.get("device");
      asked.onsuccess = () => {
        if (!asked.result) return store.transaction.abort();
        changed = { ...asked.result, ...how(asked.result) };
        return store.put(changed, "device");
      };
    });
    return changed;
  };

  const bytes = (text) => new TextEncoder().encode(text);
  const random = (size) => crypto.getRandomValues(new Uint8Array(size));
  const aes = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const encrypt = async (by, data, about) => {
    const iv = random(12);
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, by, data) };
  };
  const decrypt = (by, box, about) =>
    crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv, additionalData: bytes(about) }, by, box.data);

  /* The PIN alone is short: guessed elsewhere it is worth nothing without the key of this browser. */
  const keyOfPin = async (pin, device) => {
    const typed = await crypto.subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveBits"]);
    const slow = { name: "PBKDF2", hash: "SHA-256", salt: device.salt, iterations: ROUNDS };
    const drawn = await crypto.subtle.deriveBits(slow, typed, 256);
    return aes(await crypto.subtle.sign("HMAC", device.own, drawn));
  };
  const wrapByPin = async (pin, own, raw) => {
    const salt = random(16);
    return { salt, byPin: await encrypt(await keyOfPin(pin, { own, salt }), raw, "pin"), tries: 0, waitUntil: 0 };
  };
  const under = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  /* All of it or nothing: a power cut leaves what was there. Where another window has wiped the store, nothing is written. */
  const replace = async (prefix, entries) => {
    const boxes = await Promise.all(entries.map(async ([id, value]) => [id, await encrypt(key, bytes(JSON.stringify(value)), id)]));
    return run(["device", "sealed"], "readwrite", (work) => {
      const asked = work.objectStore("device").get("device"), store = work.objectStore("sealed");
      asked.onsuccess = () => {
        if (asked.result?.id !== opened) return work.abort();
        if (prefix) store.delete(under(prefix));
        for (const [id, box] of boxes) store.put(box, id);
        return undefined;
      };
    });
  };
  const put = (id, value) => replace("", [[id, value]]);
  const unsealed = async (id, box) => JSON.parse(new TextDecoder().decode(await decrypt(key, box, id)));
  const get = async (id) => {
    const box = await run("sealed", "readonly", (store) => store.get(id));
    return box && unsealed(id, box);
  };

  return {
    get isOpen() { return key !== undefined; },
    device: read,
    put, get, replace,
    /** Everything under a prefix. */
    async list(prefix) {
      let ids, boxes;
      await run("sealed", "readonly", (store) => {
        ids = store.getAllKeys(under(prefix));
        boxes = store.getAll(under(prefix));
      });
      return Promise.all(ids.result.map((id, at) => unsealed(id, boxes.result[at])));
    },
    drop: (prefix) => run("sealed", "readwrite", (store) => store.delete(under(prefix))),
    /** The centre's half, new. */
    half: () => random(32),
    /** Keep a new data key under the PIN and the half. */
    async create(pin, half, about) {
      const raw = random(32);
      const own = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
      const device = { ...about, own, running: 0, byHalf: await encrypt(await aes(half), raw, "half"), ...(await wrapByPin(pin, own, raw)) };
      await run("device", "readwrite", (store) => store.put(device, "device"));
      [key, opened] = [await aes(raw), about.id];
      raw.fill(0);
    },
    /** Open with the PIN: "open", "wrong", "wait" or "locked". The try is counted before it is made. */
    async unlock(pin) {
      const at = Date.now();
      let before;
      const device = await change((now) => {
        before = now;
        if (!now.byPin || now.waitUntil > at) return {};
        const tries = now.tries + 1;
        return { tries, waitUntil: tries >= FREE_TRIES ? at + PAUSE : now.waitUntil, byPin: tries >= MOST_TRIES ? null : now.byPin };
      });
      if (!before.byPin) return { state: "locked" };
      if (before.waitUntil > at) return { state: "wait", seconds: Math.ceil((before.waitUntil - at) / 1000) };
      try {
        key = await aes(await decrypt(await keyOfPin(pin, before), before.byPin, "pin"));
      } catch {
        if (!device.byPin) await run("sealed", "readwrite", (store) => store.delete(under("people:")));
        return device.byPin ? { state: "wrong", left: MOST_TRIES - device.tries } : { state: "locked" };
      }
      opened = device.id;
      await change((now) => ({ byPin: now.byPin ?? before.byPin, tries: 0, waitUntil: 0 }));
      return { state: "open" };
    },
    /** Open with the centre's half, and set a new PIN. */
    async recover(half, pin) {
      const device = await read();
      const raw = new Uint8Array(await decrypt(await aes(half), device.byHalf, "half"));
      const wrapped = await wrapByPin(pin, device.own, raw);
      await change(() => wrapped);
      [key, opened] = [await aes(raw), device.id];
      raw.fill(0);
    },
    lock() { key = undefined; },
    /** The next number for a slip; two windows never get the same. */
    nextRunning: async () => (await change((device) => ({ running: device.running + 1 }))).running,
    /** Nothing is left, not even the keys. */
    async wipe() {
      key = undefined;
      await run(["device", "sealed"], "readwrite", (work) => {
        work.objectStore("sealed").clear();
        work.objectStore("device").clear();
      });
    },
  };
})();
