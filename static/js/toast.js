// @ts-check
/** Short news at the foot of the page, and the one live region that speaks. */

const LASTS = 6000; // ms

/**
 * @param {string} text
 * @param {{label: string, run?: () => void, href?: string}} [action]
 */
export function toast(text, action) {
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.toast = "";
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  if (action) box.append(control(action, box));
  place()?.append(box);
  speak(text);
  fade(box);
}

/** @param {string} text spoken by a screen reader, shown nowhere */
export function speak(text) {
  const live = document.getElementById("live");
  const place = document.querySelector("dialog:modal") ?? document.body;
  if (live && live.parentElement !== place) place.append(live);
  // A region that has just moved is heard only when it changes after.
  requestAnimationFrame(() => live && (live.textContent = text));
}

/** Flash messages that the server wrote leave like the others. */
export function bindToasts() {
  for (const box of document.querySelectorAll("[data-toast]")) fade(/** @type {HTMLElement} */ (box));
}

/**
 * @param {{label: string, run?: () => void, href?: string}} action
 * @param {HTMLElement} box
 */
function control({ label, run, href }, box) {
  const element = document.createElement(href ? "a" : "button");
  if (element instanceof HTMLAnchorElement && href) element.href = href;
  if (element instanceof HTMLButtonElement) element.type = "button";
  element.textContent = label;
  element.addEventListener("click", () => {
    box.remove();
    run?.();
  });
  return element;
}

/** A modal dialog makes the rest inert: news must be shown inside it. */
function place() {
  const toasts = document.getElementById("toasts");
  const modal = document.querySelector("dialog:modal");
  if (toasts && toasts.parentElement !== (modal ?? document.body)) (modal ?? document.body).append(toasts);
  return toasts;
}

/** @param {HTMLElement} box it stays while it is pointed at or holds the focus */
function fade(box) {
  const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 1500) : box.remove());
  setTimeout(leave, LASTS);
}
