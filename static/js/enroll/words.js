// @ts-check
/** What the scripts of an enrolment say, in the language of the page (templates/cameos/enroll/_words.html). */

const store = /** @type {HTMLTemplateElement | null} */ (document.getElementById("enroll-words"));

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] fills {names}
 */
export function say(key, values = {}) {
  const text = store?.content.querySelector(`[data-w="${key}"]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
