/* The line to the centre, when there is one: what waits is sent, each thing under its own key, and the residents come anew. */
"use strict";

const line = (() => {
  const LONGEST = 30_000, BATCH = 20, LOOKS = 200;
  let places, csrf = "", busy = Promise.resolve();

  class Trouble extends Error {
    constructor(kind, words = "") {
      super(kind);
      Object.assign(this, { kind, words });
    }
  }
  const posted = (sent) => (sent instanceof FormData
    ? { method: "POST", body: sent, headers: { "X-CSRFToken": csrf } }
    : { method: "POST", body: JSON.stringify(sent), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } });
  const ask = async (address, sent) => {
    const about = sent === undefined ? {} : posted(sent);
    let answer;
    try {
      answer = await fetch(address, { ...about, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(LONGEST) });
    } catch {
      throw new Trouble("down");
    }
    if (answer.redirected) throw new Trouble("sign-in");
    if (answer.status === 404) throw new Trouble("not-yours");
    if (answer.status >= 500) throw new Trouble("down");
    if (answer.status === 403) throw new Trouble("sign-in");
    const told = await answer.json().catch(() => { throw new Trouble("down"); });
    if (told.order === "leave") throw new Trouble("left");
    if (told.order === "wipe") throw new Trouble("wipe");
    if (!answer.ok && answer.status !== 409) throw new Trouble("refused", told.words ?? "");
    return told;
  };

  const keepFates = async (told) => {
    const items = new Map((await vault.list("item:")).map((item) => [item.key, item]));
    for (const fate of told.fates) {
      const item = items.get(fate.key);
      if (item) await sheets.drop(fate.key);
      if (item) await vault.put(`item:${fate.key}`, { ...item, state: fate.state, file: fate.number, words: fate.words, slip: fate.slip });
    }
    for (const { key, words } of told.conflicts) {
      const item = items.get(key);
      if (item) await vault.put(`item:${key}`, { ...item, state: "conflict", words });
    }
  };
  const outgoing = async () =>
    (await vault.list("item:")).filter((item) => item.state === "waiting").sort((one, other) => one.running - other.running);
  const body = ({ key, running, service, revision, party, how, witness1, witness2, typed, at, lease, number, shown, sheets: photos }) =>
    ({ key, running, service, revision, party, how, witness1, witness2, typed, at, lease, number, shown, sheets: photos });
  /* The photos first, one by one: cut in between, those that arrived are not sent again. */
  const sendPhotos = async (device, item) => {
    for (const sheet of await sheets.of(item.key)) {
      if (sheet.isSent) continue;
      const form = new FormData();
      for (const [name, text] of Object.entries({ device, key: sheet.key, item: item.key, paper: sheet.paper })) form.append(name, text);
      form.append("foto", sheets.unpacked(sheet), "foto.jpg");
      await ask(places.sheet, form).catch((trouble) => { if (trouble.kind !== "refused") throw trouble; }); // its absence is seen at the centre
      await sheets.put({ ...sheet, isSent: true });
    }
  };

  const sendAll = async (device) => {
    let waiting;
    do {
      waiting = await outgoing();
      for (const item of waiting.slice(0, BATCH)) await sendPhotos(device, item);
      const looks = (await vault.list("look:")).slice(0, LOOKS);
      const told = await ask(places.send, { device, items: waiting.slice(0, BATCH).map(body), looks, unsent: waiting.length });
      await keepFates(told);
      for (const look of looks) await vault.drop(`look:${look.id}`);
      waiting = waiting.slice(BATCH);
      dispatchEvent(new Event("outbox-sent"));
    } while (waiting.length);
  };
  const refresh = async (device) => {
    const meta = (await vault.get("meta")) ?? {};
    const since = people.count ? meta.until : undefined;
    const told = await ask(places.snapshot, { device, since, mark: meta.mark ?? "" });
    await people.take(told);
    if (told.letters) await vault.put("letters", told.letters);
    await vault.put("meta", { ...meta, until: told.until, mark: told.mark, at: told.at, expires: told.expires, inked: told.inked });
  };

  const hello = async (device) => {
    const told = await ask(device ? `${places.state}?perangkat=${device}` : places.state);
    csrf = told.csrf;
    if (told.order === "stranger") throw new Trouble("not-yours");
    return told;
  };
  const exchange = async (device) => {
    const told = await hello(device);
    await vault.put("meta", { ...(await vault.get("meta")), officer: told.officer, unit: told.unit });
    await sendAll(device);
    await refresh(device);
  };

  return {
    use(given) { places = given; },
    /** Who is signed in, and the mark for posting. */
    hello,
    register: (name, half) => ask(places.register, { name, recovery: btoa(String.fromCharCode(...half)) }),
    async half(device) {
      const told = await ask(places.recover, { device });
      return Uint8Array.from(atob(told.recovery), (letter) => letter.charCodeAt(0));
    },
    /** Numbers for letters signed with ink, or with a lease what is left of it given back. */
    lend: (given) => ask(places.lend, given),
    signOff: (device) => ask(places.off, { device }).catch((trouble) => { if (trouble.kind !== "wipe") throw trouble; }),
    wiped: (device) => ask(places.wiped, { device }),
    /** Send what waits, then take the residents anew. One window does it at a time; asked meanwhile, it is done once more. */
    sync(device) {
      busy = busy.catch(() => {}).then(() => vault.isOpen && navigator.locks.request("satuatap-meja-desa", () => exchange(device)));
      return busy;
    },
  };
})();
