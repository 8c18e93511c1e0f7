// @ts-check
/** The picture that a clip starts from: sent and searched as soon as it is chosen, shown, taken out again. */
import { post } from "../http.js";
import { say } from "../words.js";

/** Refusals of faces, which may be redrawn where the page offers it. */
const FACES = ["picture.face", "picture.crowd"];

/** After these the same wish may be sent again; "" is no answer at all. */
const LATER = ["", "picture.unavailable", "picture.one_waits"];

/** @typedef {{id: string, state: string, url: string, people: string[]}} Found */

export class Picture {
  /**
   * @param {HTMLElement | null} part null where clips do not start from pictures
   * @param {() => void} changed
   */
  constructor(part, changed) {
    this.changed = changed;
    this.busy = false;
    this.request = 0;
    if (!part) return;
    /** @template {HTMLElement} T @param {string} selector @returns {T} */
    const find = (selector) => /** @type {any} */ (part.querySelector(selector));
    this.url = part.dataset.pictures ?? "";
    this.chosen = /** @type {HTMLInputElement} */ (find("input[name=picture]"));
    this.file = /** @type {HTMLInputElement} */ (find("input[type=file]"));
    this.shown = find("[data-picture-shown]");
    this.note = find("[data-picture-note]");
    this.said = find("[data-picture-said]");
    this.drop = find("[data-picture-drop]");
    this.adding = [find("[data-picture-add]"), this.file, find("[data-picture-help]")];
    /** @type {HTMLElement | null} */
    this.redraw = part.querySelector("[data-picture-redraw]");
    /** @type {File | null} */
    this.refused = null;
    this.redraw?.querySelector("button")?.addEventListener("click", () => void this.#send(true));
    for (const part of this.adding) part.hidden = Boolean(this.chosen.value);
    this.file.addEventListener("change", () => void this.#send());
    this.drop.addEventListener("click", () => this.#remove());
    // One that was chosen before this script was here is looked at, too, once whoever made this is ready.
    if (this.file.files?.length) queueMicrotask(() => void this.#send());
  }

  get id() {
    return this.chosen?.value || null;
  }

  /** The order has it now: the next one starts from nothing. */
  forget() {
    this.request += 1;
    this.#show(null);
    this.#offer(null);
    this.#tell("");
  }

  /** @param {boolean} [redraw] the one that was refused, once more, with the faces in it redrawn */
  async #send(redraw = false) {
    const file = redraw ? this.refused : this.file?.files?.[0];
    if (!file) return;
    this.#offer(null);
    if (file.size > Number(this.file?.dataset.mb) * 1024 ** 2) return this.#failed(say("picture-large"));
    const mine = (this.request += 1);
    this.busy = true;
    this.#tell(say("picture-checking"));
    this.changed();
    const { found, reason, code } = await upload(this.url ?? "", file, redraw);
    if (mine !== this.request) return;
    this.busy = false;
    if (!found) {
      if ((redraw ? LATER : FACES).includes(code)) this.#offer(file);
      return this.#failed(reason);
    }
    if (found.state === "review") return this.#waits();
    const here = this.#isHere();
    this.#show(found);
    this.#tell(say("picture-added"));
    if (here) this.drop?.focus();
    this.changed();
  }

  /** @param {string} reason */
  #failed(reason) {
    this.busy = false;
    if (this.file) this.file.value = "";
    this.#tell(reason, true);
    if (this.#isHere()) this.file?.focus();
    this.changed();
  }

  /** A person looks at it: the clip can start from it later, or from nothing now. */
  #waits() {
    if (this.file) this.file.value = "";
    this.#tell(say("picture-in-review"));
    if (this.#isHere()) this.file?.focus();
    this.changed();
  }

  /** @param {File | null} file what was refused, or nothing any more */
  #offer(file) {
    if (!this.redraw) return;
    this.refused = file;
    this.redraw.hidden = !file;
  }

  /** Whoever went on writing meanwhile is not torn away. */
  #isHere() {
    return document.activeElement === this.file || document.activeElement === document.body;
  }

  #remove() {
    const { id } = this;
    this.forget();
    this.#tell(say("picture-removed"));
    this.file?.focus();
    this.changed();
    if (id) void post(`${this.url}${id}/`, { method: "DELETE" }).catch(() => {}); // the sweep finds it, too
  }

  /** @param {Found | null} found */
  #show(found) {
    if (!this.chosen || !this.shown || !this.note) return;
    this.chosen.value = found?.id ?? "";
    if (this.file) this.file.value = "";
    this.shown.hidden = !found;
    for (const part of this.adding ?? []) part.hidden = Boolean(found);
    const image = document.createElement("img");
    image.alt = say("picture-alt");
    image.src = found?.url ?? "";
    this.shown.querySelector(".ghost")?.replaceChildren(...(found ? [image] : []));
    const people = (found?.people ?? []).map((handle) => `@${handle}`).join(", ");
    this.note.textContent = people ? say("picture-shows", { people }) : say("picture-no-face");
  }

  /** @param {string} text @param {boolean} [wrong] */
  #tell(text, wrong = false) {
    if (!this.said) return;
    this.said.textContent = text;
    this.said.classList.toggle("bad", wrong);
  }
}

/**
 * @param {string} url @param {File} file @param {boolean} redraw
 * @returns {Promise<{found: Found | null, reason: string, code: string}>}
 */
async function upload(url, file, redraw) {
  const body = new FormData();
  body.append("file", file);
  if (redraw) body.append("redraw", "true");
  try {
    const answer = await post(url, { file: body });
    const said = await answer.json();
    if (answer.ok) return { found: said, reason: "", code: "" };
    /** @type {{code: string, message: string}[]} */
    const reasons = said.reasons ?? [];
    const words = reasons.map(({ message }) => message).join(" ");
    return { found: null, reason: words || said.detail || say("picture-failed"), code: reasons[0]?.code ?? "" };
  } catch {
    return { found: null, reason: say("picture-failed"), code: "" };
  }
}
