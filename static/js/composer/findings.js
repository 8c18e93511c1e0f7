// @ts-check
/** The cards under the text: what is in the way, what must be asked, what is allowed. */
import { icon, say } from "../words.js";

/** @typedef {import("../lib/verdict.js").Finding} Finding */

const GLYPHS = { no: "stop", ask: "clock", ok: "check" };

/**
 * @param {HTMLElement} list
 * @param {readonly Finding[]} findings in the order of showing
 * @param {(index: number, alternative: string) => void} use
 */
export function drawFindings(list, findings, use) {
  // A card that stays keeps its element: whoever has the focus in it does not lose it.
  const old = new Map([...list.children].map((card) => [/** @type {HTMLElement} */ (card).dataset.key, card]));
  const cards = findings.map((finding, index) => {
    const key = JSON.stringify(finding);
    return old.get(key) ?? draw(finding, index, key, use);
  });
  cards.forEach((card, index) => (/** @type {HTMLElement} */ (card).dataset.finding = String(index)));
  if (cards.length !== list.children.length || cards.some((card, i) => card !== list.children[i])) list.replaceChildren(...cards);
}

/**
 * @param {Finding} finding
 * @param {number} index
 * @param {string} key
 * @param {(index: number, alternative: string) => void} use
 */
function draw(finding, index, key, use) {
  const card = document.createElement("li");
  card.className = `finding ${finding.state}`;
  card.tabIndex = -1;
  card.dataset.key = key;
  card.dataset.testid = "finding";
  const badge = document.createElement("span");
  badge.className = "finding-icon";
  badge.append(icon(GLYPHS[finding.state]));
  const title = document.createElement("p");
  title.className = "finding-title";
  const tag = document.createElement("em");
  tag.textContent = finding.tag;
  title.append(finding.title, " ", tag);
  const reason = document.createElement("p");
  reason.textContent = finding.reason;
  card.append(badge, title, reason);
  if (finding.alternatives.length) card.append(choices(finding, () => Number(card.dataset.finding ?? index), use));
  return card;
}

/**
 * @param {Finding} finding
 * @param {() => number} index
 * @param {(index: number, alternative: string) => void} use
 */
function choices(finding, index, use) {
  const row = document.createElement("div");
  row.className = "btns";
  finding.alternatives.forEach((alternative, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = i ? "btn" : "btn primary";
    button.textContent = say("use", { text: alternative });
    button.addEventListener("click", () => use(index(), alternative));
    row.append(button);
  });
  return row;
}
