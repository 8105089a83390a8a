/* The line to the centre, when there is one: what waits is sent, each thing under its own key, and the residents come anew. */
"use strict";

const line = (() => {
  const SILENCE = 45_000, BATCH = 20, LOOKS = 200, KEPT_DAYS = 7, DAY = 86_400_000;
  let places, csrf = "", busy = Promise.resolve(), skew = 0;

  class Trouble extends Error {
    constructor(kind, words = "") {
      super(kind);
      Object.assign(this, { kind, words });
    }
  }
  /* A line is down once nothing has moved for a while. How long all of it takes does not matter: a photo at a tower far away
     takes minutes. */
  const carry = (address, sent, onShare) => new Promise((done, failed) => {
    const asked = new XMLHttpRequest();
    let quiet;
    const moved = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => asked.abort(), SILENCE);
    };
    const over = (act) => () => {
      clearTimeout(quiet);
      act();
    };
    asked.open(sent === undefined ? "GET" : "POST", address);
    asked.setRequestHeader("Cache-Control", "no-store");
    if (sent !== undefined) asked.setRequestHeader("X-CSRFToken", csrf);
    if (sent !== undefined && !(sent instanceof FormData)) asked.setRequestHeader("Content-Type", "application/json");
    asked.upload.onprogress = (event) => {
      moved();
      if (event.total) onShare?.(event.loaded / event.total);
    };
    asked.onprogress = asked.onreadystatechange = moved;
    asked.onload = over(() => done(asked));
    asked.onerror = asked.onabort = over(() => failed(new Trouble("down")));
    moved();
    asked.send(sent === undefined || sent instanceof FormData ? sent : JSON.stringify(sent));
  });
  const ask = async (address, sent, onShare) => {
    const answer = await carry(address, sent, onShare);
    if (new URL(answer.responseURL).pathname !== new URL(address, location.href).pathname) throw new Trouble("sign-in");
    if (answer.status === 404) throw new Trouble("not-yours");
    if (answer.status === 500) throw new Trouble("failed"); // of this one thing: the others go on
    if (answer.status > 500 || answer.status === 429) throw new Trouble("down");
    if (answer.status === 403) throw new Trouble("sign-in");
    let told;
    try {
      told = JSON.parse(answer.responseText);
    } catch {
      throw new Trouble("down"); // somebody between us answers in the centre's place
    }
    if (told.order === "leave") throw new Trouble("left");
    if (told.order === "wipe") throw new Trouble("wipe");
    if (answer.status >= 400 && answer.status !== 409) throw new Trouble("refused", told.words ?? "");
    return told;
  };

  const keepFates = async (told) => {
    const items = new Map((await vault.list("item:")).map((item) => [item.key, item]));
    for (const fate of told.fates) {
      const item = items.get(fate.key);
      if (item) await sheets.drop(fate.key);
      const typed = fate.state === "sent" ? {} : item?.typed; // the centre has it: no second copy lies about
      if (item) await vault.put(`item:${fate.key}`, { ...item, typed, state: fate.state, file: fate.number, words: fate.words, slip: fate.slip });
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
  const progress = (share = 0) => dispatchEvent(new CustomEvent("outbox-progress", { detail: share }));
  /* The photos first, one by one: cut in between, those that arrived are not sent again. */
  const sendPhotos = async (device, item) => {
    const photos = await sheets.of(item.key);
    for (const [at, sheet] of photos.entries()) {
      if (sheet.isSent) continue;
      const form = new FormData();
      for (const [name, text] of Object.entries({ device, key: sheet.key, item: item.key, paper: sheet.paper })) form.append(name, text);
      form.append("foto", sheets.unpacked(sheet), "foto.jpg");
      const share = (part) => progress((at + part) / photos.length);
      await ask(places.sheet, form, share).catch((trouble) => { if (trouble.kind !== "refused") throw trouble; }); // its absence is seen at the centre
      await sheets.put({ ...sheet, isSent: true });
    }
  };

  const looksAndSends = async (device, items, left) => {
    const looks = (await vault.list("look:")).slice(0, LOOKS);
    const asked = (await vault.list("item:")).filter((item) => item.state === "aside").map((item) => item.key);
    await keepFates(await ask(places.send, { device, items: items.map(body), looks, asked, unsent: left }));
    for (const look of looks) await vault.drop(`look:${look.id}`);
    dispatchEvent(new Event("outbox-sent"));
    return looks.length === LOOKS;
  };
  /* What is light goes first: a photo that does not get through holds up its own letter, and no other. What the centre
     stumbles over is tried by itself, and left for later. */
  const sendAll = async (device) => {
    const tried = new Set();
    let many = BATCH, more = true, stuck = 0;
    for (let left = await outgoing(); more || left.length; left = (await outgoing()).filter((item) => !tried.has(item.key))) {
      const light = left.filter((item) => !item.sheets?.length);
      const now = light.length ? light.slice(0, many) : left.slice(0, 1);
      progress();
      try {
        if (!light.length && now.length) await sendPhotos(device, now[0]);
        more = await looksAndSends(device, now, left.length);
        for (const item of now) tried.add(item.key);
      } catch (trouble) {
        if (trouble.kind !== "failed" || !now.length) throw trouble;
        if (now.length === 1) {
          tried.add(now[0].key);
          stuck += 1;
        }
        many = 1;
      }
    }
    return stuck;
  };
  const tidy = async () => {
    const old = clock() - KEPT_DAYS * DAY;
    for (const item of await vault.list("item:")) {
      if (["sent", "settled"].includes(item.state) && Date.parse(item.at) < old) await vault.drop(`item:${item.key}`);
    }
  };
  /* Forms that the centre has no more stay for as long as something written on them is not away. */
  const formsWith = async (given) => {
    const open = (await vault.list("item:")).filter((item) => ["draft", "conflict"].includes(item.state)).map((item) => item.service);
    const codes = new Set(given.map((letter) => letter.code));
    const gone = ((await vault.get("letters")) ?? []).filter((letter) => !codes.has(letter.code) && open.includes(letter.code));
    return [...given, ...gone.map((letter) => ({ ...letter, isGone: true }))];
  };
  const refresh = async (device) => {
    const meta = (await vault.get("meta")) ?? {};
    const told = await ask(places.snapshot, { device, since: people.until, mark: meta.mark ?? "" });
    const { until, mark, at, expires, inked } = told;
    const more = [["meta", { ...meta, until, mark, at, expires, inked }]];
    if (told.letters) more.push(["letters", await formsWith(told.letters)]);
    await people.take(told, more);
  };
  const clock = () => Date.now() + skew;

  const hello = async (device) => {
    const told = await ask(device ? `${places.state}?perangkat=${device}` : places.state);
    csrf = told.csrf;
    skew = Date.parse(told.at) - Date.now();
    if (told.order === "stranger") throw new Trouble("not-yours");
    return told;
  };
  const exchange = async (device) => {
    const told = await hello(device);
    await vault.put("meta", { ...(await vault.get("meta")), officer: told.officer, unit: told.unit, skew });
    const stuck = await sendAll(device);
    await refresh(device);
    await tidy();
    if (stuck) throw new Trouble("stuck");
  };

  return {
    use(given) { places = given; },
    /** The time of the centre, as far as this device knows it: its own clock may be wrong by days. */
    now: () => new Date(clock()),
    /** How far that was from the clock of this device when it last had the line, in milliseconds. */
    set skew(given) { skew = given ?? 0; },
    get skew() { return skew; },
    /** What the centre wants of a device that nobody has opened: "wipe", or "". Nobody needs to be signed in for it. */
    async order(pass) {
      const told = await carry(`${places.order}?tanda=${encodeURIComponent(pass)}`);
      const { order, csrf: mark } = told.status === 200 ? JSON.parse(told.responseText) : {};
      csrf = mark ?? csrf;
      return order ?? "";
    },
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
    wiped: (device, pass) => ask(places.wiped, { device, pass }),
    /** Send what waits, then take the residents anew. One window does it at a time; asked meanwhile, it is done once more. */
    sync(device) {
      busy = busy.catch(() => {}).then(() => vault.isOpen && navigator.locks.request("satuatap-meja-desa", () => exchange(device)));
      return busy;
    },
  };
})();
