// @ts-check
/** Single keys. They rest in fields, under a sheet, with modifiers, and when the person turned them off. */
import { prefs } from "./prefs.js";
import { anySheetOpen, openSheet } from "./sheet.js";

/** @type {Map<string, (event: KeyboardEvent) => void>} */
const actions = new Map();
/** Where G leads: the hrefs are those of the navigation itself. */
const PLACES = { f: "feed", i: "inbox", d: "drafts", p: "profile" };
let leading = 0;

/** @param {Record<string, (event: KeyboardEvent) => void>} map `event.key` in lower case -> what it does */
export function bindKeys(map) {
  for (const [key, act] of Object.entries(map)) actions.set(key.toLowerCase(), act);
}

/** @param {KeyboardEvent} event */
function rests(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  if (target.closest?.("input, textarea, select, [contenteditable]") || anySheetOpen()) return true;
  if ([" ", "Enter"].includes(event.key) && target.closest?.("a, button, summary")) return true;
  return event.key.length === 1 && event.key !== " " && !prefs().keys;
}

/** @param {KeyboardEvent} event */
function goPlace(event) {
  const place = /** @type {Record<string, string>} */ (PLACES)[event.key.toLowerCase()];
  const link = place && /** @type {HTMLAnchorElement | null} */ (document.querySelector(`[data-place="${place}"]`));
  if (!link) return false;
  location.assign(link.href);
  return true;
}

export function startKeys() {
  bindKeys({ "?": () => void openSheet("keys"), g: () => (leading = performance.now()) });
  document.addEventListener("keydown", (event) => {
    if (rests(event)) return;
    if (leading && performance.now() - leading < 1500 && goPlace(event)) return;
    leading = 0;
    const act = actions.get(event.key.toLowerCase());
    if (!act) return;
    event.preventDefault();
    act(event);
  });
}
