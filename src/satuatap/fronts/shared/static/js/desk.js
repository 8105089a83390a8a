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
    const near = [document.activeElement.closest("figure"), document.querySelector("main"), document];
    const owners = near.flatMap((place) => [...(place?.querySelectorAll("[data-key]") ?? [])]); // the nearest first
    return owners.find((element) => element.dataset.key === key && visible(element));
  };
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog") !== null;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] :is(th, td) > a:first-child, [data-rows] li > a, [data-row]")].filter(visible);
    if (rows.length === 0) return;
    const stand = document.activeElement.closest(".mark")?.querySelector("[data-row]") ?? document.activeElement;
    const here = rows.indexOf(stand);
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
    rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
  };

  const press = (element) => {
    element.scrollIntoView({ block: "nearest" });
    if ("focus" in element.dataset || element.matches("input, textarea, select")) element.focus();
    else element.click();
    if (!element.matches("summary")) return;
    element.focus();
    element.parentElement.scrollIntoView({ block: "nearest" });
  };

  /* Papers beside the answers: one larger, where it was pointed at, or turned upright. */
  const enlarge = (figure, at = { x: 0.5, y: 0 }) => {
    const paper = figure.querySelector(".paper");
    const isBig = paper.classList.toggle("big");
    figure.querySelector("[data-zoom]").setAttribute("aria-pressed", String(isBig));
    if (!isBig) return;
    paper.tabIndex = 0; // so that arrow keys move it
    paper.scrollTo(at.x * paper.scrollWidth - paper.clientWidth / 2, at.y * paper.scrollHeight - paper.clientHeight / 2);
    figure.scrollIntoView({ block: "nearest" });
  };
  for (const button of document.querySelectorAll("[data-zoom], [data-turn]")) {
    const figure = button.closest("figure");
    const paper = figure.querySelector(".paper");
    button.hidden = false;
    button.addEventListener("click", () => {
      if ("zoom" in button.dataset) enlarge(figure);
      else paper.dataset.turned = String((Number(paper.dataset.turned ?? 0) + 1) % 4);
    });
    if ("zoom" in button.dataset) {
      const picture = paper.querySelector("img");
      picture.addEventListener("click", (event) => {
        const box = picture.getBoundingClientRect();
        enlarge(figure, { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
      });
    }
  }

  /* The part of a case that was gone to last. */
  const tabs = [...document.querySelectorAll(".tabs a[href^='#']")];
  const current = () => {
    const here = tabs.find((tab) => tab.hash === location.hash) ?? tabs[0];
    for (const tab of tabs) tab.toggleAttribute("aria-current", tab === here);
    here?.setAttribute("aria-current", "true");
  };
  window.addEventListener("hashchange", current);
  current();

  /* A list with boxes: one press ticks all or none, and how many are ticked is told. */
  for (const whole of document.querySelectorAll("[data-all]")) {
    const form = whole.closest("form");
    const boxes = [...form.elements].filter((box) => box.name === whole.dataset.all && !box.disabled);
    const all = whole.querySelector("input");
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
      whole.querySelector("[data-ticked]").textContent = ticked;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      tell();
    });
    form.addEventListener("change", tell);
    whole.hidden = false;
    tell();
  }

  function counted() {
    try {
      return Number(localStorage.getItem("satuatap-belum-terkirim"));
    } catch {
      return 0; // a browser that keeps nothing for pages has kept nothing back
    }
  }

  /* What the village desk without the line has not sent lies in this browser: every page says how much. */
  const unsent = counted();
  for (const place of document.querySelectorAll("[data-unsent-here]")) {
    place.hidden = !unsent;
    place.querySelector("b").textContent = unsent;
  }

  /* Signing out clears what an inspector's phone keeps: with something unsent, only after asking. What a village desk
     keeps stays, and cannot be sent meanwhile. */
  for (const leave of document.querySelectorAll("[data-leave]")) {
    leave.addEventListener("submit", async (event) => {
      if (!window.indexedDB || leave.dataset.sure) return;
      event.preventDefault();
      const waits = await kept.waits().catch(() => false);
      if (waits && !confirm(leave.dataset.leave)) return;
      if (unsent && !confirm(leave.dataset.leaveUnsent.replace("{count}", unsent))) return;
      leave.dataset.sure = "yes";
      leave.requestSubmit();
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
