/*
 * Names as they sound, as residents/rules/spelling.py has it: the same keys for the same name. The tables come from there
 * with the page; tests/journeys compares both on the same names.
 */
"use strict";

const spelling = (() => {
  let titles = new Set(), short = {}, alike = [], longest = 24;
  const single = (text) => text.replace(/(.)\1+/gs, "$1");
  const unended = (text) => (text.endsWith("h") ? text.slice(0, -1) : text);
  const unique = (list) => [...new Set(list)].sort();

  const spelled = (word) => {
    let letters = Object.hasOwn(short, word) ? short[word] : word;
    if (titles.has(letters)) return "";
    for (const [old, now] of alike) letters = letters.replaceAll(old, now);
    letters = single(letters);
    if (letters.endsWith("y")) letters = `${letters.slice(0, -1)}i`;
    letters = single(letters.replaceAll("y", "j"));
    return (unended(letters) || letters).slice(0, longest);
  };
  const words = (name) => {
    const before = name.split(",", 1)[0].trim() || name; // degrees stand behind a comma
    const plain = before.replaceAll("'", "").replaceAll("\u2019", "").normalize("NFKD").toLowerCase().replaceAll("ß", "ss");
    const parts = plain.replace(/\p{Mn}/gu, "").split(/[^a-z]+/).filter(Boolean);
    const sounds = parts.map(spelled).filter(Boolean);
    return sounds.length ? sounds : parts;
  };
  const skeleton = (sound) => sound.slice(0, 1) + single(sound.slice(1).replace(/[aiueohyw]/g, ""));
  const exactKeys = (name) => unique(words(name).map((word) => `n${word}`));
  const joinedKey = (name) => `j${single(words(name).join("")).slice(0, longest)}`;
  const roughKeys = (name) => words(name).map((word) => [`k${skeleton(word)}`, `p${word.slice(0, 3)}`]);
  const pieces = (sounds) => new Set(sounds.flatMap((word) => [...word].map((_letter, at) => ` ${word} `.slice(at, at + 3))));
  const likeness = (typed, name) => {
    const one = pieces(words(typed)), other = pieces(words(name));
    if (!one.size || !other.size) return 0;
    return (2 * [...one].filter((piece) => other.has(piece)).length) / (one.size + other.size);
  };
  return {
    /** The tables of residents/rules/spelling.py. */
    use(tables) {
      titles = new Set(tables.titles);
      ({ short, alike, longest } = tables);
    },
    words, exactKeys, joinedKey, roughKeys, likeness,
  };
})();
