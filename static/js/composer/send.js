// @ts-check
/** Sends the order. The same order tried twice is one clip: it keeps its key. */
import { post } from "../http.js";

/** @typedef {import("./check.js").Order} Order */
/** @typedef {{message: string, subject?: string, span?: {start: number, end: number} | null}} Reason */

let lastOrder = "";
let lastKey = "";

/** @param {Order} order */
function keyOf(order) {
  const now = JSON.stringify(order);
  if (now !== lastOrder) {
    lastOrder = now;
    lastKey = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return lastKey;
}

/**
 * @param {string} url
 * @param {Order} order
 * @returns {Promise<{job: {id: string, sequence: number, state: string, progress: number, prompt: string} | null, reasons: Reason[]}>}
 *   throws when there was no answer to read
 */
export async function sendOrder(url, order) {
  const answer = await post(url, { body: order, headers: { "Idempotency-Key": keyOf(order) } });
  const body = await answer.json();
  if (answer.ok) {
    lastOrder = ""; // the same words again are another clip
    return { job: body, reasons: [] };
  }
  const reasons = body.reasons ?? [{ message: body.detail ?? body.title ?? String(answer.status) }];
  return { job: null, reasons };
}
