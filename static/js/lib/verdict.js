// @ts-check
/** May this text be sent, and if not, what is said beside the button? Doubt means no. */

/**
 * @typedef {object} Finding
 * @property {"no" | "ask" | "ok"} state
 * @property {string} title
 * @property {string} tag
 * @property {string} reason
 * @property {number | null} start
 * @property {number | null} end
 * @property {string[]} alternatives
 */
/** @typedef {{text: string, findings: Finding[], allowed: boolean, cost: number, credits: number}} Check */
/** @typedef {{ready: boolean, key: string, values: Record<string, string | number>}} Verdict key: a word of words.js */

const ORDER = { no: 0, ask: 1, ok: 2 };

/** What stands in the way comes first. @param {readonly Finding[]} findings */
export function ordered(findings) {
  return [...findings].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

/**
 * @param {{text: string, length: number, limit: number, check: Check | null, failed: boolean}} now
 *   check: the last answer; it counts only for the very text it was given for
 * @returns {Verdict}
 */
export function verdict({ text, length, limit, check, failed }) {
  const no = (/** @type {string} */ key, values = {}) => ({ ready: false, key, values });
  if (!text.trim()) return no("why-empty");
  if (length > limit) return no("why-long", { n: length - limit });
  if (failed) return no("check-failed");
  if (!check || check.text !== text) return no("why-waiting");
  const blocker = check.findings.find((finding) => finding.state === "no");
  if (blocker) return no("why-blocked", { title: blocker.title });
  if (!check.allowed) return no("check-failed");
  if (check.credits < check.cost) return no("why-poor", { n: check.cost, credits: check.credits });
  return { ready: true, key: "why-cost", values: { n: check.cost } };
}

/**
 * The one line above the cards.
 * @param {Check | null} check
 * @returns {{state: "no" | "ask" | "ok", key: string, n: number} | null}
 */
export function summary(check) {
  if (!check || !check.text.trim()) return null;
  for (const state of /** @type {const} */ (["no", "ask"])) {
    const n = check.findings.filter((finding) => finding.state === state).length;
    if (n) return { state, key: state, n };
  }
  return check.allowed ? { state: "ok", key: "clear", n: 0 } : null;
}
