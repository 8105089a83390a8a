/* One form filled in without the line: what the village knows is not asked, everything typed is kept at once. */
"use strict";

const filling = (() => {
  const root = document.querySelector("[data-outbox]");
  const words = JSON.parse(root.dataset.words);
  const form = document.querySelector("[data-form=fill]");
  const parts = form.querySelector("[data-parts]");
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const named = (name) => [...form.elements].filter((input) => input.name === name || input.name.startsWith(`${name}.`));
  const fieldOf = (input) => input?.closest(".field");
  const LOCK = "satuatap-meja-desa-isian"; // two windows may show the same draft
  let letter, item, person, keeping = Promise.resolve();

  /* What the register fills in by itself is shown, not asked; the centre takes it from there again. */
  const showKnown = () => {
    const list = document.querySelector("[data-known]");
    list.replaceChildren();
    for (const [name, source] of Object.entries(letter.known)) {
      const value = people.fact(person, source);
      const field = fieldOf(named(name)[0]);
      if (!value || !field) continue;
      const line = make("div", "");
      if (letter.secret.includes(name)) line.dataset.secret = "";
      line.append(make("dt", field.querySelector("label, legend").textContent.trim()), make("dd", people.said(value)));
      list.append(line);
      field.remove();
    }
    document.querySelector("[data-known-part]").hidden = !list.children.length;
  };
  /* The household stands for the one choice that the form came with. */
  const showPeople = () => {
    for (const name of Object.keys(letter.people)) {
      const [sample] = named(name), box = sample?.closest(".opt");
      if (!box) continue;
      const members = people.household(person).map((member, at) => {
        const choice = box.cloneNode(true);
        Object.assign(choice.querySelector("input"), { value: member.party_id, id: `${sample.id}-${at}`, checked: false });
        choice.querySelector("span").textContent = member.name;
        return choice;
      });
      box.parentElement.replaceChildren(...members);
    }
  };
  const tidy = () => {
    for (const button of parts.querySelectorAll("button")) button.remove(); // rows are there already
    for (const words of parts.querySelectorAll("[data-when-words]")) words.remove();
    for (const part of parts.querySelectorAll("[data-part]")) part.hidden = !part.querySelector(".field input, .field select, .field textarea");
  };
  const showAndHide = () => {
    for (const _round of [1, 2]) { // twice: one may depend on another
      for (const element of parts.querySelectorAll("[data-when]")) {
        element.hidden = !JSON.parse(element.dataset.when).every((condition) => holds(form, condition));
      }
    }
  };
  const isSecret = (field) => letter.secret.some((name) => fieldOf(named(name)[0]) === field);
  const isAsked = (input) => !input.closest("[hidden]");
  const hasPlace = (name, text) =>
    [...form.elements].some((input) => input.name === name && (input.type !== "radio" || input.value === text));
  const typed = () => {
    // What has no place in the form as it is now (a new one, or without the residents) is not lost for that.
    const found = Object.fromEntries(Object.entries(item.typed).filter(([name, text]) => !hasPlace(name, text)));
    for (const input of form.elements) {
      if (!input.name || input.name.startsWith("_") || !isAsked(input)) continue;
      if (["radio", "checkbox"].includes(input.type) && !input.checked) continue;
      found[input.name] = input.value;
    }
    return found;
  };
  const restore = () => {
    for (const input of form.elements) {
      if (!Object.hasOwn(item.typed, input.name)) continue;
      if (["radio", "checkbox"].includes(input.type)) input.checked = input.value === item.typed[input.name];
      else input.value = item.typed[input.name];
    }
  };
  const keep = () => {
    if (!item || item.state !== "draft") return keeping;
    item = { ...item, typed: typed(), at: line.now().toISOString() };
    const now = item;
    document.querySelector("[data-saved]").textContent = words.saving;
    keeping = keeping.catch(() => {}).then(() => store(now)).then(() => {
      if (now !== item) return;
      const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      document.querySelector("[data-saved]").textContent = words.saved.replace("{at}", at);
    });
    keeping.catch((trouble) => {
      document.querySelector("[data-saved]").textContent = words[trouble.name === "QuotaExceededError" ? "full" : "not_saved"];
    });
    return keeping;
  };
  /* A draft that another window has finished or thrown away does not come back from this one. */
  const store = (now) => navigator.locks.request(LOCK, async () => {
    const kept = await vault.get(`item:${now.key}`);
    if (kept?.state === "draft") return vault.put(`item:${now.key}`, now);
    if (item?.key === now.key) item = undefined;
    return dispatchEvent(new Event("outbox-elsewhere"));
  });

  /* -- what is wrong: the same sentences as with the line; the centre checks everything again ----------------- */

  const isLong = (name) => /^\d{16}$/.test(value(name).replace(/[\s.-]/g, ""));
  const readable = {
    nik: isLong,
    kk: isLong,
    integer: (name) => /^\d+$/.test(value(name).replace(/[\s.]/g, "")),
    date: (name) => {
      const [day, month, year] = ["d", "m", "y"].map((part) => Number(value(`${name}.${part}`)));
      const when = new Date(year, month - 1, day);
      return year > 999 && when.getMonth() === month - 1 && when.getDate() === day;
    },
  };
  const value = (name) => form.elements.namedItem(name)?.value ?? "";
  const isEmpty = (name) => named(name).filter((input) => input.type !== "hidden").every((input) => (["radio", "checkbox"].includes(input.type) ? !input.checked : input.value.trim() === ""));
  const clear = () => {
    for (const error of parts.querySelectorAll(".error")) error.remove();
    for (const field of parts.querySelectorAll(".has-error")) field.classList.remove("has-error");
  };
  const wrong = (name, text) => {
    const field = fieldOf(named(name)[0]);
    if (!field) return;
    const line = make("p", text, { className: "error" });
    const head = field.querySelector(":scope > label, :scope > legend");
    head ? head.after(line) : field.prepend(line);
    field.classList.add("has-error");
  };
  const problems = () => {
    const found = {};
    for (const [name, text] of Object.entries(letter.missing)) {
      const [input] = named(name);
      if (input && isAsked(input) && isEmpty(name)) found[name] = text;
    }
    for (const [name, kind] of Object.entries(letter.kinds)) {
      const [input] = named(name);
      if (input && isAsked(input) && !isEmpty(name) && !readable[kind](name)) found[name] = words[`${kind}_bad`];
    }
    return found;
  };

  form.addEventListener("input", () => { showAndHide(); void keep(); });
  form.addEventListener("change", () => { showAndHide(); void keep(); });

  return {
    make,
    /** Show the form of an item, with what was typed before. */
    begin(given, about, whom) {
      [item, letter, person] = [given, about, whom];
      parts.innerHTML = letter.html; // of our own templates, out of the sealed store
      document.querySelector("[data-title]").textContent = letter.name;
      document.querySelector("[data-for]").textContent = item.name;
      document.querySelector("[data-saved]").textContent = "";
      tidy();
      if (person) {
        showPeople();
        showKnown();
      }
      restore();
      tidy();
      showAndHide();
    },
    /** Keep what stands there now; resolves when it is on the disk, and fails when it could not be kept. */
    keep,
    /**
     * Finish the draft once, whatever two windows or two presses want: ``how`` says what it becomes. Undefined where it is
     * finished already.
     */
    finish: (how) => navigator.locks.request(LOCK, async () => {
      const kept = item && (await vault.get(`item:${item.key}`));
      if (kept?.state !== "draft") return undefined;
      const done = { ...item, revision: letter.revision, ...(await how(item)) };
      await vault.put(`item:${item.key}`, done);
      item = done;
      return done;
    }),
    /** Nothing of anybody stays in this window. */
    forget() {
      [item, letter, person] = [undefined, undefined, undefined];
    },
    /** What is wrong is shown; how much that is. */
    check() {
      clear();
      showAndHide();
      const found = problems();
      for (const [name, text] of Object.entries(found)) wrong(name, text);
      const [first] = Object.keys(found);
      if (first) named(first)[0].focus();
      return Object.keys(found).length;
    },
    /** Questions and answers as people read them, for the slip. */
    said() {
      const known = [...document.querySelectorAll("[data-known] > div:not([data-secret])")].map((row) => [row.querySelector("dt").textContent, row.querySelector("dd").textContent]);
      const asked = [...parts.querySelectorAll(".field")].filter((field) => isAsked(field) && !field.querySelector(".field") && !isSecret(field)).map((field) => {
        const inputs = [...field.querySelectorAll("input, select, textarea")];
        const texts = inputs.map((input) => {
          if (["radio", "checkbox"].includes(input.type)) return input.checked && input.type === "radio" ? input.closest(".opt").textContent.trim() : "";
          return input.tagName === "SELECT" ? (input.value && input.selectedOptions[0].textContent) : input.value.trim();
        });
        return [field.querySelector("label, legend")?.firstChild.textContent.trim() ?? "", texts.filter(Boolean).join(" ")];
      });
      return [...known, ...asked].filter(([, text]) => text);
    },
    /** The facts of the register that the slip says, by name: the centre tells a person when they have changed. */
    shown: () => {
      const names = Object.values(letter.known).filter((source) => person && people.fact(person, source)).map((source) => source.split(".")[1]);
      return Object.fromEntries(["name", ...names].filter((name) => person?.[name]).map((name) => [name, person[name]]));
    },
    /** Whether the form is another one than when the draft was begun. */
    get isNew() { return Boolean(item && letter && item.revision !== letter.revision); },
  };
})();
