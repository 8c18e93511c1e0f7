// @ts-check
/** What was written and not sent, kept on this device: one text for new clips, one for each remix. */

/** @param {string | null} parent */
function key(parent) {
  return `words:${parent ?? "new"}`;
}

/** @param {string | null} parent */
export function readWords(parent) {
  try {
    return localStorage.getItem(key(parent)) ?? "";
  } catch {
    return "";
  }
}

/** @param {string | null} parent @param {string} text empty forgets */
export function keepWords(parent, text) {
  try {
    if (text) localStorage.setItem(key(parent), text);
    else localStorage.removeItem(key(parent));
  } catch {
    // No storage here: the words last as long as the page.
  }
}
