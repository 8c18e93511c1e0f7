// @ts-check
/** One tap pauses, two like, a long one opens the menu. Each of them has a button, too. */

const DOUBLE = 260; // ms
const LONG = 500; // ms
const SLIP = 10; // px that a finger may move

/**
 * @param {HTMLElement} area
 * @param {{single: () => void, double: (event: MouseEvent, clip: HTMLElement) => void, long: (clip: HTMLElement) => void}} on
 */
export function bindTaps(area, on) {
  let last = 0;
  let timer = 0;
  area.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const clip = /** @type {HTMLElement | null} */ (target.closest(".clip"));
    if (!clip || target.closest("a, button, summary, form, .veil") || !target.closest(".frame")) return;
    clearTimeout(timer);
    const now = performance.now();
    if (now - last < DOUBLE) {
      last = 0;
      return on.double(event, clip);
    }
    last = now;
    timer = setTimeout(on.single, DOUBLE);
  });
  bindLong(area, on.long);
}

/**
 * @param {HTMLElement} area
 * @param {(clip: HTMLElement) => void} long
 */
function bindLong(area, long) {
  /** @type {{x: number, y: number, timer: number} | null} */
  let press = null;
  const end = () => press && clearTimeout(press.timer);
  area.addEventListener("pointerdown", (event) => {
    const clip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".clip"));
    if (event.pointerType === "mouse" || !clip) return;
    press = { x: event.clientX, y: event.clientY, timer: setTimeout(() => long(clip), LONG) };
  }, { passive: true });
  area.addEventListener("pointermove", (event) => {
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLIP) end();
  }, { passive: true });
  for (const kind of ["pointerup", "pointercancel"]) area.addEventListener(kind, end, { passive: true });
}
