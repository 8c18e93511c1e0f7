// @ts-check
/** Shows a picture that was chosen, before it is sent. */

/** @param {HTMLInputElement} input */
function bind(input) {
  const shown = /** @type {HTMLImageElement | null} */ (document.querySelector(`[data-preview-of="${input.dataset.preview}"]`));
  if (!shown) return;
  shown.addEventListener("error", () => { shown.hidden = true; });
  input.addEventListener("change", () => {
    if (shown.src) URL.revokeObjectURL(shown.src);
    const file = input.files?.[0];
    shown.hidden = !file;
    if (file) shown.src = URL.createObjectURL(file);
    else shown.removeAttribute("src");
  });
}

for (const input of document.querySelectorAll("input[data-preview]")) bind(/** @type {HTMLInputElement} */ (input));
