// @ts-check
/** A recording goes over in pieces. After a break it goes on where the server says. */
import { post } from "../http.js";
import { say } from "./words.js";

const token = document.body.dataset.csrf ?? "";
const TRIES = 8;

/** What the server refuses for good; the message is its own sentence. */
export class Refused extends Error {}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Until the line may be back. What is refused, or has failed too often, is thrown again.
 * @param {unknown} error
 * @param {number} failed so often, one after the other
 */
async function rest(error, failed) {
  if (error instanceof Refused || failed > TRIES) throw error;
  await pause(Math.min(8000, 250 * 2 ** failed));
}

/** @param {Response} answer */
async function read(answer) {
  const facts = await answer.json().catch(() => ({}));
  if (answer.status === 409 && facts.code === "enrolment.offset") return null;
  if (answer.status >= 500) throw new TypeError("the server is not well");
  if (!answer.ok) throw new Refused(facts.error ?? say("refused"));
  if (!facts.state && !answer.redirected) throw new TypeError("half an answer"); // to a redirect `where` has words
  return facts;
}

/**
 * Say how much follows, once. An answer that was lost on the way may have been a yes: so the server is asked first.
 * @param {string} base the address of the try
 * @param {number} size in bytes
 */
export async function begin(base, size) {
  for (let failed = 0; ; ) {
    try {
      const facts = await where(base);
      if (facts.state === "started") await read(await post(`${base}start/`, { form: { size: String(size) } }));
      else if (facts.size !== size) throw new Refused(say("other"));
      return;
    } catch (error) {
      await rest(error, ++failed);
    }
  }
}

/**
 * Send everything that is not there yet.
 * @param {string} base
 * @param {Blob} file
 * @param {number} piece bytes at a time
 * @param {(percent: number) => void} tell
 */
export async function send(base, file, piece, tell) {
  let failed = 0;
  let at = -1;
  while (at < file.size) {
    try {
      const facts = at < 0 ? await where(base) : await one(base, file, at, piece);
      at = facts ? facts.received : -1;
      failed = 0;
      tell(Math.round((100 * Math.max(at, 0)) / file.size));
    } catch (error) {
      await rest(error, ++failed);
      at = -1;
    }
  }
}

/** @param {string} base */
async function where(base) {
  const facts = await read(await fetch(`${base}status/`, { credentials: "same-origin" }));
  if (!["started", "uploading", "checking", "passed", "review", "refused"].includes(facts.state)) throw new Refused(say("ended"));
  return facts;
}

/**
 * @param {string} base
 * @param {Blob} file
 * @param {number} at
 * @param {number} piece
 */
async function one(base, file, at, piece) {
  return read(
    await fetch(`${base}pieces/${at}/`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token, "Content-Type": "application/octet-stream" },
      body: file.slice(at, at + piece),
    }),
  );
}
