// @ts-check
/**
 * The list of clips. Five of them are elements; of the others the markup is kept, and of those
 * far away only the id: they are asked for again when somebody goes back that far.
 */
import { getPage } from "../http.js";
import { kept, unknown } from "../lib/window.js";

const NEAR = 60; // clips on either side whose markup is kept

/** @typedef {{id: string, url: string, html: string, element: HTMLElement | null, gone: boolean}} Item */

/** @param {HTMLElement} element @returns {Item} */
function item(element) {
  return { id: element.dataset.clip ?? "", url: element.dataset.url ?? "", html: "", element, gone: false };
}

/** @param {ParentNode} page @returns {HTMLElement[]} */
export function articles(page) {
  return [...page.querySelectorAll("article.clip")].map((one) => /** @type {HTMLElement} */ (document.adoptNode(one)));
}

export class Items {
  /** @param {HTMLElement} inner */
  constructor(inner) {
    this.inner = inner;
    for (const fallback of inner.querySelectorAll("noscript")) fallback.remove();
    /** @type {Item[]} */
    this.all = /** @type {HTMLElement[]} */ ([...inner.querySelectorAll("article.clip")]).map(item);
    /** @type {(item: Item) => void} told before an element goes */
    this.leaving = () => {};
    this.measure();
    this.all.forEach((one, i) => this.#put(one, i));
    inner.classList.add("windowed");
  }

  get length() {
    return this.all.length;
  }

  /** @param {string} id */
  find(id) {
    return this.all.find((one) => one.id === id);
  }

  /** @param {HTMLElement[]} elements @returns {number} how many were new */
  append(elements) {
    const found = unknown(this.all, elements.map((element) => ({ ...item(element), element: null, html: element.outerHTML })));
    this.all.push(...found);
    this.measure();
    return found.length;
  }

  /** @param {readonly {id: string, url: string}[]} places nothing but names: drawn when they come near */
  restore(places) {
    this.clear();
    this.all = places.map(({ id, url }) => ({ id, url, html: "", element: null, gone: false }));
    this.measure();
  }

  clear() {
    for (const one of this.all) this.#drop(one);
    this.all = [];
    this.measure();
  }

  /** Keep the elements around `current`, and no others. @param {number} current */
  show(current) {
    const near = new Set(kept(current, this.length));
    this.all.forEach((one, i) => {
      if (!near.has(i)) this.#drop(one);
      if (Math.abs(i - current) > NEAR) one.html = "";
    });
    for (const i of near) this.#put(this.all[i], i);
    for (const i of near) /** @type {HTMLElement} */ (this.all[i].element).inert = i !== current;
  }

  /** Another element for the same clip. @param {Item} one @param {HTMLElement} fresh */
  replace(one, fresh) {
    const i = this.all.indexOf(one);
    const old = one.element;
    this.leaving(one);
    fresh.inert = old?.inert ?? true;
    one.element = fresh;
    one.html = "";
    old?.replaceWith(fresh);
    this.#number(fresh, i);
  }

  measure() {
    this.inner.style.setProperty("--n", String(this.length));
  }

  /** @param {Item} one */
  #drop(one) {
    if (!one.element) return;
    this.leaving(one);
    if (!one.element.dataset.hollow) one.html = markup(one.element);
    one.element.remove();
    one.element = null;
  }

  /** @param {Item} one @param {number} i */
  #put(one, i) {
    one.element ??= one.html ? fromHtml(one.html) : hollow(one);
    this.#number(one.element, i);
    if (one.element.isConnected) return;
    const after = this.all.slice(i + 1).find((other) => other.element?.isConnected);
    this.inner.insertBefore(one.element, after?.element ?? null);
    if (one.element.dataset.hollow && !one.gone) void this.#fill(one);
  }

  /** @param {HTMLElement} element @param {number} i */
  #number(element, i) {
    element.style.setProperty("--i", String(i));
    element.setAttribute("aria-posinset", String(i + 1));
    element.setAttribute("aria-setsize", "-1");
  }

  /** @param {Item} one */
  async #fill(one) {
    const fresh = await fetchOne(one).catch(() => undefined);
    if (fresh === null) one.element?.dispatchEvent(new CustomEvent("clip:gone", { bubbles: true, detail: one.id }));
    if (!fresh || !one.element) return;
    this.replace(one, fresh);
    fresh.dispatchEvent(new CustomEvent("clip:filled", { bubbles: true, detail: one.id }));
  }
}

/**
 * The clip's own page is asked for its article: permission is checked there, and links are new.
 * @param {{id: string, url: string}} one
 * @returns {Promise<HTMLElement | null>} null: it may not be seen any more
 */
export async function fetchOne({ id, url }) {
  const { status, page } = await getPage(url);
  if ([403, 404, 410].includes(status)) return null;
  if (status !== 200) throw new Error(`${status} for ${url}`);
  return articles(page).find((element) => element.dataset.clip === id) ?? null;
}

/** What is kept of an element: without what scripts set, which the policy refuses in markup. @param {HTMLElement} element */
function markup(element) {
  element.classList.remove("paused");
  for (const styled of [element, ...element.querySelectorAll("[style]")]) styled.removeAttribute("style");
  return element.outerHTML;
}

/** @param {string} html */
function fromHtml(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return /** @type {HTMLElement} */ (holder.content.firstElementChild);
}

/** The place of a clip that is being fetched. @param {Item} one */
function hollow(one) {
  const element = document.createElement("article");
  element.className = "clip";
  element.tabIndex = -1;
  Object.assign(element.dataset, { clip: one.id, url: one.url, hollow: "1" });
  element.setAttribute("aria-label", "…");
  const frame = document.createElement("div");
  frame.className = "frame";
  const sheen = document.createElement("div");
  sheen.className = "skeleton";
  frame.append(sheen);
  element.append(frame);
  return element;
}
