/*
 * An inspection on a phone. Everything typed and every photo is kept on the phone first, then sent, one thing at a time,
 * whenever there is signal; sent twice it counts once. Closed in the middle, it goes on where it was.
 */
"use strict";

{
  const root = document.querySelector("[data-visit], [data-kept]");
  const words = JSON.parse(root.dataset.words);
  const say = (name, count) => words[name].replace("{count}", count);
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  const list = async () => {
    const place = document.querySelector("[data-kept-list]");
    for (const visit of await kept.visits()) {
      const line = make("li", "");
      line.append(make("a", visit.title, { href: visit.page }), make("p", `${visit.number} · ${visit.place}`, { className: "small" }));
      line.append(make("p", say("some_kept", await kept.left(visit)), { className: "small muted" }));
      place.append(line);
    }
    if (place.children.length === 0) place.append(make("li", words.none_kept));
  };

  const where = () =>
    new Promise((done) => {
      if (!navigator.geolocation) return done(null);
      const options = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };
      navigator.geolocation.getCurrentPosition((found) => done(found.coords), () => done(null), options);
    });

  const visiting = () => {
    const about = root.dataset;
    const form = root.querySelector("[data-checklist]");
    const signal = root.querySelector("[data-signal]");
    const total = root.querySelector("[data-total]");
    let token = form.elements.csrfmiddlewaretoken.value;
    let visit = {
      id: `${about.account}:${about.visit}`, account: about.account, number: about.number, title: about.title, place: about.place,
      page: about.page, openedAt: Date.now(), findings: {}, finish: null, stuck: "",
    };
    const photos = new Map();
    const links = new Map();
    const placing = new Set(); // photos that wait for their position
    let busy = false;
    let again = false;
    let usesPosition = false;
    let isSent = false;

    const items = [...form.querySelectorAll("[data-item]")];
    const box = (key) => items.find((item) => item.dataset.item === key);
    const input = (name) => form.elements.namedItem(name);

    /* -- what the page shows ---------------------------------------------------------------------------------- */

    const tell = (text, tone = "info", ...acts) => {
      signal.hidden = text === "";
      signal.className = `signal alert ${tone}`;
      signal.querySelector("[data-signal-words]").textContent = text;
      signal.querySelector("[data-signal-acts]").replaceChildren(...acts);
    };

    const show = () => {
      let left = 0;
      for (const item of items) {
        const finding = visit.findings[item.dataset.item];
        const mine = [...photos.values()].filter((photo) => photo.item === item.dataset.item);
        const waiting = mine.filter((photo) => !photo.sent).length + (finding && !finding.sent ? 1 : 0);
        left += waiting;
        const state = item.querySelector("[data-state]");
        state.textContent = waiting ? words.kept : finding || mine.length ? words.sent : "";
        state.className = `tiny ${waiting ? "wait" : "ok"}`;
      }
      const other = visit.findings["."];
      left += other && !other.sent ? 1 : 0;
      total.textContent = left || visit.finish ? say("some_kept", left + (visit.finish ? 1 : 0)) : Object.keys(visit.findings).length ? words.all_sent : "";
      if (visit.stuck) return stuck();
      if (!navigator.onLine) tell(visit.finish ? words.waiting : words.offline, "wait");
      else if (visit.finish && !busy) tell(words.waiting, "wait");
      else if (signal.dataset.why === "") tell("");
    };

    const wrong = (key, text) => {
      const place = box(key)?.querySelector("[data-error]");
      if (!place) return tell(text, "bad");
      place.hidden = text === "";
      place.querySelector("span").textContent = text;
      box(key).classList.toggle("has-error", text !== "");
    };

    const draw = (photo) => {
      const place = box(photo.item)?.querySelector("[data-shots]");
      if (!place) return;
      let line = place.querySelector(`[data-key="${photo.key}"]`);
      if (!line) {
        line = make("li", "");
        line.dataset.key = photo.key;
        links.set(photo.key, URL.createObjectURL(photo.blob));
        const drop = make("button", words.forget, { type: "button", className: "plain tiny" });
        drop.addEventListener("click", () => forgetPhoto(photo));
        line.append(make("img", "", { src: links.get(photo.key), alt: "" }), make("span", "", { className: "tiny" }), drop);
        place.append(line);
      }
      const time = new Date(photo.at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
      const position = photo.lat === null ? words.no_position : `±${photo.accuracy} m`;
      line.querySelector("span").textContent = `${time} · ${position} · ${photo.problem || (photo.sent ? words.sent : words.kept)}`;
      line.querySelector("button").hidden = photo.sent;
    };

    const forgetPhoto = async (photo) => {
      await kept.dropPhoto(photo.key);
      photos.delete(photo.key);
      URL.revokeObjectURL(links.get(photo.key));
      root.querySelector(`[data-key="${photo.key}"]`)?.remove();
      show();
    };

    /* -- keeping ---------------------------------------------------------------------------------------------- */

    const keep = async () => isSent || kept.put(visit).catch(() => tell(words.no_storage, "bad"));

    const readItem = (key) => ({
      verdict: input(`periksa.${key}`).value ?? "",
      number: input(`angka.${key}`)?.value ?? "",
      remark: input(`ket.${key}`).value,
    });

    const noteDown = (target) => {
      const item = target.closest("[data-item]");
      if (target.type === "file") return;
      const key = item ? item.dataset.item : ".";
      const found = item ? readItem(key) : { together: input("bersama").value, unplaced: input("tanpa-posisi").value };
      visit.findings[key] = { ...found, at: new Date().toISOString(), sent: false };
      wrong(key, "");
      keep();
      show();
      later();
    };

    const addPhotos = async (target) => {
      const item = target.closest("[data-item]").dataset.item;
      const files = [...target.files];
      target.value = "";
      for (const file of files) {
        let blob = file;
        try {
          blob = await smaller(file);
        } catch {
          if (file.size > 4_000_000) {
            wrong(item, words.photo_bad);
            continue;
          }
        }
        const photo = { key: crypto.randomUUID(), visit: visit.id, item, blob, at: new Date().toISOString(), lat: null, lon: null, accuracy: 0, sent: false, problem: "" };
        photos.set(photo.key, photo);
        if (usesPosition) placing.add(photo.key);
        await kept.putPhoto(photo).catch(() => tell(words.no_storage, "bad"));
        draw(photo);
        show();
        const place = usesPosition ? await where() : null;
        if (place) {
          Object.assign(photo, { lat: place.latitude, lon: place.longitude, accuracy: Math.round(place.accuracy) });
          await kept.putPhoto(photo);
          draw(photo);
        }
        placing.delete(photo.key);
      }
      later();
    };

    /* -- sending ---------------------------------------------------------------------------------------------- */

    const post = async (fields, address = about.save, isRepeated = false) => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token);
      for (const [name, value, filename] of fields) filename ? body.append(name, value, filename) : body.append(name, value);
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (answer.redirected && address === about.save) throw Object.assign(new Error("sign in"), { isSignedOut: true });
      if (answer.status === 403 && !isRepeated) {
        const page = await fetch(about.page);
        if (page.redirected) throw Object.assign(new Error("sign in"), { isSignedOut: true });
        const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
        token = fresh.querySelector("[data-checklist] [name=csrfmiddlewaretoken]")?.value ?? token;
        return post(fields, address, true);
      }
      if (answer.status === 409) throw Object.assign(new Error("refused"), { refusal: await answer.json() });
      if (answer.status === 404) throw Object.assign(new Error("refused"), { refusal: { code: "not-found", field: null, words: "" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return answer;
    };

    const sendFindings = async () => {
      const waiting = Object.entries(visit.findings).filter(([, one]) => !one.sent);
      if (waiting.length === 0) return;
      const fields = waiting.flatMap(([key, one]) =>
        key === "."
          ? [["bersama", one.together], ["tanpa-posisi", one.unplaced]]
          : [[`periksa.${key}`, one.verdict], [`angka.${key}`, one.number], [`ket.${key}`, one.remark], [`jam.${key}`, one.at]]);
      await post(fields);
      for (const [key, one] of waiting) if (visit.findings[key]?.at === one.at) one.sent = true;
      await keep();
    };

    const sendPhotos = async () => {
      for (const photo of [...photos.values()].filter((one) => !one.sent && !one.problem && !placing.has(one.key))) {
        const fields = [["kunci", photo.key], ["diambil", photo.at], [`foto.${photo.item}`, photo.blob, "foto.jpg"]];
        if (photo.lat !== null) fields.push(["lintang", photo.lat.toFixed(6)], ["bujur", photo.lon.toFixed(6)], ["ketelitian", String(photo.accuracy)]);
        try {
          await post(fields);
          photo.sent = true;
        } catch (problem) {
          if (!problem.refusal?.field?.startsWith("foto.") && !["wrong-type", "harmful", "too-large"].includes(problem.refusal?.code)) throw problem;
          photo.problem = problem.refusal.words;
        }
        await kept.putPhoto(photo);
        draw(photo);
      }
    };

    const sendReport = async () => {
      if (!visit.finish || placing.size > 0) return;
      await post([["tindakan", "kirim"], ["key", visit.finish]]);
      isSent = true;
      await kept.forget(visit);
      location.assign(about.done);
    };

    const refused = (refusal) => {
      if (refusal.code === "checklist" || refusal.code === "number") {
        visit.finish = null;
        const key = (refusal.field ?? "").replace(/^(angka|periksa)\./, "");
        if (key === "posisi") tell(refusal.words, "bad");
        else {
          wrong(key, refusal.words);
          box(key)?.focus();
        }
        signal.dataset.why = key === "posisi" ? "refused" : "";
      } else {
        visit.finish = null;
        visit.stuck = refusal.words || words.closed;
      }
      keep();
    };

    const send = async () => {
      if (busy || isSent) return void (again = true);
      if (!navigator.onLine) return show();
      busy = true;
      signal.dataset.why = "";
      try {
        do {
          again = false;
          if (visit.stuck) break;
          await sendFindings();
          await sendPhotos();
          await sendReport();
        } while (again && !isSent);
      } catch (problem) {
        if (problem.refusal) refused(problem.refusal);
        else if (problem.isSignedOut) {
          signal.dataset.why = "sign-in";
          const back = `${about.signIn}?next=${encodeURIComponent(about.page)}`;
          tell(words.sign_in, "wait", make("a", words.sign_in_link, { href: back, className: "btn" }));
        }
      } finally {
        busy = false;
        show();
      }
    };

    let timer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(send, 600);
    };

    /* The step was closed or handed on meanwhile: nothing is thrown away, and there is a way out. */
    const stuck = () => {
      const note = make("button", words.as_note, { type: "button", className: "btn" });
      const forget = make("button", words.forget, { type: "button", className: "btn quiet" });
      const downloads = [...photos.values()].filter((photo) => !photo.sent).map((photo, index) =>
        make("a", `${words.download} ${index + 1}`, { href: links.get(photo.key), download: `${about.number}-${photo.item}-${index + 1}.jpg`, className: "btn quiet" }));
      note.addEventListener("click", async () => {
        await post([["key", crypto.randomUUID()], ["catatan", inWords()]], about.note);
        note.replaceWith(make("p", words.noted));
      });
      forget.addEventListener("click", async () => {
        if (!confirm(words.forget_sure)) return;
        await kept.forget(visit);
        location.assign(about.scope);
      });
      tell(`${visit.stuck} ${visit.stuck === words.closed ? "" : words.closed}`, "bad", note, ...downloads, forget);
    };

    const inWords = () => {
      const lines = items.map((item) => {
        const found = readItem(item.dataset.item);
        const parts = [words[found.verdict] ?? "–", found.number, found.remark].filter(Boolean);
        return `${item.querySelector("legend").textContent}: ${parts.join("; ")}`;
      });
      return [words.note_head, ...lines].join("\n").slice(0, 2000);
    };

    /* -- beginning -------------------------------------------------------------------------------------------- */

    const restore = async () => {
      const before = await kept.visit(visit.id);
      if (before) visit = { ...before, openedAt: visit.openedAt, stuck: "" }; // a step may be open again
      for (const [key, one] of Object.entries(visit.findings).filter(([, finding]) => !finding.sent)) {
        if (key === ".") {
          input("bersama").value = one.together;
          input("tanpa-posisi").value = one.unplaced;
          continue;
        }
        if (one.verdict) input(`periksa.${key}`).value = one.verdict;
        if (one.number) input(`angka.${key}`).value = one.number;
        input(`ket.${key}`).value = one.remark;
      }
      for (const photo of await kept.photosOf(visit.id)) {
        if (photo.sent) await kept.dropPhoto(photo.key); // the server shows it now
        else {
          photos.set(photo.key, photo);
          draw(photo);
        }
      }
      await keep();
    };

    /* Pages of other accounts, and of visits long past, do not stay on this phone. */
    const tidy = async () => {
      for (const other of await kept.visits()) {
        if (other.account !== visit.account) await (await caches.open("peninjauan")).delete(other.page);
        else if (Date.now() - other.openedAt > 7 * 86_400_000 && (await kept.left(other)) === 0) await kept.forget(other);
      }
    };

    const takeAlong = async (source) => {
      await navigator.serviceWorker.register(about.worker, { scope: about.scope });
      const store = await caches.open("peninjauan");
      const rules = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'";
      const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": rules };
      await store.put(about.page, new Response(source, { headers }));
      await store.put(about.offline, await fetch(about.offline, { credentials: "omit" }));
      const linked = [...document.querySelectorAll("link[href], script[src], use, img[src]")];
      const pieces = linked.map((one) => one.href?.baseVal ?? one.href ?? one.src).map((href) => new URL(href, location.href));
      const needed = new Set(pieces.filter((url) => url.pathname.startsWith("/static/")).map((url) => url.origin + url.pathname));
      for (const url of needed) if (!(await store.match(url))) await store.add(url);
    };

    const askPosition = async () => {
      const found = await where();
      usesPosition = found !== null;
      root.querySelector("[data-position-words]").textContent = usesPosition ? words.position_on : words.position_off;
      root.querySelector("[data-ask]").hidden = usesPosition;
    };

    const begin = async () => {
      const source = `<!doctype html>\n${document.documentElement.outerHTML}`;
      await restore().catch(() => tell(words.no_storage, "bad"));
      form.addEventListener("input", (event) => noteDown(event.target));
      form.addEventListener("change", (event) => event.target.type === "file" && addPhotos(event.target));
      form.addEventListener("submit", (event) => {
        if (event.submitter?.name === "buang") return;
        event.preventDefault();
        if (event.submitter?.value === "kirim") visit.finish ??= crypto.randomUUID();
        keep();
        show();
        send();
      });
      root.querySelector("[data-position]").hidden = false;
      root.querySelector("[data-ask]").addEventListener("click", askPosition);
      const allowed = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
      if (allowed?.state === "granted") askPosition();
      window.addEventListener("online", send);
      window.addEventListener("offline", show);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
      setInterval(() => (visit.finish || total.textContent) && navigator.onLine && send(), 20_000);
      show();
      send();
      if (navigator.onLine && navigator.serviceWorker && window.caches) {
        await tidy();
        await takeAlong(source).catch(() => {}); // without signal the page is kept already
      }
    };
    begin();
  };

  if (root.dataset.visit) visiting();
  else list();
}
