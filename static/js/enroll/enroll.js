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
  if (line) line.textContent = text;
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
    finder.hidden = true;
    throw error;
  }
}

async function tryCamera() {
  try {
    const stream = await startCamera();
    const meter = find("meter");
    if (meter) meter.hidden = false;
    const bar = meter?.querySelector("progress");
    listen(stream, (level) => { if (bar) bar.value = level; });
    const video = /** @type {HTMLVideoElement} */ (find("preview-video"));
    setInterval(() => {
      if (stream.active) hint(lightWords(brightness(video)));
    }, 1000);
  } catch (error) {
    hint(wordsFor(error));
  }
}

/** @param {number} light */
function lightWords(light) {
  if (light < 0.12) return say("dark");
  return light > 0.92 ? say("glare") : say("light");
}

/** @type {Blob | null} */
let recording = null;

async function record() {
  let stream;
  try {
    stream = await startCamera();
  } catch (error) {
    hint(wordsFor(error));
    return;
  }
  hint("");
  show("record", false);
  show("say", false);
  show("stop", true);
  find("stop")?.focus();
  const type = bestType();
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), videoBitsPerSecond: 2_500_000 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => finish(new Blob(parts, { type: recorder.mimeType })));
  recorder.start(1000);
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

/** @param {Blob} file @param {boolean} begun */
async function deliver(file, begun) {
  show("own", false);
  show("sending", true);
  const bar = find("sending")?.querySelector("progress");
  try {
    if (!begun) await begin(base, file.size);
    await send(base, file, Number(page.dataset.piece), (percent) => { if (bar) bar.value = percent; });
    location.reload();
  } catch (error) {
    show("sending", false);
    show("own", Boolean(recording) && !begun);
    hint(error instanceof Refused ? error.message : say("lost"));
  }
}

async function watchCheck() {
  const bar = /** @type {HTMLProgressElement | null} */ (find("progress"));
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000));
    const facts = await fetch(`${base}status/`, { credentials: "same-origin" }).then((answer) => answer.json()).catch(() => null);
    if (facts && bar) bar.value = facts.progress;
    if (facts && facts.state !== "checking") return location.reload();
  }
}

function countDown() {
  const clock = find("clock");
  if (!clock) return;
  const end = performance.now() + 1000 * Number(clock.dataset.left);
  const timer = setInterval(() => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    clock.textContent = left === 1 ? say("left-one") : say("left-other", { n: left });
    if (left) return;
    clearInterval(timer);
    hint(say("over"));
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
find("send")?.addEventListener("click", () => { if (recording) void deliver(recording, false); });
find("again")?.addEventListener("click", () => {
  show("own", false);
  show("record", true);
  show("say", true);
  find("record")?.focus();
});
const form = /** @type {HTMLFormElement | null} */ (find("file"));
form?.addEventListener("submit", (event) => {
  const file = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"))?.files?.[0];
  if (!file) return;
  event.preventDefault();
  void deliver(file, false);
});
const rest = /** @type {HTMLInputElement | null} */ (find("rest"));
rest?.addEventListener("change", () => { if (rest.files?.[0]) void deliver(rest.files[0], true); });
countDown();
if (page.dataset.state === "checking") void watchCheck();
