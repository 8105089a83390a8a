/* Comforts for pages of forms. Without this script every question is shown, and every button works. */
"use strict";

/* Questions that depend on another answer of the same page are hidden until they apply. The server decides again. */
const dependent = [...document.querySelectorAll("[data-when]")].map((element) => ({
  element,
  conditions: JSON.parse(element.dataset.when),
}));

function answer(form, name) {
  const input = form.elements.namedItem(name);
  const first = input instanceof RadioNodeList ? input[0] : input;
  if (!first || first.closest("[data-when][hidden]")) return "";
  if (input instanceof RadioNodeList) return input.value;
  return input.type === "checkbox" && !input.checked ? "" : input.value;
}

function holds(form, { name, values = [], minimum = null, maximum = null }) {
  const value = answer(form, name).trim();
  if (!value || (values.length && !values.includes(value))) return false;
  if (minimum === null && maximum === null) return true;
  const number = Number(value.replace(/^Rp/i, "").replace(/[.\s]/g, ""));
  return Number.isFinite(number) && (minimum === null || number >= minimum) && (maximum === null || number <= maximum);
}

function showAndHide() {
  for (const { element, conditions } of [...dependent, ...dependent]) { // twice: one may depend on another
    const form = element.closest("form");
    element.hidden = !form || !conditions.every((condition) => holds(form, condition));
  }
  for (const section of document.querySelectorAll("form section.field")) {
    section.hidden = ![...section.children].some((child) => child.matches(".field") && !child.hidden);
  }
}

if (dependent.length) {
  for (const words of document.querySelectorAll("[data-when-words]")) words.remove();
  document.addEventListener("input", showAndHide);
  document.addEventListener("change", showAndHide);
  showAndHide();
}

/* Sixteen digits are easier to compare in fours. */
for (const input of document.querySelectorAll("input.nik")) {
  input.addEventListener("blur", () => {
    const digits = input.value.replace(/[\s.-]/g, "");
    if (/^\d{1,16}$/.test(digits)) input.value = digits.match(/.{1,4}/g).join(" ");
  });
}

/* Which files were chosen, and whether each is small enough, before they are sent. */
const LARGEST = 5 * 1024 * 1024;
for (const input of document.querySelectorAll(".drop input[type=file]")) {
  const line = document.createElement("p");
  line.className = "small";
  line.setAttribute("role", "status");
  input.after(line);
  input.addEventListener("change", () => {
    const files = [...input.files];
    const size = (file) => Math.max(1, Math.round(file.size / 1000)).toLocaleString(document.documentElement.lang);
    const large = (file) => (file.size > LARGEST && input.dataset.large ? `, ${input.dataset.large}` : "");
    line.classList.toggle("bad", files.some((file) => file.size > LARGEST));
    line.textContent = files.map((file) => `${file.name} · ${size(file)} KB${large(file)}`).join("; ");
  });
}

/* A second press while the first is on its way is not sent. Coming back by the browser's button starts anew. */
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    setTimeout(() => (sent = false), 8000);
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
