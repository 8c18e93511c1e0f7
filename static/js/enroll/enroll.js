// @ts-check
/** The page of one try, whatever its state: camera, challenge, upload, check. */
import { brightness, bestType, listen, open, release, wordsFor } from "./media.js";
import { begin, Refused, send } from "./upload.js";
import { say } from "./words.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-enrolment]"));
const base = page.dataset.base ?? "";
const READING = 7500; // ms, before the first turn
const A_TURN = 2500; // ms, there and back
const LONGEST = 40_000;

/** @template {HTMLElement} T @param {string} name @returns {T | null} */
const find = (name) => page.querySelector(`[data-${name}]`);

/** @param {string} text */
function hint(text) {
  const line = find("hint");
  if (line && line.textContent !== text) line.textContent = text; // what is written is read aloud
}

for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-with-scripts]"))) part.hidden = false;

async function startCamera() {
  const finder = find("viewfinder");
  const video = /** @type {HTMLVideoElement | null} */ (find("preview-video"));
  if (!finder || !video) throw new DOMException("", "NotFoundError");
  finder.hidden = false;
  try {
    return await open(video);
  } catch (error) {
    release();
    finder.hidden = true;
    throw error;
  }
}

async function tryCamera() {
  able("try", false); // while the browser asks, a second press would open a second camera
  try {
    const stream = await startCamera();
    const meter = find("meter");
    if (meter) meter.hidden = false;
    const bar = meter?.querySelector("progress");
    listen(stream, (level) => { if (bar) bar.value = level; });
    const video = /** @type {HTMLVideoElement} */ (find("preview-video"));
    const timer = setInterval(() => {
      if (stream.active) hint(lightWords(brightness(video)));
      else clearInterval(timer);
    }, 1000);
  } catch (error) {
    hint(wordsFor(error));
  }
  able("try", true);
}

/** @param {number} light */
function lightWords(light) {
  if (light < 0.12) return say("dark");
  return light > 0.92 ? say("glare") : say("light");
}

/** @type {Blob | null} */
let recording = null;
let sending = false;
let begun = false; // the server awaits the rest of it
let sent = false; // or may await it: nothing may be thrown away
let over = false; // the time for an answer

async function record() {
  able("record", false);
  try {
    const stream = await startCamera();
    const type = bestType();
    keep(new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), videoBitsPerSecond: 2_500_000 }));
  } catch (error) {
    release();
    show("viewfinder", false);
    hint(wordsFor(error));
  }
  able("record", true);
}

/** @param {MediaRecorder} recorder */
function keep(recorder) {
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => finish(new Blob(parts, { type: recorder.mimeType })));
  recorder.start(1000);
  hint("");
  show("record", false);
  show("say", false);
  show("stop", true);
  find("stop")?.focus();
  const end = guide();
  const stop = () => {
    clearTimeout(limit);
    end();
    if (recorder.state !== "inactive") recorder.stop();
  };
  const limit = setTimeout(stop, LONGEST);
  find("stop")?.addEventListener("click", stop, { once: true });
}

/** Say what to do, one thing after the other. Returns how to end it. */
function guide() {
  const cue = find("cue");
  const turns = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-turn]")]);
  /** @type {number[]} */
  const timers = [];
  /** @param {number} at @param {string | undefined} words @param {HTMLElement | null} [now] */
  const later = (at, words, now = null) => timers.push(window.setTimeout(() => {
    if (cue) cue.textContent = words ?? "";
    for (const turn of turns) turn.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "step");
  }, at));
  later(0, cue?.dataset.read);
  turns.forEach((turn, number) => {
    later(READING + number * A_TURN, turn.dataset.turn === "left" ? cue?.dataset.left : cue?.dataset.right, turn);
    later(READING + (number + 0.6) * A_TURN, cue?.dataset.ahead, turn);
  });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    for (const turn of turns) turn.removeAttribute("aria-current");
  };
}

/** @param {Blob} made */
function finish(made) {
  release();
  recording = made;
  show("stop", false);
  show("viewfinder", false);
  show("own", true);
  const video = /** @type {HTMLVideoElement} */ (find("own-video"));
  video.src = URL.createObjectURL(made);
  find("send")?.focus();
  const cue = find("cue");
  if (cue) cue.textContent = cue.dataset.done ?? "";
}

/** @param {string} name @param {boolean} visible */
function show(name, visible) {
  const part = find(name);
  if (part) part.hidden = !visible;
}

/** To take another one: what was recorded goes. */
function forget() {
  const video = /** @type {HTMLVideoElement} */ (find("own-video"));
  video.pause();
  URL.revokeObjectURL(video.src);
  video.removeAttribute("src");
  video.load();
  recording = null;
  show("own", false);
  show("record", true);
  show("say", true);
  find("record")?.focus();
}

/** @param {string} name @param {boolean} usable */
function able(name, usable) {
  const button = /** @type {HTMLButtonElement | null} */ (find(name));
  if (!button) return;
  button.disabled = !usable;
  if (usable && document.activeElement === document.body) button.focus();
}

/** After a break it can be called again with the same file, and goes on. @param {Blob} file */
async function deliver(file) {
  if (sending) return;
  sending = sent = true;
  show("own", false);
  show("sending", true);
  hint("");
  const bar = find("sending")?.querySelector("progress");
  try {
    await begin(base, file.size);
    begun = true;
    await send(base, file, Number(page.dataset.piece), (percent) => { if (bar) bar.value = percent; });
    location.assign(base);
  } catch (error) {
    sending = false;
    sent = begun || !(error instanceof Refused);
    if (over && !sent) return location.assign(base);
    show("sending", false);
    show("own", Boolean(recording));
    show("again", !sent); // no other can take its place
    hint(error instanceof Refused ? error.message : say("lost"));
  }
}

async function watchCheck() {
  const bar = /** @type {HTMLProgressElement | null} */ (find("progress"));
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000));
    const facts = await fetch(`${base}status/`, { credentials: "same-origin" }).then((answer) => answer.json()).catch(() => null);
    if (facts && bar) bar.value = facts.progress;
    if (facts && facts.state !== "checking") return location.assign(base);
  }
}

function countDown() {
  const clock = find("clock");
  if (!clock) return;
  const end = performance.now() + 1000 * Number(clock.dataset.left);
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    clock.textContent = left === 1 ? say("left-one") : say("left-other", { n: left });
    if (left) return;
    clearInterval(timer);
    over = true;
    if (!sent) location.assign(base); // the page says what can be done now
  }, 1000);
}

function sayIt() {
  const digits = [...(find("digits")?.querySelectorAll("[aria-hidden]") ?? [])].map((span) => span.textContent).join(", ");
  const turns = [...page.querySelectorAll("[data-turn]")].map((turn) => (turn instanceof HTMLElement && turn.dataset.turn === "left" ? say("left") : say("right"))).join(", ");
  if (!("speechSynthesis" in window)) return hint(say("mute"));
  const words = new SpeechSynthesisUtterance(turns ? say("read-and-turn", { digits, turns }) : say("read", { digits }));
  words.lang = document.documentElement.lang || "en";
  words.rate = 0.85;
  speechSynthesis.speak(words);
}

find("try")?.addEventListener("click", () => void tryCamera());
find("record")?.addEventListener("click", () => void record());
find("say")?.addEventListener("click", sayIt);
find("send")?.addEventListener("click", () => { if (recording) void deliver(recording); });
find("again")?.addEventListener("click", forget);
const form = /** @type {HTMLFormElement | null} */ (find("file"));
form?.addEventListener("submit", (event) => {
  const file = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"))?.files?.[0];
  if (!file) return;
  event.preventDefault();
  void deliver(file);
});
const rest = /** @type {HTMLInputElement | null} */ (find("rest"));
rest?.addEventListener("change", () => {
  const file = rest.files?.[0];
  rest.value = ""; // so that the same file can be chosen again
  if (file) void deliver(file);
});
countDown();
if (page.dataset.state === "checking") void watchCheck();
