// @ts-check
/** The buttons around the clip and the keys that do the same. */
import { bindKeys } from "../keys.js";
import { prefs, setPref } from "../prefs.js";
import { say, setIcon } from "../words.js";
import { bindMore, heart, like, share, showAbout, showMore } from "./actions.js";
import { bindTaps } from "./taps.js";

/**
 * @typedef {object} Deck what the controls move
 * @property {() => HTMLElement | null} current
 * @property {(steps: number) => void} step
 * @property {() => void} toggle
 * @property {() => void} sound
 */

/** @param {HTMLElement} stage @param {HTMLElement} feed @param {Deck} deck */
export function bindControls(stage, feed, deck) {
  bindButtons(stage, deck);
  bindTaps(feed, {
    single: deck.toggle,
    double: (event, clip) => (heart(clip, event), void like(clip, true)),
    long: showMore,
  });
  bindMore(deck.current);
  bindFeedKeys(deck);
  showCaptions();
  document.addEventListener("prefs", showCaptions);
}

/** @param {HTMLElement} stage @param {Deck} deck */
function bindButtons(stage, deck) {
  stage.addEventListener("submit", (event) => {
    const clip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".clip"));
    if (!clip || !(/** @type {Element} */ (event.target).matches("[data-like]"))) return;
    event.preventDefault();
    void like(clip);
  });
  stage.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    const clip = /** @type {HTMLElement | null} */ (button?.closest(".clip"));
    if (!button) return;
    if (button.dataset.step) deck.step(Number(button.dataset.step));
    if ("sound" in button.dataset) deck.sound();
    if ("captionsToggle" in button.dataset) setPref("captions", !prefs().captions);
    if (clip && "share" in button.dataset) void share(clip);
    if (clip && "about" in button.dataset) showAbout(clip);
    if (clip && "more" in button.dataset) showMore(clip);
  });
}

/** @param {Deck} deck */
function bindFeedKeys(deck) {
  /** @param {(clip: HTMLElement) => void} act */
  const here = (act) => () => {
    const clip = deck.current();
    if (clip) act(clip);
  };
  const next = () => deck.step(1);
  const previous = () => deck.step(-1);
  bindKeys({ j: next, ArrowDown: next, PageDown: next, k: previous, ArrowUp: previous, PageUp: previous });
  bindKeys({ " ": deck.toggle, m: deck.sound, c: () => setPref("captions", !prefs().captions) });
  bindKeys({ l: here((clip) => void like(clip)), i: here(showAbout), f: fullScreen });
  bindKeys({ r: here((clip) => /** @type {HTMLElement | null} */ (clip.querySelector("[data-remix]"))?.click()) });
}

function fullScreen() {
  const stage = document.querySelector(".stage");
  if (document.fullscreenElement) void document.exitFullscreen();
  else void stage?.requestFullscreen?.().catch(() => {});
}

function showCaptions() {
  const on = prefs().captions;
  document.documentElement.dataset.captions = on ? "on" : "off";
  document.querySelector("[data-captions-toggle]")?.setAttribute("aria-pressed", String(on));
}

/** @param {boolean} muted */
export function showSound(muted) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-sound]"));
  if (!button) return;
  button.toggleAttribute("data-on", !muted);
  button.setAttribute("aria-label", say(muted ? "sound-off" : "sound-on"));
  setIcon(button, muted ? "mute" : "volume");
}
