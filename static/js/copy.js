// @ts-check
/** Buttons that copy what stands in a field beside them: `data-copy` holds the field's id. */
import { toast } from "./toast.js";
import { say } from "./words.js";

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-copy]"));
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById(button?.dataset.copy ?? ""));
  if (field) void copy(field);
});

/** @param {HTMLInputElement} field */
async function copy(field) {
  field.select(); // without the clipboard, the person's own key is all that is left to press
  const done = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  if (done) toast(say("copied"));
}
