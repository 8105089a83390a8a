/*
 * Parts of a page that follow what happens: <div data-live-part="/address"> holds one element with data-live, where the
 * stream can be heard. When it says that something changed, the part is asked for again; a part carries its own new
 * ticket, so after a lost line or a restart the next answer brings everything up to date.
 * data-live-calm="3000" waits up to so many milliseconds first.
 * Whoever writes or presses in a part is not disturbed: the new part waits. What was opened and typed stays so.
 * [data-since] counts minutes and seconds from a moment.
 */
"use strict";

{
  const AGAIN = [500, 1000, 2000, 5000]; // milliseconds between attempts while the line is down
  const SILENT = 50_000; // the stream says something every 20 seconds; a line that was cut says nothing, not even that

  const clock = () => {
    for (const place of document.querySelectorAll("[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(place.dataset.since)) / 1000));
      place.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}.${String(seconds % 60).padStart(2, "0")}`;
    }
  };

  const follow = (part) => {
    let source, asking = false, missed = false, attempts = 0, heard = Date.now(), again;

    const listen = () => {
      source?.close();
      const address = part.querySelector("[data-live]")?.dataset.live;
      if (!address) return;
      source = new EventSource(address);
      let first = true;
      heard = Date.now();
      for (const sign of ["snapshot", "changed", "beat"]) source.addEventListener(sign, () => { heard = Date.now(); });
      source.addEventListener("snapshot", () => {
        attempts = 0;
        if (!first) calm(); // the first tells what the page shows already
        first = false;
      });
      source.addEventListener("changed", calm);
      source.addEventListener("error", lost);
    };

    const lost = () => {
      source?.close();
      later();
    };

    /* Hundreds of phones that hear of the same call do not all ask in the same moment. */
    let resting;
    const calm = () => {
      const most = Number(part.dataset.liveCalm ?? 0);
      if (!most) return void refresh();
      clearTimeout(resting);
      resting = setTimeout(refresh, Math.random() * most);
    };

    const later = () => {
      document.documentElement.dataset.line = "down";
      clearTimeout(again);
      again = setTimeout(() => refresh(true), AGAIN[Math.min(attempts++, AGAIN.length - 1)]);
    };

    const refresh = async (anew = false) => {
      if (asking) {
        missed = true;
        return;
      }
      asking = true;
      try {
        const answer = await fetch(part.dataset.livePart, { headers: { "HX-Request": "true" }, cache: "no-store" });
        const signIn = answer.headers.get("HX-Redirect");
        if (signIn) return void location.assign(signIn);
        if (!answer.ok) throw new Error(answer.status);
        news = await answer.text();
        tell();
        delete document.documentElement.dataset.line;
        if (anew === true || source.readyState === EventSource.CLOSED) listen();
      } catch {
        lost();
      } finally {
        asking = false;
        if (missed) {
          missed = false;
          refresh();
        }
      }
    };

    /* A button that is replaced between press and release does nothing; a field that is replaced loses the cursor. */
    let news, waiting;
    const tell = () => {
      clearTimeout(waiting);
      if (part.querySelector(":active, :focus:is(input, select, textarea)")) waiting = setTimeout(tell, 300);
      else show();
    };

    const show = () => {
      const key = document.activeElement?.dataset?.key;
      const restore = keep();
      part.innerHTML = news;
      restore();
      if (key) part.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
      clock();
      part.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
    };

    /* What is opened is known by its words: when they are others now, it is about something else. */
    const keep = () => {
      const opened = new Set([...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
      const typed = part.querySelectorAll("[data-typed]");
      return () => {
        for (const summary of part.querySelectorAll("details > summary")) summary.parentElement.open ||= opened.has(summary.textContent);
        for (const old of typed) {
          const field = old.id ? part.querySelector(`#${CSS.escape(old.id)}`) : null;
          if (!field || field.closest("details:not([open])")) continue;
          field.value = old.value;
          field.checked = old.checked;
          field.dataset.typed = "";
        }
      };
    };
    part.addEventListener("input", (event) => { event.target.dataset.typed = ""; });

    addEventListener("offline", lost);
    setInterval(() => {
      if (source?.readyState === EventSource.OPEN && Date.now() - heard > SILENT) lost();
    }, 5000);
    listen();
  };

  clock();
  setInterval(clock, 1000);
  for (const part of document.querySelectorAll("[data-live-part]")) follow(part);
}
