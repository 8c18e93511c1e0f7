// @ts-check
/** Sheets are native dialogs: the browser keeps the focus in, closes on Escape, gives the focus back. */

/** @param {string} id */
export function openSheet(id) {
  const sheet = /** @type {HTMLDialogElement | null} */ (document.getElementById(id));
  if (!sheet || sheet.open) return sheet;
  sheet.showModal();
  document.dispatchEvent(new CustomEvent("sheet", { detail: { open: true } }));
  return sheet;
}

export function anySheetOpen() {
  return document.querySelector("dialog[open]") !== null;
}

export function bindSheets() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-open]"));
    if (opener?.dataset.open) openSheet(opener.dataset.open);
    if (target.closest("[data-close]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
  });
  document.addEventListener("close", () => {
    document.dispatchEvent(new CustomEvent("sheet", { detail: { open: anySheetOpen() } }));
  }, true);
}
