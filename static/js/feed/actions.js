// @ts-check
/** What a person does with the clip in view: like, share, read about it, report it. */
import { post } from "../http.js";
import { reducedMotion } from "../prefs.js";
import { openSheet } from "../sheet.js";
import { speak, toast } from "../toast.js";
import { count, icon, say } from "../words.js";

const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });

/**
 * @param {HTMLElement} clip
 * @param {boolean} [on] without it: the other way round
 */
export async function like(clip, on) {
  const form = /** @type {HTMLFormElement | null} */ (clip.querySelector("[data-like]"));
  const was = form?.querySelector("button")?.getAttribute("aria-pressed") === "true";
  const wanted = on ?? !was;
  if (!form || wanted === was) return;
  const before = Number(clip.dataset.likes);
  showLike(clip, wanted, before + (wanted ? 1 : -1));
  const answer = await post(form.action, { form: { liked: wanted ? "1" : "0" } }).catch(() => null);
  if (answer?.ok) return showLike(clip, wanted, (await answer.json()).like_count ?? Number(clip.dataset.likes));
  showLike(clip, was, before);
  toast(say("failed"));
}

/**
 * @param {HTMLElement} clip
 * @param {boolean} on
 * @param {number} n
 */
function showLike(clip, on, n) {
  const button = clip.querySelector("[data-like] button");
  const number = button?.querySelector("span");
  clip.dataset.likes = String(n);
  button?.setAttribute("aria-pressed", String(on));
  button?.setAttribute("aria-label", count("like", n));
  if (number) number.textContent = short.format(n);
}

/**
 * A heart where the finger was.
 * @param {HTMLElement} clip
 * @param {{clientX: number, clientY: number}} at
 */
export function heart(clip, { clientX, clientY }) {
  const frame = clip.querySelector(".frame");
  if (!frame || reducedMotion) return;
  const box = frame.getBoundingClientRect();
  const drawn = icon("heart", "pop");
  drawn.style.left = `${clientX - box.left}px`;
  drawn.style.top = `${clientY - box.top}px`;
  drawn.addEventListener("animationend", () => drawn.remove());
  frame.append(drawn);
}

/** @param {HTMLElement} clip */
export async function share(clip) {
  const url = new URL(clip.dataset.page ?? "", location.href).href;
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    await navigator.share({ url, title: clip.getAttribute("aria-label") ?? "" }).catch(() => {});
    return;
  }
  await copy(url);
}

/** @param {string} url */
async function copy(url) {
  const done = await navigator.clipboard?.writeText(url).then(() => true, () => false);
  toast(done ? say("copied") : url);
}

/** What is known of the clip, in the panel beside it. @param {HTMLElement | null} clip */
export function fillPanel(clip) {
  const panel = document.querySelector("[data-about-panel]");
  if (!panel) return;
  const facts = clip?.querySelector(".about-body")?.cloneNode(true);
  panel.replaceChildren(...(facts ? [facts] : []));
  panel.scrollTop = 0;
}

/** The same, in a sheet where there is no panel. @param {HTMLElement} clip */
export function showAbout(clip) {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector("[data-about-panel]"));
  if (panel?.offsetParent) return panel.focus();
  const body = document.querySelector("#about-sheet .sheet-body");
  const facts = clip.querySelector(".about-body")?.cloneNode(true);
  if (!body || !facts) return;
  body.replaceChildren(facts);
  openSheet("about-sheet");
}

/** @param {HTMLElement} clip */
export function showMore(clip) {
  const sheet = document.getElementById("more-sheet");
  const report = /** @type {HTMLAnchorElement | null | undefined} */ (sheet?.querySelector('[data-act="report"]'));
  const own = /** @type {HTMLElement | null | undefined} */ (sheet?.querySelector("[data-own-only]"));
  if (!sheet || !report || !own) return;
  report.href = clip.dataset.report ?? "";
  report.hidden = Boolean(clip.dataset.own);
  own.hidden = !clip.dataset.own;
  own.querySelector("form")?.setAttribute("action", clip.dataset.own ?? "");
  openSheet("more-sheet");
}

/**
 * The choices of the sheet "More".
 * @param {() => HTMLElement | null} current
 */
export function bindMore(current) {
  document.getElementById("more-sheet")?.addEventListener("click", (event) => {
    const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"))?.dataset.act;
    const clip = current();
    if (!act || act === "report" || !clip) return;
    /** @type {HTMLDialogElement} */ (event.currentTarget).close();
    if (act === "copy") void copy(new URL(clip.dataset.page ?? "", location.href).href);
    if (act === "about") showAbout(clip);
    if (act === "settings") openSheet("settings-sheet");
    if (act === "keys") openSheet("keys");
  });
}

/**
 * Say over the picture that there is none.
 * @param {HTMLElement} clip
 * @param {{glyph: string, title: string, text?: string, actions?: {label: string, run: () => void}[]}} what
 */
export function veil(clip, { glyph, title, text = "", actions = [] }) {
  const box = document.createElement("div");
  box.className = "veil";
  const heading = document.createElement("b");
  heading.textContent = title;
  const line = document.createElement("p");
  line.textContent = text;
  const row = document.createElement("div");
  row.className = "btns";
  for (const { label, run } of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = label;
    button.addEventListener("click", (event) => (event.stopPropagation(), box.remove(), run()));
    row.append(button);
  }
  box.append(icon(glyph), heading, line, row);
  clip.querySelector(".veil")?.remove();
  clip.querySelector(".frame")?.append(box);
  speak(title);
}
