// @ts-check
/**
 * The one WebSocket of the tab. What it brings are hints, told on `document` as `push:<type>`;
 * what it carries out is said again after every reconnection.
 */
import { wait } from "./lib/backoff.js";

const PING = 25_000; // ms
const POLL = 5_000; // ms
const GIVE_UP = 3; // failed tries before the jobs are asked for over HTTP

/** @type {WebSocket | null} */
let socket = null;
let failures = 0;
let wanted = false;
/** @type {number | undefined} */
let timer;
/** @type {number | undefined} */
let poll;
/** @type {Map<string, object>} the last message of each kind: the server forgets them with the socket */
const said = new Map();
/** @type {Map<string, number>} jobs that are not over -> the number of their last news */
const jobs = new Map();

/** @param {{type: string} & Record<string, unknown>} message */
export function send(message) {
  said.set(message.type, message);
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
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
  mine.addEventListener("close", () => {
    clearInterval(ping);
    if (socket === mine) socket = null;
    if (wanted && !socket) again();
  });
}

function opened() {
  failures = 0;
  clearInterval(poll);
  poll = undefined;
  resume();
  for (const message of said.values()) socket?.send(JSON.stringify(message));
}

function resume() {
  socket?.send(JSON.stringify({ type: "resume", jobs: Object.fromEntries(jobs) }));
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
