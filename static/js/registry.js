// @ts-check
/** The search over works while somebody types; without it the form does the same. */
import { getPage } from "./http.js";
import { count, say } from "./words.js";

const PAUSE = 250; // ms after the last letter

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-registry]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const results = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
const failed = /** @type {HTMLElement} */ (document.querySelector("[data-failed]"));
const found = /** @type {HTMLElement} */ (document.querySelector("[data-found]"));
let timer = 0;
let turn = 0;

form.addEventListener("submit", (event) => (event.preventDefault(), void ask()));
form.addEventListener("input", (event) => {
  if (/** @type {InputEvent} */ (event).isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), event.target === field ? PAUSE : 0);
});
field.addEventListener("compositionend", () => void ask());
failed.querySelector("[data-again]")?.addEventListener("click", () => void ask());
document.addEventListener("keydown", keys);

async function ask() {
  clearTimeout(timer);
  const mine = (turn += 1);
  const wish = [...new FormData(form)].filter(([, value]) => value).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams(wish).toString();
  const url = query ? `${form.action}?${query}` : form.action;
  results.classList.add("asking");
  results.setAttribute("aria-busy", "true");
  const { page } = await getPage(url, { whole: true }).catch(() => ({ page: null }));
  if (mine !== turn) return;
  results.classList.remove("asking");
  results.removeAttribute("aria-busy");
  const fresh = page?.querySelector("[data-results]");
  failed.hidden = Boolean(fresh);
  if (!fresh) return;
  results.replaceChildren(...[...fresh.children].map((part) => document.adoptNode(part)));
  history.replaceState(history.state, "", url);
  const n = links().length;
  found.textContent = results.querySelector(".pager") ? say("works-many", { n }) : count("works", n);
  /** @type {any} */ (window).htmx?.process?.(results);
}

function links() {
  return /** @type {HTMLElement[]} */ ([...results.querySelectorAll(".work-row a")]);
}

/** "/" to the field; the arrows from there through the works and back. @param {KeyboardEvent} event */
function keys(event) {
  const here = document.activeElement;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "/" && !(here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement)) {
    event.preventDefault();
    return field.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = links().indexOf(/** @type {HTMLElement} */ (here));
  if (!step || (here !== field && at < 0)) return;
  event.preventDefault();
  (links()[at + step] ?? (step < 0 ? field : null))?.focus();
}
