// @ts-check
/** The pill over a list: how many clips have come above it since it was opened. */
import { openList } from "../ws.js";
import { count } from "../words.js";
import { forgetPlace } from "./place.js";

/**
 * @param {HTMLElement} stage
 * @param {string} list
 * @param {(clip: string) => boolean} has is it in the list that is open?
 */
export function bindNews(stage, list, has) {
  const pill = /** @type {HTMLElement | null} */ (stage.querySelector("[data-new]"));
  let waiting = 0;
  const announce = (/** @type {number} */ n) => {
    waiting += n;
    if (!pill || !waiting) return;
    pill.hidden = false;
    /** @type {HTMLElement} */ (pill.querySelector("[data-new-text]")).textContent = count("new", waiting);
  };
  pill?.addEventListener("click", () => (forgetPlace(), location.assign(location.pathname)));
  document.addEventListener("push:posts", (event) => {
    const { list: grown, count: n, newest } = /** @type {CustomEvent} */ (event).detail;
    if (grown === list && !has(newest)) announce(n);
  });
  document.addEventListener("push:resync", (event) => {
    const newest = /** @type {CustomEvent} */ (event).detail.newest?.[list];
    if (newest && !has(newest) && !waiting) announce(1);
  });
  openList(list || null);
}

/** A list with nothing in it yet hears of its first clip too. */
const empty = /** @type {HTMLElement | null} */ (document.querySelector(".feed-empty[data-list]"));
const stage = /** @type {HTMLElement | null} */ (document.querySelector(".stage"));
if (empty && stage) bindNews(stage, empty.dataset.list ?? "", () => false);
