// @ts-check
/** Jobs on the page, kept fresh: the cards of the rail, the rows of the drafts, the page of one job. */
import { getPage } from "./http.js";
import { speak, toast } from "./toast.js";
import { icon, say } from "./words.js";
import { followJob } from "./ws.js";

/** @typedef {{id: string, seq: number, state: string, progress: number, stage?: string, note?: string}} News */

const OVER = new Set(["ready", "failed", "cancelled"]);
let title = document.title;
/** @type {Map<string, number>} the last tenth that was spoken, by job */
const spoken = new Map();

export function startJobs() {
  watch(document);
  document.addEventListener("push:job", (event) => void heard(/** @type {CustomEvent<News>} */ (event).detail));
  document.addEventListener("push:notice", (event) => unread(/** @type {CustomEvent} */ (event).detail.unread));
  document.addEventListener("push:resync", (event) => unread(/** @type {CustomEvent} */ (event).detail.unread));
  document.addEventListener("htmx:after:swap", () => watch(document));
}

/** @param {ParentNode} root */
function watch(root) {
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-job]"))) {
    const { job = "", seq = "0", state = "" } = card.dataset;
    if (!OVER.has(state)) followJob(job, Number(seq));
  }
}

/**
 * A job that was just asked for gets its card beside the others.
 * @param {{id: string, sequence: number, state: string, progress: number, prompt: string}} job
 */
export function addJob(job) {
  const card = document.createElement("a");
  card.className = "rail-job";
  card.href = `/jobs/${job.id}/`;
  Object.assign(card.dataset, { job: job.id, seq: String(job.sequence), state: job.state });
  const ghost = document.createElement("span");
  ghost.className = "ghost";
  ghost.append(icon("spark", "s"));
  const words = document.createElement("b");
  words.className = "clamp-1";
  words.textContent = job.prompt;
  const line = document.createElement("small");
  line.dataset.jobLine = "";
  line.textContent = inWords(job.state, job.progress);
  const meter = document.createElement("progress");
  Object.assign(meter, { className: "meter", max: 100, value: job.progress });
  card.append(ghost, words, line, meter);
  document.getElementById("rail-jobs")?.prepend(card);
  followJob(job.id, job.sequence);
}

/** @param {News} news */
async function heard(news) {
  const cards = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-job="${CSS.escape(news.id)}"]`));
  for (const card of cards) {
    const changed = card.dataset.state !== news.state;
    card.dataset.seq = String(news.seq);
    if (changed && card.id) await redraw(card);
    else paint(card, news);
    if (OVER.has(news.state) && card.classList.contains("rail-job")) setTimeout(() => card.remove(), 4000);
  }
  announce(news);
}

/** The server draws a row in its new state: what may be done with it has changed. @param {HTMLElement} card */
async function redraw(card) {
  const url = card.dataset.url ?? location.pathname;
  const { page } = await getPage(url, { whole: "whole" in card.dataset }).catch(() => ({ page: null }));
  const fresh = page?.getElementById(card.id);
  if (!page || !fresh) return;
  if ("whole" in card.dataset) return redrawPage(page);
  const held = card.contains(document.activeElement);
  card.replaceWith(document.adoptNode(fresh));
  if (held) /** @type {HTMLElement | null} */ (fresh.querySelector("a, button"))?.focus();
  /** @type {any} */ (window).htmx?.process?.(fresh);
}

/** The page of one job is about nothing else: its heading changes, too. @param {Document} page */
function redrawPage(page) {
  const [old, fresh] = [document, page].map((one) => one.querySelector("main"));
  if (!old || !fresh) return;
  old.replaceChildren(...[...fresh.children].map((part) => document.adoptNode(part)));
  document.title = title = page.title;
  old.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} card
 * @param {News} news
 */
function paint(card, { state, progress, note }) {
  card.dataset.state = state;
  const meter = card.querySelector("progress");
  if (meter) meter.value = progress;
  const line = card.querySelector("[data-job-line]");
  if (line) line.textContent = inWords(state, progress);
  const reason = card.querySelector("[data-job-note]");
  if (reason && note) reason.textContent = note;
}

/**
 * @param {string} state
 * @param {number} progress percent
 */
function inWords(state, progress) {
  if (state === "rendering") return say("rendering", { n: progress });
  return say({ checking: "checking-clip", failed: "job-failed" }[state] ?? state);
}

/** Heard at the start, the middle and the end only. @param {News} news */
function announce({ id, state, progress }) {
  document.title = OVER.has(state) ? title : `${progress} % · ${title}`;
  if (state === "ready") return toast(say("job-ready"), { label: say("see"), href: `/jobs/${id}/` });
  if (state === "failed") return toast(say("job-lost"), { label: say("see"), href: `/jobs/${id}/` });
  const half = progress >= 50 ? 50 : 0;
  if (spoken.get(id) !== half) speak(inWords(state, progress));
  spoken.set(id, half);
}

/** @param {number} n */
function unread(n) {
  for (const count of document.querySelectorAll("[data-unread-count]")) count.textContent = String(n);
  for (const badge of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-unread]"))) badge.hidden = n === 0;
  for (const dot of document.querySelectorAll("[data-unread-dot]")) dot.classList.toggle("dot", n > 0);
}
