// @ts-check
/** Which clips exist as elements, which may hold a video, and when the next page is due. */

export const RADIUS = 2; // articles kept on either side of the current one
export const POOL = 3; // videos alive, whatever the length of the feed
const AHEAD = 4; // clips left when the next page is asked for

/**
 * @param {number} scrollTop px
 * @param {number} height px of one clip
 * @param {number} n clips in the list
 */
export function indexAt(scrollTop, height, n) {
  if (height <= 0 || n <= 0) return 0;
  return Math.min(n - 1, Math.max(0, Math.round(scrollTop / height)));
}

/**
 * The indices kept in the page, in order.
 * @param {number} current
 * @param {number} n
 * @returns {number[]}
 */
export function kept(current, n) {
  const from = Math.max(0, current - RADIUS);
  const to = Math.min(n - 1, current + RADIUS);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k);
}

/**
 * The indices that may hold a video, most wanted first: here, where the person is going, where they came from.
 * @param {number} current
 * @param {number} n
 * @param {1 | -1} direction
 */
export function playable(current, n, direction) {
  return [current, current + direction, current - direction].filter((i) => i >= 0 && i < n).slice(0, POOL);
}

/**
 * Two swipes upward turn the direction; one downward turns it back.
 * @param {1 | -1} direction
 * @param {number[]} visited indices in order of visit
 * @returns {1 | -1}
 */
export function heading(direction, visited) {
  const [a, b, c] = visited.slice(-3);
  if (c === undefined) return b < a ? direction : 1;
  if (c > b) return 1;
  return c < b && b < a ? -1 : direction;
}

/**
 * @param {number} current
 * @param {number} n
 */
export function pageIsDue(current, n) {
  return n - 1 - current < AHEAD;
}

/**
 * Without those that are known: pages of a moving list overlap.
 * @template {{id: string}} Item
 * @param {readonly {id: string}[]} known
 * @param {readonly Item[]} found
 * @returns {Item[]}
 */
export function unknown(known, found) {
  const ids = new Set(known.map((item) => item.id));
  return found.filter((item) => !ids.has(item.id) && ids.add(item.id));
}
