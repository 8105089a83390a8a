/* Small comforts; every page does its work without them. */
"use strict";

/* A print button where printing is possible. */
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = place.dataset.look || "btn quiet";
  button.append(...place.childNodes, place.dataset.print);
  button.addEventListener("click", () => window.print());
  place.replaceChildren(button);
  place.hidden = false;
}

/* What may be copied, where the browser lets us. */
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

/* Paper cannot be unfolded; the screen is as it was afterwards. */
{
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main details:not([open])")];
    for (const folded of unfolded) folded.open = true;
  });
  addEventListener("afterprint", () => { for (const folded of unfolded) folded.open = false; });
}

/* After a refusal the summary speaks first. */
document.querySelector(".errors[role=alert]")?.focus();
