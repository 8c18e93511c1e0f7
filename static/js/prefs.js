// @ts-check
/** How this device plays clips. Kept in the browser: it is nobody's business but the person's. */

/** @typedef {{autoplay: "always" | "following" | "never", captions: boolean, handsfree: boolean, keys: boolean}} Prefs */

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
/** @type {{saveData?: boolean, effectiveType?: string} | undefined} */
const network = /** @type {any} */ (navigator).connection;

export const reducedMotion = calm;
export const saveData = Boolean(network?.saveData);
export const slowNetwork = saveData || /(^|-)[23]g$/.test(network?.effectiveType ?? "");

/** @type {Prefs} */
const defaults = { autoplay: calm || saveData ? "never" : "always", captions: true, handsfree: false, keys: true };

/** @returns {Prefs} */
export function prefs() {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem("prefs") ?? "{}") };
  } catch {
    return { ...defaults };
  }
}

/**
 * @template {keyof Prefs} K
 * @param {K} name
 * @param {Prefs[K]} value
 */
export function setPref(name, value) {
  try {
    const own = JSON.parse(localStorage.getItem("prefs") ?? "{}");
    localStorage.setItem("prefs", JSON.stringify({ ...own, [name]: value }));
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
    /** @type {any} */ (defaults)[name] = value;
  }
  document.dispatchEvent(new CustomEvent("prefs", { detail: { name, value } }));
}

/** Connect every control marked `data-pref` to the setting it names. */
export function bindPrefs() {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-pref]"))) {
    const name = /** @type {keyof Prefs} */ (input.dataset.pref);
    const now = prefs()[name];
    input.checked = input.type === "radio" ? input.value === now : Boolean(now);
    input.addEventListener("change", () => setPref(name, /** @type {any} */ (input.type === "radio" ? input.value : input.checked)));
  }
}
