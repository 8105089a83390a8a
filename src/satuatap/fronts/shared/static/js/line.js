/*
 * A kiosk whose line may be cut. A browser that cannot reach the next page shows its own, from which no visitor finds
 * back; so before a page is left, it is asked whether there is one. While there is none a window says so, with everything
 * chosen still there, and the press goes on by itself once the line is back. It carries its key: nothing happens twice.
 *
 * Others ask for it by the events "leave" (detail: the address to go to), "line-down" and "line-up".
 */
"use strict";

{
  const LONGEST = 4000, AGAIN = [500, 1000, 2000]; // milliseconds
  const dialog = document.querySelector("[data-offline]");
  const home = document.body.dataset.home;
  let wish, waiting = false;

  const down = () => { if (!dialog.open) dialog.showModal(); };
  const up = () => dialog.close();
  const pause = (attempt) => new Promise((done) => setTimeout(done, AGAIN[Math.min(attempt, AGAIN.length - 1)]));
  const isThere = async () => {
    try {
      // Without the cookie: the start page ends the stay of whoever asks for it.
      return (await fetch(home, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(LONGEST) })).ok;
    } catch {
      return false;
    }
  };

  const go = async (leave) => {
    wish = leave; // the last counts: whoever went away meanwhile wants nothing any more
    if (waiting) return;
    waiting = true;
    for (let attempt = 0; !(await isThere()); attempt++) {
      down();
      await pause(attempt);
    }
    waiting = false;
    wish();
  };

  addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.method === "dialog") return;
    event.preventDefault();
    void go(() => {
      if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
      if (button?.hasAttribute("formaction")) form.action = button.formAction;
      form.submit();
    });
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (event.defaultPrevented || !link || link.target || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    void go(() => location.assign(link.href));
  });
  addEventListener("leave", (event) => {
    for (const part of document.querySelectorAll("main, h1, .lead")) part.hidden = true; // also where there is no way on
    void go(() => location.replace(event.detail));
  });
  addEventListener("line-down", down);
  addEventListener("line-up", up);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
}
