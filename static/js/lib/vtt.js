// @ts-check
/** The part of WebVTT that captions use: cues with a time and text. Styles, regions and notes are skipped. */

/** @typedef {{start: number, end: number, text: string}} Cue seconds */

const ARROW = /^\s*((?:\d+:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}\.\d{3})/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", nbsp: "\u00a0", lrm: "\u200e", rlm: "\u200f" };

/**
 * @param {string} source
 * @returns {Cue[]} in order of their start
 */
export function parse(source) {
  const blocks = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split(/\n{2,}/);
  if (!/^WEBVTT(?=[ \t\n]|$)/.test(blocks[0] ?? "")) return [];
  return blocks.flatMap(cue).sort((a, b) => a.start - b.start);
}

/**
 * What is said at a moment, on separate lines when several speak.
 * @param {readonly Cue[]} cues
 * @param {number} time seconds
 */
export function textAt(cues, time) {
  return cues.filter((c) => c.start <= time && time < c.end).map((c) => c.text).join("\n");
}

/** @param {string} block @returns {Cue[]} */
function cue(block) {
  const lines = block.split("\n");
  const at = lines.findIndex((line) => ARROW.test(line));
  if (at < 0 || at > 1) return [];
  const [, from, to] = /** @type {RegExpExecArray} */ (ARROW.exec(lines[at]));
  const text = plain(lines.slice(at + 1).join("\n"));
  return text ? [{ start: seconds(from), end: seconds(to), text }] : [];
}

/** @param {string} stamp "01:02:03.004" or "02:03.004" */
function seconds(stamp) {
  return stamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** @param {string} text without tags, entities read */
function plain(text) {
  const words = text.replace(/<[^>]*>/g, "");
  return words.replace(/&(\w+);/g, (whole, name) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (name)] ?? whole).trim();
}
