/* The residents of the village in the memory of the page while it is open: found by number or by name as it sounds. */
"use strict";

const people = (() => {
  const CHUNK = 500, MOST = 20, LEAST = 0.45, AT_ONCE = 50;
  let fields = [], known = new Map(), until;

  const read = (row) => Object.fromEntries(fields.map((name, at) => [name, row[at]]));
  const index = (row) => {
    const person = read(row);
    person.row = row;
    known.set(person.party_id, person);
  };
  /* What somebody is found by costs a cheap phone half a millisecond each: the desk opens before, and it is made meanwhile. */
  const keyed = (person) => {
    person.exact ??= new Set(spelling.exactKeys(person.name));
    person.joined ??= spelling.joinedKey(person.name);
    person.rough ??= new Set(spelling.roughKeys(person.name).flat());
    return person;
  };
  const warm = async () => {
    const whom = known;
    let done = 0;
    for (const person of [...whom.values()]) {
      if (whom !== known) return;
      keyed(person);
      done += 1;
      if (done % AT_ONCE === 0) await new Promise((next) => setTimeout(next));
    }
  };
  const every = () => [...known.values()];
  const ranked = (text, found, least) =>
    found.map((person) => ({ person, like: spelling.likeness(text, person.name) }))
      .filter(({ like }) => like >= least)
      .sort((one, other) => other.like - one.like || one.person.name.localeCompare(other.person.name))
      .slice(0, MOST).map(({ person }) => person);

  return {
    get count() { return known.size; },
    /** The event up to which this window knows them: another window may know them further. */
    get until() { return known.size ? until : undefined; },
    get: (id) => known.get(id),
    forget() { known = new Map(); },
    async load() {
      known = new Map();
      until = (await vault.get("meta"))?.until; // before the people: what comes in between is given once more
      fields = (await vault.get("fields")) ?? [];
      for (const rows of await vault.list("people:")) rows.forEach(index);
      void warm();
    },
    /** Take in what came from the centre, and keep it sealed together with ``more``: all of it or, cut in the middle, nothing. */
    async take(answer, more) {
      if (answer.whole) known = new Map();
      ({ fields, until } = answer);
      for (const id of answer.gone) known.delete(id);
      answer.rows.forEach(index);
      void warm();
      if (!answer.whole && !answer.rows.length && !answer.gone.length) return vault.replace("", more);
      const rows = every().map((person) => person.row), chunks = [];
      for (let at = 0; at * CHUNK < rows.length; at++) {
        chunks.push([`people:${String(at).padStart(4, "0")}`, rows.slice(at * CHUNK, (at + 1) * CHUNK)]);
      }
      return vault.replace("people:", [["fields", fields], ...chunks, ...more]);
    },
    async purge() {
      known = new Map();
      await vault.drop("people:");
    },
    household: (person) => every().filter((other) => other.kk !== "" && other.kk === person.kk),
    /** At most twenty, the likeliest first, in the same steps as the register's own search. */
    find(text) {
      const digits = text.replace(/[\s.-]/g, "");
      if (/^\d+$/.test(digits)) return every().filter((person) => person.nik === digits || person.kk === digits).slice(0, MOST);
      const exact = spelling.exactKeys(text), joined = spelling.joinedKey(text), rough = spelling.roughKeys(text);
      const steps = [
        [(person) => exact.every((key) => keyed(person).exact.has(key)) || keyed(person).joined === joined, 0],
        [(person) => rough.every((keys) => keys.some((key) => keyed(person).rough.has(key))), LEAST],
        [(person) => rough.flat().some((key) => keyed(person).rough.has(key)), LEAST],
      ];
      for (const [fits, least] of steps) {
        const found = ranked(text, every().filter(fits), least);
        if (found.length) return found;
      }
      return [];
    },
    /** A value as people read it: days in words. */
    said: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }) : value),
    /** What the register would fill in for somebody: "party.name", "family.kk"; "" for what the device does not carry. */
    fact(person, source) {
      const [head, name, more] = source.split(".");
      if (more !== undefined) return "";
      if (head === "family" && !["kk", "relation"].includes(name)) return "";
      return person[name] ?? "";
    },
  };
})();
