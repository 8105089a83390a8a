/*
 * A kiosk: after a while without a touch nothing of a visitor stays, larger letters on request, and a number that is
 * printed and then counted as handed out.
 */
"use strict";

{
  const ASK = 45_000, CLEAR = 60_000; // milliseconds without a touch
  const home = document.body.dataset.home;
  const still = document.querySelector("[data-still]");
  let asked, cleared;

  const clear = () => {
    sessionStorage.clear();
    dispatchEvent(new CustomEvent("leave", { detail: home }));
  };
  const awake = () => {
    clearTimeout(asked);
    clearTimeout(cleared);
    asked = setTimeout(() => { if (location.pathname !== home) still.showModal(); }, ASK);
    cleared = setTimeout(clear, CLEAR);
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, awake, { passive: true });
  still.addEventListener("close", awake);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // nothing out of memory
  awake();

  const LARGE = "large";
  const large = document.querySelector("[data-large]");
  const resize = () => document.documentElement.classList.toggle("large", sessionStorage.getItem(LARGE) === "yes");
  large.hidden = false;
  large.addEventListener("click", () => {
    sessionStorage.setItem(LARGE, sessionStorage.getItem(LARGE) === "yes" ? "no" : "yes");
    resize();
  });
  resize();

  const print = document.querySelector("form[data-at-once]"); // the kiosk has a printer of its own
  print?.requestSubmit();
  for (const button of print?.querySelectorAll("button") ?? []) button.disabled = true;

  const slip = document.querySelector("[data-taken]");
  if (slip && "printSlip" in slip.dataset) {
    const tell = () => fetch(slip.dataset.taken, {
      method: "POST", headers: { "HX-Request": "true", "X-CSRFToken": slip.dataset.csrf },
    });
    const shown = async (attempt = 0) => {
      try {
        if (!(await tell()).ok) throw new Error("not counted");
        dispatchEvent(new Event("line-up"));
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
        document.querySelector(".slip").replaceWith(page.querySelector(".slip")); // now with those who are ahead
        await document.querySelector(".slip img").decode().catch(() => {});
        window.print();
      } catch {
        dispatchEvent(new Event("line-down"));
        setTimeout(shown, Math.min(500 * 2 ** attempt, 5000), attempt + 1);
      }
    };
    document.querySelector(".slip img").decode().catch(() => {}).then(() => shown());
  }
}
