// @ts-check
/** The layer behind the text: the same words, transparent, with marks under those that were found. */
import { pieces, shift, toUnits } from "../lib/ranges.js";

/** @typedef {import("../lib/verdict.js").Finding} Finding */
/** @typedef {{start: number, end: number, state: string, index: number}} Mark */

export class Mirror {
  /** @param {HTMLElement} layer @param {HTMLTextAreaElement} field */
  constructor(layer, field) {
    this.layer = layer;
    this.field = field;
    this.text = "";
    /** @type {Mark[]} UTF-16 units of `text` */
    this.marks = [];
    field.addEventListener("scroll", () => this.#align(), { passive: true });
    new ResizeObserver(() => this.#align()).observe(field);
  }

  /** Typed text: the old marks move with their words at once. @param {string} text */
  typed(text) {
    this.marks = shift(this.marks, this.text, text);
    this.text = text;
    this.#draw();
  }

  /** @param {readonly Finding[]} findings of the text `of`, in code points @param {string} of */
  found(findings, of) {
    const marks = findings.flatMap(({ start, end, state }, index) =>
      start === null || end === null ? [] : [{ start, end, state, index }],
    );
    this.marks = shift(toUnits(of, marks), of, this.text);
    this.#draw();
  }

  /** Where the words of finding `index` are now. @param {number} index */
  range(index) {
    return this.marks.find((mark) => mark.index === index) ?? null;
  }

  /** Where a letter stands, from the corner of the layer. @param {number} offset UTF-16 units */
  point(offset) {
    const walker = document.createTreeWalker(this.layer, NodeFilter.SHOW_TEXT);
    let left = offset;
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (left < node.length) return this.#pointIn(node, left);
      left -= node.length;
    }
    return { x: 0, y: 0 };
  }

  /** @param {Text} node @param {number} offset */
  #pointIn(node, offset) {
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, Math.min(node.length, offset + 1));
    const at = range.getBoundingClientRect();
    const corner = this.layer.getBoundingClientRect();
    return { x: at.left - corner.left, y: at.bottom - corner.top };
  }

  #draw() {
    const nodes = pieces(this.text, this.marks).map(({ text, mark }) => {
      if (!mark) return document.createTextNode(text);
      const element = document.createElement("mark");
      element.className = mark.state;
      element.dataset.finding = String(mark.index);
      element.textContent = text;
      return element;
    });
    // A last line that ends in a line break has a height only when something follows it.
    this.layer.replaceChildren(...nodes, document.createTextNode("\u200b"));
    this.#align();
  }

  #align() {
    this.layer.style.height = `${this.field.clientHeight}px`;
    this.layer.scrollTop = this.field.scrollTop;
  }
}
