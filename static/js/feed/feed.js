// @ts-check
/** The feed: brings the list, the player and the controls together. */
import { heading, indexAt, pageIsDue } from "../lib/window.js";
import { reducedMotion } from "../prefs.js";
import { anySheetOpen } from "../sheet.js";
import { say } from "../words.js";
import { Items, fetchOne } from "./items.js";
import { Pages } from "./pages.js";
import { keepPlace, lastPlace } from "./place.js";
import { Player } from "./player.js";

/** @typedef {import("./items.js").Item} Item */

const GONE_STAYS = 3000; // ms
const ARRIVAL = 800; // ms, longer than a smooth scroll over one clip

/** What the first frame does not wait for: buttons, keys, the panel, the socket. */
const around = import("./around.js");

class Feed {
  /** @param {HTMLElement} scroller @param {HTMLElement} stage */
  constructor(scroller, stage) {
    this.scroller = scroller;
    this.stage = stage;
    this.items = new Items(/** @type {HTMLElement} */ (scroller.querySelector(".feed-inner")));
    const { pages = "", list = "", next = "" } = scroller.dataset;
    this.pages = new Pages({ url: pages, list, next });
    this.player = new Player((muted) => void around.then(({ showSound }) => showSound(muted)));
    this.index = -1;
    /** @type {1 | -1} */
    this.direction = 1;
    this.arrival = 0;
    /** @type {number[]} */
    this.visited = [];
    /** @type {Set<string>} ids whose links were renewed and have not played since */
    this.renewed = new Set();
    this.items.leaving = (one) => this.player.pool.release(one.id);
    this.player.ended = () => this.step(1);
    this.player.firstFrame = () => this.#played();
    /** @type {number[]} ms from half a swipe to the first new frame; read by the tests */
    this.swipes = [];
    this.began = 0;
  }

  start() {
    this.#listen();
    const place = lastPlace();
    if (place) this.#restore(place);
    else this.activate(0);
    void around.then((parts) => this.#bind(parts));
  }

  /** @param {typeof import("./around.js")} parts */
  #bind({ bindControls, bindNews, showSound }) {
    showSound(this.player.muted);
    bindNews(this.stage, this.scroller.dataset.list ?? "", (clip) => Boolean(this.items.find(clip)));
    bindControls(this.stage, this.scroller, {
      current: () => (this.current?.gone ? null : (this.current?.element ?? null)),
      step: (steps) => this.step(steps),
      toggle: () => this.player.toggle(),
      sound: () => this.player.sound(!this.player.muted),
    });
  }

  get current() {
    return this.items.all[this.index] ?? null;
  }

  /** @param {number} steps */
  step(steps) {
    const to = Math.min(this.items.length - 1, Math.max(0, this.index + steps));
    this.scroller.scrollTo({ top: to * this.scroller.clientHeight, behavior: reducedMotion ? "instant" : "smooth" });
    // A page that is appended meanwhile can make the browser snap back: see to it that the step arrives.
    clearTimeout(this.arrival);
    this.arrival = setTimeout(() => (this.scroller.scrollTop = to * this.scroller.clientHeight), ARRIVAL);
  }

  /** @param {number} index */
  activate(index) {
    const item = this.items.all[index];
    if (!item || index === this.index) return;
    this.began = this.index < 0 ? 0 : performance.now();
    this.visited = [...this.visited.slice(-2), index];
    this.direction = heading(this.direction, this.visited);
    this.index = index;
    this.#show(item);
    history.replaceState({ ...history.state, clip: item.id }, "");
    if (pageIsDue(index, this.items.length)) void this.#grow();
  }

  /** @param {Item} item */
  #show(item) {
    const hadFocus = document.activeElement?.closest(".clip");
    this.items.show(this.index);
    if (hadFocus) this.scroller.focus({ preventScroll: true });
    for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (this.items.inner.querySelectorAll(".poster"))) image.loading = "eager";
    this.#tellPanel();
    void this.player.show(item, { items: this.items.all, index: this.index, direction: this.direction });
    this.#hintsLater();
  }

  #tellPanel() {
    void around.then(({ fillPanel }) => fillPanel(this.current?.gone ? null : (this.current?.element ?? null)));
  }

  #hintsLater() {
    clearTimeout(this.hints);
    this.hints = setTimeout(() => {
      const near = this.items.all.filter((one) => one.element && !one.gone).map((one) => one.id);
      void around.then(({ watchClips }) => watchClips(near));
      this.#keepPlace();
    }, 300);
  }

  #keepPlace() {
    const clips = this.items.all.filter((one) => !one.gone || one === this.current).map(({ id, url }) => ({ id, url }));
    keepPlace({ clips, index: Math.max(0, clips.findIndex((one) => one.id === this.current?.id)), next: this.pages.next });
  }

  /** @param {import("./place.js").Place} place */
  #restore(place) {
    const served = this.items.all.filter((one) => one.element);
    const known = new Map(served.map((one) => [one.id, /** @type {HTMLElement} */ (one.element)]));
    this.items.restore(place.clips);
    for (const one of this.items.all) one.html = known.get(one.id)?.outerHTML ?? "";
    this.pages.next = place.next;
    this.scroller.scrollTop = place.index * this.scroller.clientHeight;
    this.activate(place.index);
  }

  async #grow() {
    if (!this.pages.more || this.pages.asked || this.pages.failed) return;
    this.scroller.setAttribute("aria-busy", "true");
    try {
      const page = await this.pages.fetch();
      await this.#rest();
      const added = this.items.append(page);
      this.items.show(this.index);
      if (added === 0) void Promise.resolve().then(() => this.#grow());
    } catch {
      const again = () => ((this.pages.failed = false), void this.#grow());
      void around.then(({ toast }) => toast(say("more-failed"), { label: say("retry"), run: again }));
    }
    this.scroller.setAttribute("aria-busy", "false");
  }

  /** When no scroll is under way: a list that grows meanwhile makes the browser snap back. */
  async #rest() {
    const { scrollTop, clientHeight } = this.scroller;
    if (Math.abs(scrollTop - this.index * clientHeight) < 1) return;
    await new Promise((rest) => {
      this.scroller.addEventListener("scrollend", rest, { once: true });
      setTimeout(rest, ARRIVAL); // where a browser does not tell of the end
    });
  }

  /** A clip may not be seen any more: nothing of it stays. @param {string} id */
  async remove(id) {
    const { veil } = await around;
    const item = this.items.find(id);
    if (!item || item.gone) return;
    item.gone = true;
    item.html = "";
    this.player.pool.release(id);
    if (!item.element) return;
    const { element } = item;
    element.dataset.hollow = "1"; // never kept as markup
    delete element.dataset.video;
    element.querySelectorAll(".poster, .meta, .acts, .about, .cue, .line").forEach((part) => part.remove());
    element.setAttribute("aria-label", say("gone"));
    veil(element, { glyph: "ban", title: say("gone"), text: this.current === item ? say("gone-why") : "" });
    if (this.current !== item) return;
    this.#tellPanel();
    setTimeout(() => this.current === item && this.step(1), GONE_STAYS);
  }

  /** A link has run out, or the file would not come: ask once more before saying so. @param {Item} item */
  async renew(item) {
    if (this.renewed.has(item.id)) return this.#broken(item);
    this.renewed.add(item.id);
    this.player.pool.release(item.id);
    const fresh = await fetchOne(item).catch(() => undefined);
    if (fresh === null) return void this.remove(item.id);
    if (!fresh || !item.element) return this.#broken(item);
    this.items.replace(item, fresh);
    if (this.current === item) this.#show(item);
  }

  /** @param {Item} item */
  async #broken(item) {
    const { veil } = await around;
    this.player.pool.release(item.id);
    if (!item.element || item.gone) return;
    veil(item.element, {
      glyph: "warn",
      title: say("broken"),
      actions: [
        { label: say("retry"), run: () => (this.renewed.delete(item.id), void this.renew(item)) },
        { label: say("skip"), run: () => this.step(1) },
      ],
    });
  }

  #played() {
    if (this.began) this.swipes.push(performance.now() - this.began);
    this.began = 0;
    if (this.current) this.renewed.delete(this.current.id);
  }

  #listen() {
    this.#listenToScroll();
    this.#listenToMedia();
    this.#listenToNews();
    const hold = () => this.player.hold(document.hidden || anySheetOpen());
    document.addEventListener("visibilitychange", hold);
    document.addEventListener("sheet", hold);
    addEventListener("pagehide", () => (this.#keepPlace(), this.player.hold(true)));
    addEventListener("pageshow", hold);
    document.addEventListener("prefs", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.name === "autoplay") hold();
    });
  }

  #listenToScroll() {
    let asked = false;
    this.scroller.addEventListener("scroll", () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        this.activate(indexAt(this.scroller.scrollTop, this.scroller.clientHeight, this.items.length));
      });
    }, { passive: true });
    // A hand on the feed counts more than a step that is under way.
    for (const hand of ["wheel", "touchstart"]) {
      this.scroller.addEventListener(hand, () => clearTimeout(this.arrival), { passive: true });
    }
    // Turned or resized: the same clip, whatever the height of a screen is now.
    new ResizeObserver(() => {
      if (this.index >= 0) this.scroller.scrollTop = this.index * this.scroller.clientHeight;
    }).observe(this.scroller);
  }

  #listenToMedia() {
    for (const video of this.player.pool.videos) {
      video.addEventListener("error", () => {
        const id = [...this.player.pool.held].find(([, one]) => one === video)?.[0];
        const item = id && video.getAttribute("src") ? this.items.find(id) : undefined;
        if (item) void this.renew(item);
      });
    }
    this.scroller.addEventListener("clip:filled", (event) => {
      const item = this.items.find(/** @type {CustomEvent} */ (event).detail);
      if (item && item === this.current) this.#show(item);
    });
    this.scroller.addEventListener("clip:gone", (event) => void this.remove(/** @type {CustomEvent} */ (event).detail));
  }

  #listenToNews() {
    document.addEventListener("push:removed", (event) => void this.remove(/** @type {CustomEvent} */ (event).detail.clip));
  }
}

const scroller = document.getElementById("feed");
const stage = /** @type {HTMLElement | null} */ (document.querySelector(".stage"));
if (scroller && stage) {
  const feed = new Feed(scroller, stage);
  feed.start();
  // For the tests, which ask for it: where it is, how quick it was, what lives.
  if (sessionStorage.getItem("probe")) Object.assign(window, { __feed: feed });
}
