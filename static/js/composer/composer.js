// @ts-check
/** The composer: the text, the live check, the people, the button. */
import { addJob } from "../jobs.js";
import { codePoints, shift, toUnits } from "../lib/ranges.js";
import { asking, ordered, summary, verdict } from "../lib/verdict.js";
import { toast } from "../toast.js";
import { count, icon, say } from "../words.js";
import { Asking } from "./asking.js";
import { Checker } from "./check.js";
import { keepWords, readWords } from "./drafts.js";
import { drawFindings, GLYPHS } from "./findings.js";
import { Mirror } from "./mirror.js";
import { People } from "./people.js";
import { Picture } from "./picture.js";
import { sendOrder } from "./send.js";

/** @typedef {import("../lib/verdict.js").Check} Check */
/** @typedef {{id: string, prompt: string, poster: string}} Parent */

const SAVE = 800; // ms after the last letter
const SLOW = 600; // ms after which "Checking…" is said
const QUIET = 2000; // ms between two spoken lines

/** @type {WeakMap<HTMLFormElement, Composer>} */
const started = new WeakMap();

/** @param {HTMLFormElement} form */
export function startComposer(form) {
  const known = started.get(form);
  if (known) return known;
  const composer = new Composer(form);
  started.set(form, composer);
  return composer;
}

class Composer {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** @template {HTMLElement} T @param {string} selector @returns {T} */
    const part = (selector) => /** @type {any} */ (form.querySelector(selector));
    this.field = /** @type {HTMLTextAreaElement} */ (part("textarea"));
    this.parent = /** @type {HTMLInputElement} */ (part("input[name=parent]"));
    this.strip = part("[data-parent]");
    this.cards = part("[data-findings]");
    this.line = part("[data-summary]");
    this.why = part("[data-why]");
    this.button = /** @type {HTMLButtonElement} */ (part("[data-generate]"));
    this.spoken = part("[data-spoken]");
    this.counter = part("[data-count]");
    this.purpose = /** @type {HTMLSelectElement} */ (part("[data-purpose]"));
    this.waiting = part("[data-waiting]");
    this.limit = Number(form.dataset.limit);
    /** @type {Check | null} */
    this.check = null;
    this.failed = false;
    this.sending = false;
    this.timers = { save: 0, slow: 0, speak: 0 };
    this.mirror = new Mirror(part(".mirror"), this.field);
    this.checker = new Checker(form.dataset.checks ?? "", {
      asking: () => this.#asking(),
      answered: (check) => this.#answered(check),
      failed: () => this.#checkFailed(),
    });
    const sheet = /** @type {HTMLDialogElement} */ (form.parentElement?.querySelector("dialog[data-ask]"));
    this.asking = new Asking(sheet, form.dataset.orders ?? "", {
      sent: (whom) => this.#waits(whom),
      refused: (reasons) => this.#refused(reasons),
      failed: () => toast(say("failed")),
      chosen: (purpose) => this.#choose(purpose),
    });
    this.people = new People(
      { list: part(".people"), field: this.field, url: form.dataset.people ?? "" },
      {
        choose: (start, handle) => this.#replace(start, this.field.selectionStart, `@${handle} `),
        point: (offset) => this.mirror.point(offset),
        tell: (text) => this.#speak(text),
      },
    );
    this.picture = new Picture(form.querySelector("[data-picture]"), () => this.#asksAnew());
    this.#listen();
    this.#takeCast();
    if (!this.field.value) this.field.value = readWords(this.parent.value || null);
    this.#typed();
  }

  get order() {
    const { field, parent, purpose, picture } = this;
    return { text: field.value, cast: [], parent: parent.value || null, purpose: purpose.value, picture: picture.id };
  }

  /** Opened anew, from nothing or as a remix. @param {Parent | null} parent */
  begin(parent) {
    const id = parent?.id ?? "";
    if (id !== this.parent.value) {
      keepWords(this.parent.value || null, this.field.value);
      this.parent.value = id;
      this.field.value = readWords(id || null);
      this.#showParent(parent);
    }
    this.#typed();
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  #listen() {
    const { field, form } = this;
    field.addEventListener("input", (event) => this.#typed(/** @type {InputEvent} */ (event).isComposing));
    field.addEventListener("compositionend", () => this.#typed());
    field.addEventListener("click", () => this.people.update());
    field.addEventListener("keydown", (event) => void (this.people.key(event) || this.#key(event)));
    form.addEventListener("keydown", (event) => event.key === "F8" && this.#walk(event));
    form.addEventListener("submit", (event) => (event.preventDefault(), void this.#send()));
    this.purpose.addEventListener("change", () => this.#choose(this.purpose.value));
    form.querySelector("[data-cast-open]")?.addEventListener("click", () => this.#castHere());
    form.querySelector("[data-drop-parent]")?.addEventListener("click", () => this.begin(null));
    form.closest("dialog")?.addEventListener("close", () => {
      clearTimeout(this.timers.save);
      keepWords(this.parent.value || null, field.value);
      if (field.value.trim() && !this.sending) toast(say("kept"));
    });
    addEventListener("pagehide", () => keepWords(this.parent.value || null, field.value));
  }

  /** People that a link named are written into the text, where they can be seen and taken out. */
  #takeCast() {
    const input = /** @type {HTMLInputElement | null} */ (this.form.querySelector("input[name=cast]"));
    const handles = (input?.value ?? "").split(",").map((one) => one.trim().replace(/^@/, "")).filter(Boolean);
    const missing = handles.filter((handle) => !this.field.value.includes(`@${handle}`));
    if (missing.length) this.field.value = `${missing.map((handle) => `@${handle}`).join(" ")} ${this.field.value}`;
    if (input) input.value = "";
  }

  /** @param {Parent | null} parent */
  #showParent(parent) {
    this.strip.hidden = !parent;
    /** @type {HTMLElement} */ (this.strip.querySelector("[data-parent-prompt]")).textContent = parent?.prompt ?? "";
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = parent?.poster ?? "";
    this.strip.querySelector(".ghost")?.replaceChildren(parent?.poster ? picture : icon("remix", "s"));
  }

  /** @param {boolean} [composing] an input method is in the middle of a word: its letters are not the text yet */
  #typed(composing = false) {
    const { value } = this.field;
    this.mirror.typed(value);
    if (value) this.waiting.hidden = true;
    if (composing) return this.checker.wait();
    this.people.update();
    clearTimeout(this.timers.save);
    this.timers.save = setTimeout(() => keepWords(this.parent.value || null, this.field.value), SAVE);
    if (!value.trim()) this.#forget();
    if (this.check?.text !== value) this.checker.ask(this.order);
    this.#paint();
  }

  #forget() {
    this.check = null;
    this.failed = false;
    drawFindings(this.cards, [], () => {});
  }

  #asking() {
    clearTimeout(this.timers.slow);
    this.timers.slow = setTimeout(() => this.check?.text !== this.field.value && this.#say("ask", say("checking")), SLOW);
  }

  /** @param {Check} check */
  #answered(check) {
    clearTimeout(this.timers.slow);
    this.failed = false;
    this.check = { ...check, findings: ordered(check.findings) };
    this.mirror.found(this.check.findings, check.text);
    drawFindings(this.cards, this.check.findings, (action) => this.#act(action, check.text));
    for (const place of document.querySelectorAll("[data-credits]")) place.textContent = String(check.credits);
    this.#paint();
  }

  /** Old findings stay to be read, and the button stays off. */
  #checkFailed() {
    clearTimeout(this.timers.slow);
    this.failed = true;
    this.#paint();
  }

  #paint() {
    const text = this.field.value;
    const length = codePoints(text);
    const now = verdict({ text, length, limit: this.limit, check: this.check, failed: this.failed });
    this.cards.classList.toggle("stale", this.check !== null && this.check.text !== text);
    this.counter.textContent = `${length} / ${this.limit}`;
    this.counter.classList.toggle("over", length > this.limit);
    const { busy } = this.picture;
    this.button.setAttribute("aria-disabled", String(!now.ready || this.sending || busy));
    const name = say(now.asks ? "ask" : "generate");
    if (this.button.textContent !== name) this.button.textContent = name;
    // While the check of a changed text is on its way, what was said stays: a flicker tells nothing.
    if (busy) this.#explain(say("why-picture"));
    else if (now.key !== "why-waiting" || !this.check) this.#explain(say(now.key, now.values));
    const line = this.failed ? { state: /** @type {const} */ ("no"), key: "check-failed", n: 0 } : summary(this.check);
    if (!line) return this.line.replaceChildren();
    this.#say(line.state, line.n ? count(line.key, line.n) : say(line.key));
  }

  /** @param {string} text */
  #explain(text) {
    this.why.textContent = text;
    if (!this.why.id) this.why.id = `${this.field.id}-why`;
    this.button.setAttribute("aria-describedby", this.why.id);
  }

  /** @param {import("../lib/verdict.js").State} state @param {string} text */
  #say(state, text) {
    if (this.line.textContent === text && this.line.classList.contains(state)) return;
    this.line.className = `summary js-only ${state}`;
    this.line.replaceChildren(icon(GLYPHS[state], "s"), document.createTextNode(text));
    this.#speak(text);
  }

  /** @param {string} text spoken once it has stood for a while */
  #speak(text) {
    clearTimeout(this.timers.speak);
    this.timers.speak = setTimeout(() => (this.spoken.textContent = text), QUIET / 2);
  }

  /** Put a text in the place of another, so that the browser's own undo takes it back. */
  #replace(/** @type {number} */ start, /** @type {number} */ end, /** @type {string} */ text) {
    this.field.focus();
    this.field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, start, end, "end");
      this.#typed();
    }
  }

  /** Another purpose is another question: what was answered counts no more. @param {string} purpose */
  #choose(purpose) {
    this.purpose.value = purpose;
    this.#asksAnew();
  }

  #asksAnew() {
    this.check = null;
    if (this.field.value.trim()) this.checker.ask(this.order, 0);
    this.#paint();
  }

  /** @param {import("../lib/verdict.js").Action} action @param {string} text that it was said about */
  #act(action, text) {
    if (action.kind === "use") return this.#use(action, text);
    this.#ask();
  }

  #ask() {
    const { check } = this;
    if (!check || check.text !== this.field.value) return this.#speak(say("why-waiting"));
    const { obstacle } = asking(check);
    if (obstacle) return toast(say("first-this", { title: obstacle.title }));
    this.asking.open(this.order, check);
  }

  /** The order is kept, and goes on without the composer. @param {string} whom */
  #waits(whom) {
    keepWords(this.parent.value || null, "");
    this.field.value = "";
    this.picture.forget();
    this.#typed();
    /** @type {HTMLElement} */ (this.waiting.querySelector("b")).textContent = say("waiting-for", { whom });
    this.waiting.hidden = false;
    this.waiting.scrollIntoView({ block: "nearest" });
    this.field.focus();
  }

  /** @param {import("../lib/verdict.js").Action} action @param {string} text */
  #use({ text: alternative, start, end }, text) {
    if (start === null || end === null) return;
    const [range] = shift(toUnits(text, [{ start, end }]), text, this.field.value);
    if (!range) return;
    const old = this.field.value.slice(range.start, range.end);
    this.#replace(range.start, range.end, alternative);
    toast(say("used", { text: alternative }), {
      label: say("undo"),
      run: () => {
        const at = this.field.value.indexOf(alternative, Math.max(0, range.start - 20));
        if (at >= 0) this.#replace(at, at + alternative.length, old);
      },
    });
  }

  #castHere() {
    const { selectionStart: at, value } = this.field;
    this.#replace(at, at, at && !/\s$/.test(value.slice(0, at)) ? " @" : "@");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  /** F8 goes from one finding to the next: its words are selected, its card is shown. @param {KeyboardEvent} event */
  #walk(event) {
    const cards = /** @type {HTMLElement[]} */ ([...this.cards.children]);
    if (!cards.length) return;
    event.preventDefault();
    const here = cards.findIndex((card) => card === document.activeElement || card.contains(document.activeElement));
    const to = cards[(here + (event.shiftKey ? -1 : 1) + cards.length + (here < 0 && event.shiftKey ? 1 : 0)) % cards.length];
    const range = this.mirror.range(Number(to.dataset.finding));
    if (range) this.field.setSelectionRange(range.start, range.end);
    to.focus();
  }

  async #send() {
    if (this.sending) return;
    if (this.button.getAttribute("aria-disabled") === "true") return this.#showWhy();
    if (this.check && !this.check.allowed) return this.#ask();
    this.sending = true;
    this.#paint();
    try {
      const { job, reasons } = await sendOrder(this.form.dataset.jobs ?? "", this.order);
      if (job) this.#sent(job);
      else this.#refused(reasons);
    } catch {
      toast(say("failed"));
    }
    this.sending = false;
    this.#paint();
  }

  /** Pressed although it is off: lead to what is in the way. */
  #showWhy() {
    const card = /** @type {HTMLElement | null} */ (this.cards.querySelector(".finding.no button, .finding.no"));
    (card ?? this.field).focus();
    this.#speak(this.why.textContent ?? "");
  }

  /** @param {{id: string, sequence: number, state: string, progress: number, prompt: string}} job */
  #sent(job) {
    keepWords(this.parent.value || null, "");
    this.field.value = "";
    this.picture.forget();
    this.mirror.typed("");
    this.#forget();
    const sheet = this.form.closest("dialog");
    if (!sheet) return location.assign(`/jobs/${job.id}/`);
    this.parent.value = "";
    this.#showParent(null);
    sheet.close();
    addJob(job);
    toast(say("sent"), { label: say("see"), href: `/jobs/${job.id}/` });
  }

  /** The gate said no after all. @param {import("./send.js").Reason[]} reasons */
  #refused(reasons) {
    const findings = reasons.map(({ message, subject, span }) => ({
      state: /** @type {const} */ ("no"),
      title: subject || say("refused"),
      outcome: "block",
      tag: "",
      reason: message,
      holder: "",
      start: span?.start ?? null,
      end: span?.end ?? null,
      actions: [],
    }));
    const last = this.check ?? { cost: 0, price: 0, credits: 0 };
    this.#answered({ ...last, text: this.field.value, allowed: false, findings });
    this.#showWhy();
  }
}
