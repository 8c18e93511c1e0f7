// @ts-check
/** Asking others: the sheet with the wish, and the order that waits for their answer. */
import { post } from "../http.js";
import { asking } from "../lib/verdict.js";
import { icon, say } from "../words.js";

/** @typedef {import("../lib/verdict.js").Check} Check */
/** @typedef {import("./check.js").Order} Order */
/** @typedef {import("./send.js").Reason} Reason */

export class Asking {
  /**
   * @param {HTMLDialogElement} sheet
   * @param {string} url
   * @param {{sent: (whom: string) => void, refused: (reasons: Reason[]) => void, failed: () => void, chosen: (purpose: string) => void}} told
   */
  constructor(sheet, url, told) {
    this.sheet = sheet;
    this.url = url;
    this.told = told;
    this.form = /** @type {HTMLFormElement} */ (sheet.querySelector("form"));
    this.sending = false;
    /** @type {{order: Order, check: Check} | null} */
    this.wish = null;
    this.form.addEventListener("submit", (event) => (event.preventDefault(), void this.#send()));
    this.#field("purpose").addEventListener("change", () => told.chosen(this.#field("purpose").value));
    this.#field("until").min = tomorrow();
  }

  /** @param {Order} order @param {Check} check */
  open(order, check) {
    this.wish = { order, check };
    const { works, people, review } = asking(check);
    // A moderator needs no more than the text.
    if (!works.length && !people.length) return void this.#send();
    const rows = works.map(({ title, holder }) => row("clock", title, holder));
    rows.push(...people.map((handle) => row("user", `@${handle}`, say("reads-prompt"))));
    if (review) rows.push(row("eye", say("looked-at"), ""));
    this.form.querySelector("[data-asked]")?.replaceChildren(...rows);
    this.#field("purpose").value = order.purpose;
    this.sheet.showModal();
    this.#field("purpose").focus();
  }

  async #send() {
    if (this.sending || !this.wish) return;
    this.sending = true;
    const { order, check } = this.wish;
    const { works, people, review } = asking(check);
    const body = { ...order, works: works.map(({ slug }) => slug), people, ...this.#words() };
    try {
      const answer = await post(this.url, { body });
      const said = await answer.json();
      this.sheet.close();
      if (answer.ok) this.told.sent(whom(works, people, review));
      else this.told.refused(said.reasons ?? [{ message: said.detail ?? said.title ?? String(answer.status) }]);
    } catch {
      this.told.failed();
    }
    this.sending = false;
  }

  #words() {
    const [reach, until, note] = ["reach", "until", "note"].map((name) => this.#field(name).value);
    return { reach, until: until || null, note, purpose: this.wish?.order.purpose };
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {any} */ (this.form.elements.namedItem(name));
  }
}

function tomorrow() {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

/** @param {{holder: string}[]} works @param {string[]} people @param {boolean} review */
function whom(works, people, review) {
  const holders = [...new Set([...works.map(({ holder }) => holder), ...people.map((handle) => `@${handle}`)])];
  const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
  return list.format(review ? [...holders, say("moderator")] : holders);
}

/** @param {string} glyph @param {string} title @param {string} line */
function row(glyph, title, line) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const strong = document.createElement("b");
  strong.textContent = title;
  words.append(strong, " ", line);
  item.append(icon(glyph, "s"), words);
  return item;
}
