/* Legal numbers lent beforehand, for letters that are signed with ink while there is no line. Each is used once. */
"use strict";

const lending = (() => {
  const { make } = filling;
  const place = document.querySelector("[data-lending]"), list = document.querySelector("[data-leases]");
  const box = document.querySelector("[data-number]");
  const words = JSON.parse(document.querySelector("[data-outbox]").dataset.words);
  const month = () => line.now().toLocaleDateString("sv").slice(0, 7); // 2026-11, by the clock of the centre
  const left = (lease) => Object.keys(lease.texts[month()] ?? {}).map(Number).filter((number) => !lease.used.includes(number)).sort((one, other) => one - other);

  const show = async (isInked, letters) => {
    place.hidden = !isInked;
    if (!isInked) return;
    const kept = await vault.list("lease:");
    list.replaceChildren(...kept.map((lease) => {
      const row = make("li", "", { className: "row" }), back = make("button", words.give_back, { type: "button", className: "btn quiet push" });
      const name = letters.find((letter) => letter.code === lease.service)?.name ?? lease.service;
      row.append(make("span", `${name} · ${words.lent.replace("{count}", left(lease).length)}`), back);
      back.dataset.lease = lease.id;
      return row;
    }));
    list.hidden = !kept.length;
    document.querySelector("#pinjam").replaceChildren(...letters.filter((letter) => letter.kind === "letter").map((letter) => make("option", letter.name, { value: letter.code })));
  };
  return {
    show,
    async borrow(device, service) {
      await line.hello(device);
      const told = await line.lend({ device, service, key: crypto.randomUUID() });
      await vault.put(`lease:${told.id}`, { ...told, used: [] });
    },
    async giveBack(device, lease) {
      await line.sync(device); // letters that carry its numbers first
      await line.lend({ device, lease });
      await vault.drop(`lease:${lease}`);
    },
    /** Offer the next number for a letter, where one is lent. */
    async offer(service) {
      const lease = (await vault.list("lease:")).find((one) => one.service === service && left(one).length);
      box.hidden = !lease;
      box.querySelector("input").checked = false;
      if (lease) document.querySelector("[data-number-words]").textContent = words.use_number.replace("{number}", lease.texts[month()][left(lease)[0]]);
    },
    /** Take the number that was offered, if it is wanted: first it is used up, then it stands on the letter. Another window
     *  may have taken the last one: undefined. */
    async take(service) {
      if (box.hidden || !box.querySelector("input").checked) return {};
      const lease = (await vault.list("lease:")).find((one) => one.service === service && left(one).length);
      if (!lease) return undefined;
      const [number] = left(lease);
      await vault.put(`lease:${lease.id}`, { ...lease, used: [...lease.used, number] });
      return { lease: lease.id, number, legal: lease.texts[month()][number] };
    },
  };
})();
