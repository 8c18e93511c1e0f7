// @ts-check
/** Plays the current clip, prepares its neighbors, keeps sound and captions. */
import { playable } from "../lib/window.js";
import { prefs, slowNetwork } from "../prefs.js";
import { Captions } from "./captions.js";
import { Pool } from "./pool.js";

/** @typedef {import("./items.js").Item} Item */

const PATIENCE = 1500; // ms until the next clip may load beside a slow current one
const IDLE = 10 * 60_000; // ms without a touch after which nothing repeats for ever
const LOOPS = 3;

export class Player {
  /** @param {(muted: boolean) => void} soundChanged */
  constructor(soundChanged) {
    this.pool = new Pool();
    this.captions = new Captions();
    this.soundChanged = soundChanged;
    /** @type {Item | null} */
    this.current = null;
    this.muted = sessionStorage.getItem("sound") !== "on";
    this.stopped = false; // by the person, until they play again or move on
    this.held = false; // by a sheet or a hidden tab
    this.loops = 0;
    this.touched = performance.now();
    this.ended = () => {};
    /** @type {(video: HTMLVideoElement) => void} */
    this.firstFrame = () => {};
    this.pool.muted = this.muted;
    for (const kind of ["pointerdown", "keydown", "wheel"]) {
      addEventListener(kind, () => (this.touched = performance.now()), { passive: true });
    }
    this.#tick();
  }

  get video() {
    return this.current ? this.pool.of(this.current.id) : undefined;
  }

  /**
   * @param {Item} item
   * @param {{items: Item[], index: number, direction: 1 | -1}} around
   */
  async show(item, { items, index, direction }) {
    if (this.video && this.current !== item) this.video.pause();
    this.current = item;
    this.stopped = false;
    this.loops = 0;
    void this.captions.follow(item.element);
    const [, ...others] = playable(index, items.length, direction).map((i) => items[i]);
    this.keep = new Set([item.id, ...others.map((one) => one.id)]);
    if (!this.#mayStart(item)) return this.#paint(true);
    await this.play();
    if (this.current === item && others[0] && !slowNetwork) this.#prepare(item, others[0]);
  }

  async play() {
    const item = this.current;
    if (!item?.element || item.gone || item.element.dataset.hollow || this.held) return;
    const video = this.pool.give({ id: item.id, element: item.element }, this.keep ?? new Set([item.id]));
    if (!video) return;
    this.stopped = false;
    this.#paint(false);
    this.#whenDrawn(item, video);
    await this.#start(video);
  }

  pause() {
    this.stopped = true;
    this.video?.pause();
    this.#paint(true);
  }

  toggle() {
    return this.video && !this.video.paused ? this.pause() : void this.play();
  }

  /** A sheet or another tab is in front: rest, and go on after. @param {boolean} held */
  hold(held) {
    this.held = held;
    if (held) this.video?.pause();
    else if (this.current && !this.stopped && this.#mayStart(this.current)) void this.play();
  }

  /** @param {boolean} muted */
  sound(muted) {
    this.muted = muted;
    this.pool.muted = muted;
    sessionStorage.setItem("sound", muted ? "off" : "on");
    this.soundChanged(muted);
  }

  /** @param {Item} item */
  #mayStart(item) {
    const { autoplay } = prefs();
    return autoplay === "always" || (autoplay === "following" && item.element?.dataset.followed === "yes");
  }

  /** @param {HTMLVideoElement} video */
  async #start(video) {
    try {
      await video.play();
    } catch (error) {
      // Somebody moved on, or the link is dead: not a refusal of sound.
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return;
      if (this.muted) return this.pause();
      this.sound(true);
      await video.play().catch(() => this.pause());
    }
  }

  /** @param {Item} item @param {HTMLVideoElement} video */
  #whenDrawn(item, video) {
    video.requestVideoFrameCallback(() => {
      if (this.pool.of(item.id) !== video) return;
      video.classList.add("on");
      if (this.current === item) this.firstFrame(video);
    });
  }

  /** @param {Item} item @param {Item} next */
  #prepare(item, next) {
    const go = () => {
      if (this.current !== item || !next.element || next.gone || next.element.dataset.hollow) return;
      const video = this.pool.give({ id: next.id, element: next.element }, this.keep ?? new Set());
      if (video) this.#whenDrawn(next, video);
    };
    const video = this.video;
    if (!video || video.readyState >= HTMLMediaElement.HAVE_ENOUGH_DATA) return go();
    const timer = setTimeout(go, PATIENCE);
    video.addEventListener("canplaythrough", () => (clearTimeout(timer), go()), { once: true });
  }

  /** @param {boolean} paused */
  #paint(paused) {
    this.current?.element?.classList.toggle("paused", paused);
  }

  #tick() {
    let before = 0;
    const step = () => {
      const video = this.video;
      if (video?.duration && !video.paused) {
        if (video.currentTime < before - 0.5) this.#looped();
        before = video.currentTime;
        this.captions.at(before);
        const line = /** @type {HTMLElement | null} */ (this.current?.element?.querySelector(".line i"));
        if (line) line.style.scale = `${(before / video.duration).toFixed(4)} 1`;
      } else if (!video) before = 0;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #looped() {
    this.loops += 1;
    if (prefs().handsfree) return this.ended();
    if (this.loops >= LOOPS && performance.now() - this.touched > IDLE) this.pause();
  }
}
