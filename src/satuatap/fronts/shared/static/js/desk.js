/*
 * Keys for staff. An element says which key is its own: data-key="n". Pressing it does what a click does; with
 * data-focus, and for fields, it only moves there: keys that decide never decide. Inside inputs keys are letters.
 * <html data-keys="off"> switches all of it off.
 */
"use strict";

{
  const root = document.documentElement;
  const visible = (element) => element.getClientRects().length > 0;
  const owner = (key) => {
    const here = document.activeElement.closest("figure"); // of several papers the one in which one stands
    const owners = [...(here?.querySelectorAll("[data-key]") ?? []), ...document.querySelectorAll("[data-key]")];
    return owners.find((element) => element.dataset.key === key && visible(element));
  };
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog") !== null;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] :is(th, td) > a:first-child, [data-rows] li > a")].filter(visible);
    if (rows.length === 0) return;
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
    rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
  };

  const press = (element) => {
    element.scrollIntoView({ block: "nearest" });
    if ("focus" in element.dataset || element.matches("input, textarea, select")) element.focus();
    else element.click();
    if (element.matches("summary")) element.focus();
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.querySelector("span");
    const before = words?.textContent;
    button.hidden = !navigator.clipboard;
    words?.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      if (!words || !button.dataset.done) return;
      words.textContent = button.dataset.done;
      setTimeout(() => (words.textContent = before), 2000);
    });
  }

  /* Papers beside the answers: one larger, or turned upright. */
  for (const button of document.querySelectorAll("[data-zoom], [data-turn]")) {
    const paper = button.closest("figure").querySelector(".paper");
    button.hidden = false;
    button.addEventListener("click", () => {
      if ("zoom" in button.dataset) button.setAttribute("aria-pressed", String(paper.classList.toggle("big")));
      else paper.dataset.turned = String((Number(paper.dataset.turned ?? 0) + 1) % 4);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys === "off" || event.defaultPrevented || event.repeat && !"jk".includes(event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "?") document.getElementById("pintasan").showModal();
    else {
      const element = owner(key);
      if (element === undefined) return;
      press(element);
    }
    event.preventDefault();
  });
}
