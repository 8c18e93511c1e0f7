// @ts-check
/** The cards under the text: what is in the way, what must be asked, what is allowed. */
import { icon, say } from "../words.js";

/** @typedef {import("../lib/verdict.js").Finding} Finding */
/** @typedef {import("../lib/verdict.js").Action} Action */

export const GLYPHS = { no: "stop", review: "eye", ask: "clock", ok: "check" };

/**
 * @param {HTMLElement} list
 * @param {readonly Finding[]} findings in the order of showing
 * @param {(action: Action) => void} act
 */
export function drawFindings(list, findings, act) {
  // A card that stays keeps its element: whoever has the focus in it does not lose it.
  const old = new Map([...list.children].map((card) => [/** @type {HTMLElement} */ (card).dataset.key, card]));
  const cards = findings.map((finding) => {
    const key = JSON.stringify(finding);
    return old.get(key) ?? draw(finding, key, act);
  });
  cards.forEach((card, index) => (/** @type {HTMLElement} */ (card).dataset.finding = String(index)));
  if (cards.length !== list.children.length || cards.some((card, i) => card !== list.children[i])) list.replaceChildren(...cards);
}

/**
 * @param {Finding} finding
 * @param {string} key
 * @param {(action: Action) => void} act
 */
function draw(finding, key, act) {
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
  if (finding.actions.length) card.append(choices(finding, act));
  return card;
}

/**
 * @param {Finding} finding
 * @param {(action: Action) => void} act
 */
function choices(finding, act) {
  const row = document.createElement("div");
  row.className = "btns";
  finding.actions.forEach((action, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = i ? "btn" : "btn primary";
    button.dataset.kind = action.kind;
    button.textContent = label(action, finding);
    if (action.note) button.append(note(action.note));
    button.addEventListener("click", () => act(action));
    row.append(button);
  });
  return row;
}

/** @param {Action} action @param {Finding} finding */
function label(action, finding) {
  if (action.kind !== "use") return action.text;
  const whole = action.start !== finding.start || action.end !== finding.end;
  return say(whole ? "rewrite" : "use", { text: action.text });
}

/** @param {string} text */
function note(text) {
  const small = document.createElement("small");
  small.textContent = text;
  return small;
}
