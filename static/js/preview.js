// @ts-check
/** Shows pictures that were chosen, before they are sent. */

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

/** @param {HTMLInputElement} input one that takes several files */
function bindList(input) {
  const list = document.querySelector(`[data-previews-of="${input.dataset.preview}"]`);
  if (!(list instanceof HTMLElement)) return;
  input.addEventListener("change", () => {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    const files = [...(input.files ?? [])];
    list.hidden = !files.length;
    list.replaceChildren(...files.map(item));
  });
}

/** @param {File} file */
function item(file) {
  const image = Object.assign(document.createElement("img"), { className: "thumb", alt: file.name, src: URL.createObjectURL(file) });
  image.addEventListener("error", () => { row.hidden = true; });
  const row = document.createElement("li");
  row.append(image);
  return row;
}

for (const input of document.querySelectorAll("input[data-preview]")) {
  const field = /** @type {HTMLInputElement} */ (input);
  if (field.multiple) bindList(field);
  else bind(field);
}
