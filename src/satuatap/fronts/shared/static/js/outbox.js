/* The village desk without the line: set up, opened by PIN, residents looked up, letters and applications written. */
"use strict";

{
  const root = document.querySelector("[data-outbox]");
  const words = JSON.parse(root.dataset.words), facts = JSON.parse(root.dataset.factNames);
  const say = (name, given = {}) => Object.entries(given).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name]);
  const { make } = filling;
  const view = (name) => document.querySelector(`[data-view=${name}]`);
  const part = (name) => document.querySelector(`[data-${name}]`);
  const IDLE = 15 * 60_000, AGAIN = 30_000, ORDERS = 300_000, OFF_BY = 300_000, LITTLE_ROOM = 50_000_000;
  const UNSENT = "satuatap-belum-terkirim"; // how much: the other pages of the desk show it
  const windows = new BroadcastChannel("satuatap-meja-desa");
  let device, letters = [], meta = {}, purpose = "", chosen, idle, isReached = true;

  const tell = (text, tone = "bad", ...more) => {
    const place = part("say");
    place.hidden = !text;
    place.className = `alert ${tone} no-print`;
    place.replaceChildren(make("p", text), ...more);
  };
  const show = (name) => {
    for (const one of document.querySelectorAll("[data-view]")) one.hidden = one.dataset.view !== name;
    document.querySelector("[data-act=lock]").hidden = !vault.isOpen;
    root.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const hour = (text) => new Date(text).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const signIn = () => make("a", words.go_on, { href: `${root.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`, className: "btn" });

  /* -- the line ------------------------------------------------------------------------------------------- */

  const showLine = () => {
    const isThere = navigator.onLine && isReached;
    part("line").textContent = isThere ? words.online : words[navigator.onLine ? "unreached" : "offline"];
    part("line").className = `badge ${isThere ? "ok" : "wait"}`;
  };
  const reached = (is) => {
    isReached = is;
    showLine();
  };
  const troubled = async (trouble) => {
    if (trouble.kind === "wipe") return wiped();
    if (trouble.kind === "left") {
      await people.purge();
      return tell(words.left, "wait");
    }
    if (trouble.kind === "sign-in") tell(words.sign_in, "wait", signIn());
    else if (trouble.kind === "not-yours") tell(device ? words.not_yours : words.no_desk);
    else if (trouble.kind === "refused") tell(trouble.words);
    else if (trouble.kind === "stuck" || trouble.kind === "failed") tell(words.stuck, "wait");
    else if (trouble.name === "QuotaExceededError") tell(words.full);
    else if (trouble.name === "AbortError") location.reload(); // wiped from another window
    else if (trouble.kind !== "down") throw trouble;
    return undefined;
  };
  const failed = (trouble) => (trouble.kind === "down" ? tell(words.need_line, "wait") : troubled(trouble));
  const wiped = async (said = words.wiped) => {
    const { id, pass } = device;
    await vault.wipe();
    forget();
    localStorage.removeItem(UNSENT);
    windows.postMessage("wiped");
    await line.order(pass).then(() => line.wiped(id, pass)).catch(() => {});
    device = undefined;
    tell(said, "wait");
    show("setup");
  };
  /* A lost computer is told so also while nobody has opened it, and without anybody signing in. */
  const obey = async () => {
    if (device?.pass && navigator.onLine && (await line.order(device.pass).catch(() => "")) === "wipe") await wiped();
  };
  const sync = async (isAsked = false) => {
    if (!vault.isOpen) return;
    if (isAsked && !navigator.onLine) return void tell(words.need_line, "wait");
    if (isAsked) tell(words.sending, "info");
    try {
      await line.sync(device.id);
      reached(true);
      tell("");
      await loadAll();
    } catch (trouble) {
      reached(trouble.kind !== "down");
      if (isAsked && trouble.kind === "down") tell(words.need_line, "wait");
      await troubled(trouble);
    }
    if (vault.isOpen) await showItems();
  };

  /* -- what the page shows ----------------------------------------------------------------------------------- */

  const loadAll = async () => {
    meta = (await vault.get("meta")) ?? {};
    letters = (await vault.get("letters")) ?? [];
    line.skew = meta.skew;
    const now = line.now(), isOver = !meta.expires || now > Date.parse(meta.expires) || now < Date.parse(meta.at) - 86_400_000;
    if (isOver) await people.purge();
    else if (!people.count) await people.load();
    const said = say("until", { at: meta.at ? hour(meta.at) : "", expires: meta.expires ? hour(meta.expires) : "" });
    part("until").textContent = meta.expires ? (isOver ? words.expired : said) : words.never;
    part("clock").hidden = Math.abs(line.skew) < OFF_BY;
    part("clock").textContent = say("clock", { now: hour(now) });
  };
  /* Whether the browser may throw the store away, and whether there is room left in it. */
  const showRoom = async (left) => {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const isLittle = quota - usage < LITTLE_ROOM, mayGo = left > 0 && !(await navigator.storage?.persisted?.());
    part("room").hidden = !isLittle && !mayGo;
    part("room").textContent = isLittle ? words.little_room : words.may_go;
  };
  const stateWords = (item) => say(item.state, { number: item.file ?? "", words: item.words ?? "" });
  const showItems = async () => {
    const items = (await vault.list("item:")).sort((one, other) => other.at.localeCompare(one.at));
    const left = items.filter((item) => ["draft", "waiting", "conflict"].includes(item.state)).length;
    part("unsent").textContent = left ? say("unsent", { count: left }) : words.none_unsent;
    part("unsent").className = `badge ${left ? "wait" : "ok"}`;
    localStorage.setItem(UNSENT, left);
    await showRoom(left);
    part("items").replaceChildren(...items.map(row));
    await lending.show(meta.inked, letters);
    if (!items.length) part("items").append(make("li", words.none_yet));
    return left;
  };
  const row = (item) => {
    const place = make("li", "", { className: "row" }), text = make("div", "");
    text.append(make("strong", `${item.title} · ${item.name}`), make("p", [item.slip, item.sheets?.length ? say("photos", { count: item.sheets.length }) : "", stateWords(item)].filter(Boolean).join(" · "), { className: "small" }));
    place.dataset.item = item.key;
    place.dataset.state = item.state;
    const acts = make("span", "", { className: "push row tight" });
    const act = (label, run) => {
      const button = make("button", label, { type: "button", className: "btn quiet" });
      button.addEventListener("click", run);
      acts.append(button);
    };
    if (item.state === "draft") act(words.go_on, () => fill(item));
    else act(words.print, () => slip(item));
    if (item.state === "conflict" && !item.lease) act(words.again, () => again(item));
    if (["draft", "conflict", "settled"].includes(item.state)) act(words.drop, () => drop(item));
    if (item.state === "aside") acts.append(make("a", words.go_on, { href: root.dataset.asides, className: "btn quiet" }));
    place.append(text, acts);
    return place;
  };
  /* What the centre does not take under this number is written once more under another. */
  const again = async (item) => {
    const { running, slip: _slip, words: _words, ...rest } = item, key = crypto.randomUUID();
    await sheets.copy(item.key, key);
    await vault.put(`item:${key}`, { ...rest, key, state: "draft", at: line.now().toISOString() });
    await vault.drop(`item:${item.key}`);
    await sheets.drop(item.key);
    await showItems();
  };
  const drop = async (item) => {
    if (item.state !== "settled" && !confirm(words.drop_sure)) return;
    await vault.drop(`item:${item.key}`);
    await sheets.drop(item.key);
    await showItems();
  };
  const atDesk = async () => {
    await filling.keep();
    await showItems();
    show("desk");
  };
  const enter = async () => {
    tell("");
    navigator.storage?.persist?.();
    await loadAll();
    await showItems();
    show("desk");
    stayAwake();
    await sync();
  };

  /* -- people ---------------------------------------------------------------------------------------------------- */

  const personRow = (person) => {
    const place = make("li", "", { className: "row" }), open = make("button", person.name, { type: "button", className: "plain" }), text = make("div", "");
    open.addEventListener("click", () => showPerson(person));
    text.append(open, make("p", `${person.relation} · ${people.said(person.born_on)} · RT ${person.rt} RW ${person.rw}`, { className: "small muted" }));
    place.append(text);
    return place;
  };
  const showPerson = async (person) => {
    chosen = person;
    const id = crypto.randomUUID();
    await vault.put(`look:${id}`, { id, party: person.party_id, purpose, at: line.now().toISOString() }); // before anything is shown
    part("name").textContent = person.name;
    part("facts").replaceChildren(...Object.entries(facts).filter(([name]) => person[name]).map(([name, label]) => {
      const place = make("div", "");
      place.append(make("dt", label), make("dd", people.said(person[name])));
      return place;
    }));
    part("household").textContent = words.household;
    part("members").replaceChildren(...people.household(person).filter((other) => other !== person).map(personRow));
    const groups = ["letter", "application"].map((kind) => {
      const group = make("optgroup", "", { label: words[kind] });
      group.append(...letters.filter((letter) => letter.kind === kind && !letter.isGone).map((letter) => make("option", letter.name, { value: letter.code })));
      return group;
    });
    document.querySelector("#layanan").replaceChildren(...groups);
    show("person");
  };
  const search = () => {
    const form = document.querySelector("[data-form=search]");
    const text = form.elements.cari.value.trim();
    purpose = form.elements.untuk.value;
    if (!purpose) return tell(words.purpose, "wait");
    if (text.replace(/[^\p{L}\d]/gu, "").length < 3) return tell(words.short, "wait");
    const found = people.find(text);
    tell("");
    part("found").hidden = false;
    part("found").replaceChildren(...(found.length ? found.map(personRow) : [make("li", words.nobody)]));
    return undefined;
  };

  /* -- letters and applications ------------------------------------------------------------------------------------- */

  const begin = async () => {
    const form = document.querySelector("[data-form=begin]");
    const letter = letters.find((one) => one.code === form.elements.layanan.value);
    const isWitnessed = ["saksi1", "saksi2"].every((name) => form.elements[name].value.trim());
    if (form.elements.cara.value === "thumb-print" && !isWitnessed) return tell(words.witnesses);
    const item = {
      key: crypto.randomUUID(), state: "draft", service: letter.code, title: letter.name, revision: letter.revision,
      party: chosen.party_id, name: chosen.name, how: form.elements.cara.value, witness1: form.elements.saksi1.value,
      witness2: form.elements.saksi2.value, typed: {}, at: line.now().toISOString(),
    };
    await vault.put(`item:${item.key}`, item);
    for (const name of ["saksi1", "saksi2"]) form.elements[name].value = ""; // the next one has witnesses of their own
    return fill(item);
  };
  const fill = (item) => {
    const letter = letters.find((one) => one.code === item.service);
    if (!letter) return tell(words.letter_gone, "wait");
    filling.begin(item, letter, people.get(item.party));
    tell(letter.isGone ? words.letter_gone : filling.isNew ? words.form_new : "", "wait");
    void lending.offer(item.service);
    void sheets.show(item, letter);
    return show("form");
  };
  const finish = async () => {
    const count = filling.check();
    if (count) return tell(say("mend", { count }));
    await filling.keep();
    const said = filling.said(), shown = filling.shown();
    const item = await filling.finish(async (draft) => {
      const number = await lending.take(draft.service);
      if (!number) throw Object.assign(new Error("no number"), { kind: "refused", words: words.number_gone });
      const running = await vault.nextRunning(), slip = `${device.prefix}-${String(running).padStart(4, "0")}`;
      return { ...number, state: "waiting", running, slip, said, shown, sheets: (await sheets.of(draft.key)).map((sheet) => sheet.key) };
    });
    if (!item) return elsewhere();
    await showItems();
    slip(item);
    return sync();
  };
  const elsewhere = async () => {
    await showItems();
    show("desk");
    tell(words.elsewhere, "wait");
  };
  const slip = (item) => {
    part("unit").textContent = [meta.unit?.name, meta.unit?.address].filter(Boolean).join(", ");
    part("slip-title").textContent = item.title;
    part("slip").textContent = item.slip;
    for (const place of document.querySelectorAll("[data-legal]")) place.hidden = !item.legal;
    for (const place of document.querySelectorAll("[data-not-legal]")) place.hidden = Boolean(item.legal);
    part("legal-number").textContent = item.legal ?? "";
    part("head").textContent = meta.unit?.head ?? "";
    part("slip-at").textContent = hour(item.at);
    part("slip-by").textContent = meta.officer ?? "";
    part("slip-facts").replaceChildren(...item.said.map(([label, text]) => {
      const place = make("div", "");
      place.append(make("dt", label), make("dd", text));
      return place;
    }));
    show("slip");
  };

  /* -- opening and closing -------------------------------------------------------------------------------------------- */

  const pinOf = (form, name, again = name) => {
    const pin = form.elements[name].value;
    if (!/^\d{6,12}$/.test(pin)) return void tell(words.pin_short);
    if (pin !== form.elements[again].value) return void tell(words.pin_same);
    return pin;
  };
  const setUp = async (form) => {
    const pin = pinOf(form, "pin", "pin2");
    if (!pin) return;
    const half = vault.half();
    await line.hello();
    const told = await line.register(form.elements.nama.value, half);
    await vault.create(pin, half, { id: told.id, prefix: told.prefix, pass: told.pass, name: form.elements.nama.value });
    half.fill(0);
    device = await vault.device();
    form.reset();
    await enter();
  };
  const unlock = async (form) => {
    const tried = await vault.unlock(form.elements.buka.value);
    form.reset();
    if (tried.state === "open") return enter();
    return tell({ wrong: say("pin_wrong", { count: tried.left }), wait: say("pin_wait", { seconds: tried.seconds }), locked: words.pin_locked }[tried.state]);
  };
  const recover = async (form) => {
    const pin = pinOf(form, "pin3");
    if (!pin) return;
    await line.hello(device.id);
    await vault.recover(await line.half(device.id), pin);
    form.reset();
    await enter();
  };
  const forget = () => {
    people.forget();
    sheets.forget();
    filling.forget();
    chosen = undefined;
    for (const name of ["search", "begin"]) document.querySelector(`[data-form=${name}]`).reset();
    const places = ["name", "title", "for", "facts", "members", "found", "items", "known", "parts", "slip-facts", "slip-title", "leases"];
    for (const place of places) part(place).replaceChildren();
  };
  const lock = async () => {
    await filling.keep().catch(() => {}); // a full disk does not leave the people open
    vault.lock();
    forget();
    show("unlock");
  };
  const lockAll = () => {
    windows.postMessage("lock");
    return lock();
  };
  const stayAwake = () => {
    clearTimeout(idle);
    idle = setTimeout(() => vault.isOpen && lock(), IDLE);
  };
  const signOff = async () => {
    if (!confirm(say("off_sure", { count: await showItems() }))) return;
    await line.hello(device.id);
    await line.signOff(device.id);
    await wiped(words.off_done);
  };

  const borrow = async (form) => {
    await lending.borrow(device.id, form.elements.pinjam.value);
    tell("");
    await showItems();
  };
  const giveBack = async (lease) => {
    await lending.giveBack(device.id, lease);
    await showItems();
  };

  /* Pressed twice in a hurry, the first press goes on. */
  const once = (act, running) => (form) => (running ??= act(form).finally(() => (running = undefined)));
  const FORMS = { borrow, setup: setUp, unlock, recover, search, begin, fill: once(finish) };
  const ACTS = { desk: atDesk, sync: () => sync(true), lock: lockAll, off: signOff, print: () => print() };
  addEventListener("submit", (event) => {
    const act = FORMS[event.target.dataset.form];
    if (!act) return;
    event.preventDefault();
    Promise.resolve(act(event.target)).catch(failed);
  });
  addEventListener("click", (event) => {
    const { lease } = event.target.dataset ?? {};
    const act = lease ? () => giveBack(lease) : ACTS[event.target.closest?.("[data-act]")?.dataset.act];
    if (act) Promise.resolve(act()).catch(failed);
  });
  document.querySelector("[data-form=begin]").addEventListener("change", (event) => {
    part("witnesses").hidden = event.currentTarget.elements.cara.value !== "thumb-print";
  });
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, stayAwake, { passive: true });
  addEventListener("online", () => {
    reached(true);
    void obey().then(() => sync());
  });
  addEventListener("offline", showLine);
  addEventListener("outbox-sent", () => void showItems());
  addEventListener("outbox-elsewhere", () => void elsewhere());
  addEventListener("outbox-progress", ({ detail }) => {
    if (detail) part("unsent").textContent = say("progress", { share: Math.round(detail * 100) });
  });
  windows.addEventListener("message", ({ data }) => {
    if (data === "wiped") location.reload();
    else if (vault.isOpen) void lock();
  });
  setInterval(() => void obey(), ORDERS);
  setInterval(() => { if (navigator.onLine && vault.isOpen && part("unsent").classList.contains("wait")) void sync(); }, AGAIN);

  const start = async () => {
    showLine();
    if (!window.crypto?.subtle || !window.indexedDB || !navigator.locks || !navigator.serviceWorker) return tell(words.no_crypto);
    spelling.use(JSON.parse(root.dataset.spelling));
    line.use(root.dataset);
    navigator.serviceWorker.register(root.dataset.worker).catch(() => {});
    device = await vault.device();
    show(device ? "unlock" : "setup");
    return obey();
  };
  void start();
}
