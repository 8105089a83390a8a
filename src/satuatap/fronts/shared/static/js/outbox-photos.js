/* Photos of papers, taken without the line: made smaller, kept sealed beside what was typed, sent one by one. */
"use strict";

const sheets = (() => {
  const { make } = filling;
  const MOST = 12, LARGEST = 4_000_000;
  const place = document.querySelector("[data-papers]"), list = document.querySelector("[data-papers-list]"), wrong = document.querySelector("[data-papers-wrong]");
  const words = JSON.parse(document.querySelector("[data-outbox]").dataset.words);
  let item, links = [];

  const of = async (key) => (await vault.list(`sheet:${key}:`)).sort((one, other) => one.at.localeCompare(other.at));
  const name = (sheet) => `sheet:${sheet.item}:${sheet.key}`;
  const packed = async (blob) => {
    const raw = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < raw.length; at += 8192) text += String.fromCharCode(...raw.subarray(at, at + 8192));
    return btoa(text);
  };
  const unpacked = (sheet) => new Blob([Uint8Array.from(atob(sheet.picture), (letter) => letter.charCodeAt(0))], { type: "image/jpeg" });
  const tell = (text) => {
    wrong.hidden = !text;
    wrong.textContent = text;
  };
  const forget = () => {
    for (const link of links) URL.revokeObjectURL(link);
    links = [];
    list.replaceChildren();
  };
  const shot = (sheet) => {
    const row = make("li", "", { className: "row tight" }), drop = make("button", words.forget_photo, { type: "button", className: "plain tiny" });
    const link = URL.createObjectURL(unpacked(sheet));
    links.push(link);
    drop.addEventListener("click", async () => {
      await vault.drop(name(sheet));
      row.remove();
    });
    row.append(make("img", "", { src: link, alt: "", className: "outbox-photo" }), drop);
    return row;
  };
  const add = async (paper, files, shots) => {
    tell("");
    for (const file of files) {
      if ((await of(item.key)).length >= MOST) return tell(words.photos_many);
      const blob = await smaller(file).catch(() => undefined);
      if (!blob || blob.size > LARGEST) {
        tell(words.photo_bad);
        continue;
      }
      const sheet = { key: crypto.randomUUID(), item: item.key, paper, picture: await packed(blob), at: line.now().toISOString(), isSent: false };
      try {
        await vault.put(name(sheet), sheet);
      } catch (trouble) {
        return tell(words[trouble.name === "QuotaExceededError" ? "full" : "not_saved"]);
      }
      shots.append(shot(sheet));
    }
    return undefined;
  };

  return {
    of, unpacked, forget,
    put: (sheet) => vault.put(name(sheet), sheet),
    drop: (key) => vault.drop(`sheet:${key}:`),
    /** The photos of one item for another, under keys of their own. */
    async copy(from, to) {
      for (const sheet of await of(from)) {
        const own = { ...sheet, key: crypto.randomUUID(), item: to, isSent: false };
        await vault.put(name(own), own);
      }
    },
    /** The papers that can be photographed for an item, with the photos taken before. */
    async show(given, letter) {
      item = given;
      forget();
      tell("");
      place.hidden = !letter.papers.length;
      const kept = await of(item.key);
      for (const [at, [paper, label]] of letter.papers.entries()) {
        const box = make("div", "", { className: "field stack" }), shots = make("ul", "", { className: "row tight plain-list" });
        const input = make("input", "", { type: "file", accept: "image/*", multiple: true, id: `foto-${at}` });
        input.addEventListener("change", async () => {
          await add(paper, [...input.files], shots);
          input.value = "";
        });
        box.append(make("label", `${label}: ${words.take_photo}`, { className: "label", htmlFor: input.id }), input, shots);
        shots.append(...kept.filter((sheet) => sheet.paper === paper).map(shot));
        list.append(box);
      }
    },
  };
})();
