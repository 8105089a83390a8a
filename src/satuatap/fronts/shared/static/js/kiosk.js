/*
 * A kiosk: after a while without a touch nothing of a visitor stays; larger letters, strong contrast and the page read
 * aloud on request; an officer to call; digits to touch; printing, and a number that is printed and then counted as handed out.
 */
"use strict";

{
  const ASK = 45_000, CLEAR = 60_000, TOUCHED = "touched"; // milliseconds without a touch, and when the last was
  const { home, start } = document.body.dataset; // the start page in the language that is read here, and that of the next visitor
  const still = document.querySelector("[data-still]");
  let asked, cleared;

  const clear = () => {
    sessionStorage.clear();
    dispatchEvent(new CustomEvent("leave", { detail: start }));
  };
  const awake = (idle = 0) => {
    clearTimeout(asked);
    clearTimeout(cleared);
    sessionStorage.setItem(TOUCHED, Date.now() - idle);
    asked = setTimeout(() => { if (location.pathname !== home) still.showModal(); }, Math.max(ASK - idle, 0));
    cleared = setTimeout(clear, Math.max(CLEAR - idle, 0));
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, () => awake(), { passive: true });
  still.addEventListener("close", () => awake());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // nothing out of memory
  // A page that waits for something loads itself again and again; that is no touch.
  awake("waits" in document.body.dataset ? Date.now() - Number(sessionStorage.getItem(TOUCHED) ?? Date.now()) : 0);

  for (const look of ["large", "contrast"]) { // until the screen is cleared
    const button = document.querySelector(`[data-${look}]`);
    const show = () => {
      const on = sessionStorage.getItem(look) === "yes";
      document.documentElement.classList.toggle(look, on);
      button.setAttribute("aria-pressed", on);
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      sessionStorage.setItem(look, sessionStorage.getItem(look) === "yes" ? "no" : "yes");
      show();
    });
    show();
  }

  // Whoever ends a stay by hand leaves no more behind than whoever walks away.
  for (const way of document.querySelectorAll(`a[href="${home}"]`)) way.addEventListener("click", () => sessionStorage.clear());
  for (const form of document.querySelectorAll(".kiosk-foot form")) form.addEventListener("submit", () => sessionStorage.clear());

  // Reads the page aloud where the browser has a voice that fits; a second touch is quiet again. A language of the region
  // without a voice of its own is read by an Indonesian one: its words are spelled alike. English never is.
  const speak = document.querySelector("[data-speak]");
  const voices = window.speechSynthesis;
  const spoken = document.documentElement.lang;
  const voiceOf = (language) => voices?.getVoices().find((one) => one.lang.split(/[-_]/)[0] === language);
  const voice = () => voiceOf(spoken) ?? (spoken === "en" ? undefined : voiceOf("id"));
  const voiced = () => { speak.hidden = !voice(); };
  const told = () => [...document.querySelectorAll("h1, .kiosk-top .lead, main :is(h2, p, b, strong, label, legend, .hint, .error, li, dt, dd, button, a)")]
    .filter((part) => part.checkVisibility?.() !== false && !part.parentElement.closest("li, button, a, label, p"))
    .map((part) => part.innerText.trim()).filter(Boolean).join(". ");
  voiced();
  voices?.addEventListener?.("voiceschanged", voiced);
  voices?.cancel();
  speak.addEventListener("click", () => {
    if (voices.speaking) return voices.cancel();
    const words = new SpeechSynthesisUtterance(told());
    words.voice = voice();
    words.lang = words.voice.lang;
    voices.speak(words);
  });

  // An officer is called over what the visitor was doing: nothing typed is lost, and the answer appears by itself.
  const helper = document.querySelector("[data-helper]");
  const follow = async (address, wish = {}) => {
    try {
      const answer = await fetch(address, { ...wish, headers: { "HX-Request": "true" } });
      helper.firstElementChild.innerHTML = await answer.text();
      dispatchEvent(new Event("line-up"));
    } catch {
      dispatchEvent(new Event("line-down"));
    }
  };
  addEventListener("submit", async (event) => {
    const form = event.target, wish = form.dataset.helps;
    if (!wish) return;
    event.preventDefault();
    await follow(form.action, { method: "POST", body: new FormData(form) });
    if (wish === "end") helper.close();
    else if (!helper.open) helper.showModal();
  });
  helper.addEventListener("close", () => { if (location.pathname === home) dispatchEvent(new CustomEvent("leave", { detail: home })); });
  setInterval(() => { if (helper.open) void follow(`${home}/bantuan`); }, 4000);
  // In a quiet hour, too, the hall knows that the kiosk is on.
  setInterval(() => { if (!helper.open) void follow(`${home}/bantuan`); }, 300_000);

  const pads = () => { for (const pad of document.querySelectorAll("[data-pad]")) pad.hidden = false; };
  pads();
  addEventListener("click", ({ target }) => {
    const key = target.closest?.("[data-pad] [data-key]")?.dataset.key;
    if (!key) return;
    const field = document.getElementById(target.closest("[data-pad]").dataset.pad);
    field.value = key === "back" ? field.value.slice(0, -1) : field.value + key;
  });

  for (const button of document.querySelectorAll("[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.getElementById(button.dataset.prints);
      (frame ? frame.contentWindow : window).print();
    });
  }

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
        for (const part of [".slip", "[data-offer]"]) { // now with those who are ahead
          document.querySelector(part).replaceWith(page.querySelector(part));
        }
        pads();
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
