// @ts-check
/** Keys of the moderators' pages. They move, uncover and choose; only Enter on a button decides. */
import { bindKeys } from "./keys.js";

/** @returns {HTMLAnchorElement[]} */
const links = () => [...document.querySelectorAll("a[data-case-link]")].map((link) => /** @type {HTMLAnchorElement} */ (link));

/** @param {number} step */
function move(step) {
  const all = links();
  const here = all.findIndex((link) => link === document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("[data-case]")?.scrollIntoView({ block: "nearest" });
}

function blur() {
  const card = document.activeElement?.closest("[data-case]") ?? document;
  const box = /** @type {HTMLInputElement | null} */ (card.querySelector("[data-peek]"));
  if (box) box.checked = !box.checked;
}

/** @param {string} selector */
const focus = (selector) => () => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();

if (links().length) bindKeys({ j: () => move(1), k: () => move(-1) });
if (document.querySelector("[data-peek]")) bindKeys({ b: blur });
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]"))) {
  bindKeys({ [button.dataset.key ?? ""]: () => button.focus(), w: focus("[name=reason]") });
}
