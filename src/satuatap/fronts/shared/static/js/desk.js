/*
 * Keys for staff. An element says which key is its own: data-key="n". Pressing it does what a click does; with
 * data-focus, and for fields, it only moves there: keys that decide never decide. Inside inputs keys are letters.
 * <html data-keys="off"> switches all of it off.
 */
"use strict";

{
  const root = document.documentElement;
  const visible = (element) => element.getClientRects().length > 0;
  const owner = (key) => [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key && visible(e));
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog") !== null;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] :is(th, td, li) > a:first-child")].filter(visible);
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
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy));
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
