// @ts-check
/** The next page: one request at a time, three tries, then the person decides. */
import { getPage } from "../http.js";
import { articles } from "./items.js";

const TRIES = [500, 1000, 2000]; // ms of pause before each further try

export class Pages {
  /** @param {{url: string, list: string, next: string}} from */
  constructor({ url, list, next }) {
    this.url = url;
    this.list = list;
    this.next = next;
    /** @type {Promise<HTMLElement[]> | null} */
    this.asked = null;
    this.failed = false;
  }

  get more() {
    return this.next !== "";
  }

  /** @returns {Promise<HTMLElement[]>} throws when three tries failed */
  fetch() {
    this.asked ??= this.#tryAll().finally(() => (this.asked = null));
    return this.asked;
  }

  async #tryAll() {
    for (const pause of TRIES) {
      const page = await this.#once().catch(() => null);
      if (page) return page;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    this.failed = true;
    throw new Error("no next page");
  }

  async #once() {
    const query = new URLSearchParams({ list: this.list, after: this.next });
    const { status, page, headers } = await getPage(`${this.url}?${query}`);
    // 400: the list has moved on, and this cursor with it. Here it ends; the top leads on.
    if (status !== 200 && status !== 400) throw new Error(String(status));
    this.next = headers.get("X-Next-Cursor") ?? "";
    this.failed = false;
    return articles(page);
  }
}
