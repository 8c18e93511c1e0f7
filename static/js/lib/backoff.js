// @ts-check
/** How long to wait before try number `failures` + 1, so that a thousand tabs do not come back at once. */

export const FIRST = 500; // ms
export const LAST = 30_000; // ms

/**
 * @param {number} failures how many tries failed in a row, from 1
 * @param {() => number} [random] 0 to 1
 * @returns {number} ms; between half of the step and the whole of it
 */
export function wait(failures, random = Math.random) {
  const step = Math.min(LAST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.max(FIRST, step * (0.5 + random() / 2));
}
