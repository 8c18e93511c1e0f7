// @ts-check
/** Asks the gate what it would say, while somebody writes. Advice: it is asked again on submit. */
import { post } from "../http.js";

const PAUSE = 250; // ms after the last letter
const AGAIN = 4000; // ms until the next try when the check could not be had

/** @typedef {import("../lib/verdict.js").Check} Check */
/** @typedef {{text: string, cast: string[], parent: string | null, purpose: string, picture: string | null}} Order */

export class Checker {
  /**
   * @param {string} url
   * @param {{answered: (check: Check) => void, failed: () => void, asking: () => void}} told
   */
  constructor(url, told) {
    this.url = url;
    this.told = told;
    /** @type {AbortController | null} */
    this.request = null;
    this.timer = 0;
  }

  /** @param {Order} order @param {number} [pause] ms */
  ask(order, pause = PAUSE) {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
    if (order.text.trim()) this.timer = setTimeout(() => void this.#send(order), pause);
  }

  /** What was about to be asked is not the text any more. */
  wait() {
    clearTimeout(this.timer);
  }

  /** @param {Order} order */
  async #send(order) {
    const request = (this.request = new AbortController());
    this.told.asking();
    try {
      const answer = await post(this.url, { body: order, signal: request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.told.answered({ ...(await answer.json()), text: order.text });
    } catch {
      if (request.signal.aborted) return;
      this.told.failed();
      this.ask(order, AGAIN);
    }
  }
}
