// @ts-check
/** Captions drawn by us: above the words of the clip, in a size and on a ground that can be read. */
import { parse, textAt } from "../lib/vtt.js";

/** @typedef {import("../lib/vtt.js").Cue} Cue */

const KEPT = 12; // files
/** @type {Map<string, Promise<Cue[]>>} */
const files = new Map();

/** @param {string} url @returns {Promise<Cue[]>} */
function load(url) {
  const known = files.get(url);
  if (known) return known;
  const cues = fetch(url).then((answer) => (answer.ok ? answer.text() : "")).then(parse, () => []);
  files.set(url, cues);
  for (const old of [...files.keys()].slice(0, -KEPT)) files.delete(old);
  return cues;
}

export class Captions {
  constructor() {
    /** @type {Cue[]} */
    this.cues = [];
    /** @type {HTMLElement | null} */
    this.place = null;
    this.shown = "";
  }

  /** @param {HTMLElement | null} clip */
  async follow(clip) {
    this.#write("");
    this.cues = [];
    const place = /** @type {HTMLElement | null} */ (clip?.querySelector(".cue"));
    this.place = place;
    const url = clip?.dataset.captions;
    if (!url) return;
    const cues = await load(url);
    if (this.place === place) this.cues = cues;
  }

  /** @param {number} time seconds */
  at(time) {
    this.#write(textAt(this.cues, time));
  }

  /** @param {string} text */
  #write(text) {
    if (text === this.shown || !this.place) return;
    this.shown = text;
    const line = document.createElement("span");
    line.textContent = text;
    this.place.replaceChildren(...(text ? [line] : []));
  }
}
