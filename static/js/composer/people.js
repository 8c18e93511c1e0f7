// @ts-check
/** Behind an at sign: whom may I cast? A list under the word, worked by the keys of the text itself. */
import { hue, initials } from "../lib/person.js";
import { mentionAt } from "../lib/ranges.js";
import { count, say } from "../words.js";

/** @typedef {{handle: string, name: string, allowed: boolean, reason: string, rules: string, kind?: string, owner?: string}} Person */

const PAUSE = 120; // ms
const SHOWN = 6; // people: one more letter is quicker than scrolling

export class People {
  /**
   * @param {{list: HTMLElement, field: HTMLTextAreaElement, url: string}} parts
   * @param {{choose: (start: number, handle: string) => void, point: (offset: number) => {x: number, y: number}, tell: (text: string) => void}} on
   */
  constructor({ list, field, url }, on) {
    this.list = list;
    this.field = field;
    this.url = url;
    this.on = on;
    /** @type {{start: number, query: string} | null} */
    this.mention = null;
    this.active = -1;
    this.timer = 0;
    this.asked = 0;
    list.id ||= `${field.id}-people`;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) this.#choose(/** @type {HTMLElement} */ (option));
    });
  }

  get open() {
    return !this.list.hidden;
  }

  /** The text or the caret has changed. */
  update() {
    const { value, selectionStart, selectionEnd } = this.field;
    this.mention = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null;
    clearTimeout(this.timer);
    if (!this.mention) return this.close();
    this.timer = setTimeout(() => void this.#ask(), PAUSE);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  key(event) {
    if (!this.open || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.active >= 0) this.#choose(this.#options()[this.active]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
  }

  async #ask() {
    const turn = (this.asked += 1);
    const answer = await fetch(`${this.url}?q=${encodeURIComponent(this.mention?.query ?? "")}`).catch(() => null);
    if (!answer?.ok || turn !== this.asked || !this.mention) return;
    const body = await answer.json();
    this.#show((body.results ?? body).slice(0, SHOWN));
  }

  /** @param {Person[]} people */
  #show(people) {
    if (!this.mention) return;
    // A whole handle that is typed already needs no list.
    if (people.length === 1 && people[0].handle === this.mention.query) return this.close();
    const { x, y } = this.on.point(this.mention.start);
    const room = this.field.clientWidth - 352;
    this.list.style.setProperty("--x", `${Math.max(12, Math.min(x - 6, room))}px`);
    this.list.style.setProperty("--y", `${y + 6}px`);
    this.list.replaceChildren(...people.map((person, i) => this.#option(person, i)));
    if (!people.length) this.list.append(nobody());
    this.list.hidden = false;
    this.active = -1;
    this.on.tell(people.length ? count("people", people.length) : say("people-none"));
    if (people.length) this.#move(1);
  }

  /** @param {Person} person @param {number} i */
  #option({ handle, name, allowed, reason, rules, kind, owner }, i) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${i}`;
    option.role = "option";
    option.dataset.handle = handle;
    option.setAttribute("aria-selected", "false");
    option.setAttribute("aria-disabled", String(!allowed));
    const face = document.createElement("span");
    face.className = `avatar s ${hue(handle)}`;
    face.setAttribute("aria-hidden", "true");
    face.textContent = initials(name || handle);
    const title = document.createElement("b");
    title.textContent = name && name !== handle ? `${name} @${handle}` : `@${handle}`;
    const line = document.createElement("small");
    line.textContent = reason || [owner && `${say(`kind-${kind}`)}, @${owner}`, rules].filter(Boolean).join(" · ");
    option.append(face, title, line);
    return option;
  }

  #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** @param {number} step */
  #move(step) {
    const options = this.#options();
    if (!options.length) return;
    this.active = (this.active + step + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
    const here = options[this.active];
    this.field.setAttribute("aria-activedescendant", here.id);
    here.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} option */
  #choose(option) {
    if (option.getAttribute("aria-disabled") === "true" || !this.mention) return;
    this.on.choose(this.mention.start, option.dataset.handle ?? "");
    this.close();
  }
}

function nobody() {
  const line = document.createElement("li");
  line.className = "nobody";
  line.role = "presentation";
  line.textContent = say("people-none");
  return line;
}
