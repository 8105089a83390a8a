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
  const typed = () => {
    const found = {};
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
    item = { ...item, typed: typed(), at: new Date().toISOString() };
    const now = item;
    document.querySelector("[data-saved]").textContent = words.saving;
    keeping = keeping.then(() => vault.put(`item:${now.key}`, now)).then(() => {
      if (now !== item) return;
      const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      document.querySelector("[data-saved]").textContent = words.saved.replace("{at}", at);
    });
    return keeping;
  };

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
    /** Keep what stands there now; resolves when it is on the disk. */
    keep,
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
    get item() { return item; },
  };
})();
