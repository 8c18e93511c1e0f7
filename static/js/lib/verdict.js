// @ts-check
/** May this text be sent, and if not, what is said beside the button? Doubt means no. */

/** @typedef {"no" | "review" | "ask" | "ok"} State */
/** @typedef {{kind: "use" | "request" | "cast" | "review", text: string, work: string, person: string, note: string, start: number | null, end: number | null}} Action */
/**
 * @typedef {object} Finding
 * @property {State} state
 * @property {string} outcome
 * @property {string} title
 * @property {string} tag
 * @property {string} reason
 * @property {string} holder
 * @property {number | null} start
 * @property {number | null} end
 * @property {Action[]} actions
 */
/** @typedef {{text: string, findings: Finding[], allowed: boolean, cost: number, price: number, credits: number}} Check */
/** @typedef {{ready: boolean, asks: boolean, key: string, values: Record<string, string | number>}} Verdict key: a word of words.js */

const ORDER = { no: 0, review: 1, ask: 2, ok: 3 };

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
  const no = (/** @type {string} */ key, values = {}) => ({ ready: false, asks: false, key, values });
  if (!text.trim()) return no("why-empty");
  if (length > limit) return no("why-long", { n: length - limit });
  if (failed) return no("check-failed");
  if (!check || check.text !== text) return no("why-waiting");
  const blocker = check.findings.find((finding) => finding.state === "no");
  if (blocker) return no("why-blocked", { title: blocker.title });
  const { works, people, review, obstacle } = asking(check);
  if (!check.allowed && obstacle) return no("why-blocked", { title: obstacle.title });
  if (!check.allowed && (works.length || people.length || review)) return { ready: true, asks: true, key: "why-ask", values: {} };
  if (!check.allowed) return no("check-failed");
  if (check.credits < check.cost) return no("why-poor", { n: check.cost, credits: check.credits });
  const values = { n: check.cost, price: check.price };
  return { ready: true, asks: false, key: check.price ? "why-price" : "why-cost", values };
}

/** Does the finding keep the clip from being made? @param {Finding} finding */
function closes({ outcome }) {
  return ["block", "review", "ask"].includes(outcome);
}

/**
 * Whom a request would go to. With an obstacle it is not sent: something in the way nobody else could allow.
 * @param {Check} check
 * @returns {{works: {slug: string, title: string, holder: string}[], people: string[], review: boolean, obstacle: Finding | null}}
 */
export function asking(check) {
  const closed = check.findings.filter(closes);
  const requests = closed.flatMap(({ title, holder, actions }) =>
    actions.filter(({ kind }) => kind === "request").map(({ work }) => ({ slug: work, title, holder })),
  );
  const people = closed.flatMap(({ actions }) => actions.filter(({ kind }) => kind === "cast").map(({ person }) => person));
  const review = closed.some(({ actions }) => actions.some(({ kind }) => kind === "review"));
  const obstacle = closed.find(({ actions }) => !actions.some(({ kind }) => kind !== "use")) ?? null;
  return { works: [...new Map(requests.map((one) => [one.slug, one])).values()], people: [...new Set(people)], review, obstacle };
}

/**
 * The one line above the cards.
 * @param {Check | null} check
 * @returns {{state: State, key: string, n: number} | null}
 */
export function summary(check) {
  if (!check || !check.text.trim()) return null;
  for (const state of /** @type {const} */ (["no", "review", "ask"])) {
    const found = check.findings.filter((finding) => finding.state === state);
    const first = found.filter(closes).length;
    if (state === "ask" && first) return { state, key: "prompt", n: first };
    if (found.length) return { state, key: state, n: found.length };
  }
  return check.allowed ? { state: "ok", key: "clear", n: 0 } : null;
}
