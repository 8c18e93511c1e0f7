// @ts-check
/** Places in a text. The server counts code points, the browser UTF-16 units: an emoji is one and two. */

/**
 * @template {{start: number, end: number}} Mark
 * @param {string} text
 * @param {readonly Mark[]} marks in code points
 * @returns {Mark[]} in UTF-16 units
 */
export function toUnits(text, marks) {
  const at = [0];
  for (const letter of text) at.push(at[at.length - 1] + letter.length);
  const last = at.length - 1;
  return marks.map((mark) => ({ ...mark, start: at[Math.min(mark.start, last)], end: at[Math.min(mark.end, last)] }));
}

/** Length as the server counts it. @param {string} text */
export function codePoints(text) {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
}

/**
 * Marks of an old text, moved to where their words are in the new one; those whose words changed are gone.
 * @template {{start: number, end: number}} Mark
 * @param {readonly Mark[]} marks UTF-16 units of `before`
 * @param {string} before
 * @param {string} after
 * @returns {Mark[]}
 */
export function shift(marks, before, after) {
  if (before === after) return [...marks];
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const moved = after.length - before.length;
  const changedTo = before.length - tail;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= changedTo) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }];
    return [];
  });
}

/**
 * The text cut at its marks. Of two marks that overlap the first stays.
 * @template {{start: number, end: number}} Mark
 * @param {string} text
 * @param {readonly Mark[]} marks UTF-16 units
 * @returns {{text: string, mark: Mark | null}[]}
 */
export function pieces(text, marks) {
  /** @type {{text: string, mark: Mark | null}[]} */
  const cut = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end <= mark.start || mark.end > text.length) continue;
    if (mark.start > at) cut.push({ text: text.slice(at, mark.start), mark: null });
    cut.push({ text: text.slice(mark.start, mark.end), mark });
    at = mark.end;
  }
  if (at < text.length) cut.push({ text: text.slice(at), mark: null });
  return cut;
}

/**
 * The handle that is being typed at the caret: "a walk with @mi|" -> {start: 12, query: "mi"}.
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, query: string} | null}
 */
export function mentionAt(text, caret) {
  const found = /(?:^|[^\w@])@([\w.]{0,40})$/.exec(text.slice(0, caret));
  return found ? { start: caret - found[1].length - 1, query: found[1].toLowerCase() } : null;
}
