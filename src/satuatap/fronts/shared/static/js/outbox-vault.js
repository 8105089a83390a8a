/*
 * What a village desk's device keeps, sealed. One data key opens everything; it lies here twice, wrapped: by the officer's
 * PIN together with a key of this browser that cannot be taken out of it, and by a half that only the centre has. Without
 * the PIN, or the centre, nothing opens. Too many wrong PINs: the residents are erased, and only the centre's half opens the
 * rest, which is what the officer wrote and has not sent.
 */
"use strict";

const vault = (() => {
  const NAME = "satuatap-meja-desa", ROUNDS = 600_000, MOST_TRIES = 10, FREE_TRIES = 5, PAUSE = 30_000;
  let database, key;

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
  const run = async (store, mode, act) => {
    database ??= open();
    const work = (await database).transaction(store, mode, { durability: "strict" });
    const asked = act(work.objectStore(store));
    return new Promise((done, failed) => {
      work.oncomplete = () => done(asked?.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  };
  const read = () => run("device", "readonly", (store) => store.get("device"));
  const write = (device) => run("device", "readwrite", (store) => store.put(device, "device"));

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
  const wrapByPin = async (pin, device, raw) => {
    device.salt = random(16);
    device.byPin = await encrypt(await keyOfPin(pin, device), raw, "pin");
    device.tries = 0;
    device.waitUntil = 0;
  };
  const put = async (id, value) => {
    const box = await encrypt(key, bytes(JSON.stringify(value)), id);
    return run("sealed", "readwrite", (store) => store.put(box, id));
  };
  const get = async (id) => {
    const box = await run("sealed", "readonly", (store) => store.get(id));
    return box && JSON.parse(new TextDecoder().decode(await decrypt(key, box, id)));
  };
  const under = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

  return {
    get isOpen() { return key !== undefined; },
    device: read,
    put, get,
    /** Everything under a prefix. */
    async list(prefix) {
      const ids = await run("sealed", "readonly", (store) => store.getAllKeys(under(prefix)));
      return Promise.all(ids.map(get));
    },
    drop: (prefix) => run("sealed", "readwrite", (store) => store.delete(under(prefix))),
    /** The centre's half, new. */
    half: () => random(32),
    /** Keep a new data key under the PIN and the half. */
    async create(pin, half, about) {
      const raw = random(32);
      const own = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
      const device = { ...about, own, running: 0, byHalf: await encrypt(await aes(half), raw, "half") };
      await wrapByPin(pin, device, raw);
      await write(device);
      key = await aes(raw);
      raw.fill(0);
    },
    /** Open with the PIN: "open", "wrong", "wait" or "locked". The try is counted before it is made. */
    async unlock(pin) {
      const device = await read();
      if (!device.byPin) return { state: "locked" };
      if (device.waitUntil > Date.now()) return { state: "wait", seconds: Math.ceil((device.waitUntil - Date.now()) / 1000) };
      device.tries += 1;
      if (device.tries >= FREE_TRIES) device.waitUntil = Date.now() + PAUSE;
      const wrapped = device.byPin;
      if (device.tries >= MOST_TRIES) device.byPin = null;
      await write(device);
      try {
        key = await aes(await decrypt(await keyOfPin(pin, device), wrapped, "pin"));
      } catch {
        if (!device.byPin) await run("sealed", "readwrite", (store) => store.delete(under("people:")));
        return device.byPin ? { state: "wrong", left: MOST_TRIES - device.tries } : { state: "locked" };
      }
      await write({ ...device, byPin: wrapped, tries: 0, waitUntil: 0 });
      return { state: "open" };
    },
    /** Open with the centre's half, and set a new PIN. */
    async recover(half, pin) {
      const device = await read();
      const raw = new Uint8Array(await decrypt(await aes(half), device.byHalf, "half"));
      await wrapByPin(pin, device, raw);
      await write(device);
      key = await aes(raw);
      raw.fill(0);
    },
    lock() { key = undefined; },
    /** The next number for a slip; two windows never get the same. */
    nextRunning: () => new Promise((done, failed) => {
      run("device", "readwrite", (store) => {
        const asked = store.get("device");
        asked.onsuccess = () => {
          const device = { ...asked.result, running: asked.result.running + 1 };
          store.put(device, "device").onsuccess = () => done(device.running);
        };
        return asked;
      }).catch(failed);
    }),
    /** Nothing is left, not even the keys. */
    async wipe() {
      key = undefined;
      await run("sealed", "readwrite", (store) => store.clear());
      await run("device", "readwrite", (store) => store.clear());
    },
  };
})();
