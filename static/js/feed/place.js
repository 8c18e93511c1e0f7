// @ts-check
/** Where somebody was in a list. Back and reload lead to the same clip. */

/** @typedef {{clips: {id: string, url: string}[], index: number, next: string}} Place */

const BEFORE = 200; // clips kept above: those below lead to the cursor, and all stay
const key = `feed:${location.pathname}`;

/** @param {Place} place */
export function keepPlace({ clips, index, next }) {
  const from = Math.max(0, index - BEFORE);
  try {
    sessionStorage.setItem(key, JSON.stringify({ clips: clips.slice(from), index: index - from, next }));
  } catch {
    // No room, or not allowed: the list then opens at its top.
  }
}

/** @returns {Place | null} only when the browser came back here: a link opens the list at its top */
export function lastPlace() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (entry && entry.type !== "back_forward" && entry.type !== "reload") return null;
  try {
    const place = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return place?.clips?.length ? place : null;
  } catch {
    return null;
  }
}

export function forgetPlace() {
  sessionStorage.removeItem(key);
}
