// @ts-check
/** Three video elements, used again and again: a browser does not stop a page that leaks players. */
import { POOL } from "../lib/window.js";

/** @returns {HTMLVideoElement} */
function make() {
  const video = document.createElement("video");
  video.playsInline = true;
  video.loop = true;
  video.muted = true;
  video.preload = "auto";
  video.disableRemotePlayback = true;
  video.tabIndex = -1;
  video.setAttribute("aria-hidden", "true");
  return video;
}

export class Pool {
  constructor() {
    this.videos = Array.from({ length: POOL }, make);
    /** @type {Map<string, HTMLVideoElement>} clip id -> its player */
    this.held = new Map();
  }

  /** @param {string} id */
  of(id) {
    return this.held.get(id);
  }

  /**
   * The player of a clip: the one it has, or one taken from a clip that nobody keeps.
   * @param {{id: string, element: HTMLElement}} clip
   * @param {Set<string>} keep ids whose players stay
   * @returns {HTMLVideoElement | undefined}
   */
  give({ id, element }, keep) {
    const own = this.held.get(id);
    if (own) return own;
    const away = [...this.held.keys()].find((other) => !keep.has(other));
    if (away && this.held.size === POOL) this.release(away);
    const video = this.videos.find((one) => ![...this.held.values()].includes(one));
    if (!video) return undefined;
    this.held.set(id, video);
    video.src = element.dataset.video ?? "";
    element.querySelector(".poster")?.after(video);
    return video;
  }

  /** Give a player back, and its buffer with it. @param {string} id */
  release(id) {
    const video = this.held.get(id);
    if (!video) return;
    this.held.delete(id);
    video.pause();
    video.classList.remove("on");
    video.remove();
    video.removeAttribute("src");
    video.load();
  }

  /** @param {boolean} muted */
  set muted(muted) {
    for (const video of this.videos) video.muted = muted;
  }
}
