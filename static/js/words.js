// @ts-check
/** What the scripts say, in the language of the page (templates/components/words.html). */

/** @param {string} id of a template full of words */
const storeOf = (id) => /** @type {HTMLTemplateElement | null} */ (document.getElementById(id));
const store = storeOf("words");

/** @param {string} id @returns {(key: string, values?: Record<string, string | number>) => string} values fill {names} */
export function wordsOf(id) {
  const words = storeOf(id)?.content;
  return (key, values = {}) => {
    const text = words?.querySelector(`[data-w="${key}"]`)?.textContent ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

export const say = wordsOf("words");

/**
 * "1 new clip", "3 new clips".
 * @param {string} key
 * @param {number} n
 */
export function count(key, n) {
  return say(`${key}-${n === 1 ? "one" : "other"}`, { n });
}

/**
 * One symbol of the sprite, as decoration.
 * @param {string} name
 * @param {string} [css]
 */
export function icon(name, css = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `ic ${css}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${store?.dataset.icons ?? ""}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Let a drawn icon show another symbol.
 * @param {Element} holder
 * @param {string} name
 */
export function setIcon(holder, name) {
  const use = holder.querySelector("use");
  if (use) use.setAttribute("href", `${store?.dataset.icons ?? ""}#${name}`);
}
