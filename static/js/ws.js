// @ts-check
/**
 * The one WebSocket of the tab. What it brings are hints, told on `document` as `push:<type>`;
 * what it carries out is said again after every reconnection.
 */
import { wait } from "./lib/backoff.js";

const PING = 25_000; // ms
const POLL = 5_000; // ms
const NO_SESSION = 4401; // the server's code for a session that is over
const GIVE_UP = 3; // failed tries before the jobs are asked for over HTTP

/** @type {WebSocket | null} */
let socket = null;
let failures = 0;
let wanted = false;
/** @type {number | undefined} */
let timer;
/** @type {number | undefined} */
let poll;
/** @type {Set<string>} clips on screen: the server tells when one of them goes */
let watched = new Set();
/** @type {string | null} the list that is open: the server tells when it grows */
let list = null;
let connections = 0;
/** @type {Map<string, number>} jobs that are not over -> the number of their last news */
const jobs = new Map();

/** @param {{type: string} & Record<string, unknown>} message */
function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

/** @param {string | null} name */
export function openList(name) {
  list = name;
  send({ type: "list", name });
}

/** @param {string[]} clips those on screen now */
export function watchClips(clips) {
  const come = clips.filter((id) => !watched.has(id));
  const gone = [...watched].filter((id) => !clips.includes(id));
  watched = new Set(clips);
  if (come.length) send({ type: "watch", clips: come });
  if (gone.length) send({ type: "unwatch", clips: gone });
}

/**
 * Ask for the news of a job until it is over.
 * @param {string} id
 * @param {number} seq
 */
export function followJob(id, seq) {
  if ((jobs.get(id) ?? -1) >= seq) return;
  jobs.set(id, seq);
  if (socket?.readyState === WebSocket.OPEN) resume();
}

export function startSocket() {
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  addEventListener("online", () => wanted && !socket && open());
  start();
}

function start() {
  if (wanted) return;
  wanted = true;
  open();
}

function stop() {
  wanted = false;
  clearTimeout(timer);
  clearInterval(poll);
  poll = undefined;
  socket?.close();
  socket = null;
}

function open() {
  clearTimeout(timer);
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
  socket = mine;
  const ping = setInterval(() => mine.readyState === WebSocket.OPEN && mine.send('{"type":"ping"}'), PING);
  mine.addEventListener("open", opened);
  mine.addEventListener("message", (event) => tell(JSON.parse(event.data)));
  mine.addEventListener("close", (event) => {
    clearInterval(ping);
    if (socket === mine) socket = null;
    // Signed out elsewhere: the next page will say so. Trying again would not help.
    if (event.code === NO_SESSION) return stop();
    if (wanted && !socket) again();
  });
}

function opened() {
  failures = 0;
  clearInterval(poll);
  poll = undefined;
  resume();
  if (list) send({ type: "list", name: list });
  if (watched.size) send({ type: "watch", clips: [...watched] });
  if (connections++) void resync();
}

/** While the line was down hints were lost: ask for what they would have said. */
async function resync() {
  const answer = await fetch("/api/resync/", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const state = await answer.json();
  for (const job of state.jobs) tell(job);
  tell({ ...state, type: "resync" });
}

function resume() {
  if (jobs.size) send({ type: "resume", jobs: Object.fromEntries(jobs) });
}

function again() {
  failures += 1;
  timer = setTimeout(open, wait(failures));
  if (failures >= GIVE_UP) poll ??= setInterval(ask, POLL);
}

async function ask() {
  for (const id of jobs.keys()) {
    const answer = await fetch(`/api/jobs/${id}/`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) continue;
    const job = await answer.json();
    tell({ ...job, type: "job", id, seq: job.seq ?? job.sequence });
  }
}

/** @param {{type: string} & Record<string, any>} message */
function tell(message) {
  if (message.type === "job") {
    if ((jobs.get(message.id) ?? -1) > message.seq) return;
    jobs.set(message.id, message.seq);
    if (["ready", "failed", "cancelled"].includes(message.state)) jobs.delete(message.id);
  }
  document.dispatchEvent(new CustomEvent(`push:${message.type}`, { detail: message }));
}
