import assert from "node:assert/strict";
import { test } from "node:test";
import { ordered, summary, verdict } from "../../static/js/lib/verdict.js";

const card = (state) => ({ state, title: state, tag: "", reason: "", start: null, end: null, alternatives: [] });
const check = (over = {}) => ({ text: "a pier", findings: [], allowed: true, cost: 12, credits: 100, ...over });
const now = (over = {}) => ({ text: "a pier", length: 6, limit: 1000, check: check(), failed: false, ...over });

test("a text that the gate let through may be sent, and its price is said", () => {
  assert.deepEqual(verdict(now()), { ready: true, key: "why-cost", values: { n: 12 } });
});

test("nothing is sent without an answer for this very text", () => {
  assert.equal(verdict(now({ check: null })).key, "why-waiting");
  assert.equal(verdict(now({ text: "a pier!" })).key, "why-waiting");
});

test("when the check cannot be had, the button stays off, even with an old yes", () => {
  assert.deepEqual(verdict(now({ failed: true })), { ready: false, key: "check-failed", values: {} });
});

test("one refusal is enough, and it is named", () => {
  const blocked = check({ findings: [card("ok"), card("no")], allowed: false });
  assert.deepEqual(verdict(now({ check: blocked })), { ready: false, key: "why-blocked", values: { title: "no" } });
});

test("a no without a card is a no", () => {
  assert.equal(verdict(now({ check: check({ allowed: false }) })).ready, false);
});

test("empty, too long and too poor are each told", () => {
  assert.equal(verdict(now({ text: "  \n" })).key, "why-empty");
  assert.deepEqual(verdict(now({ length: 1003 })).values, { n: 3 });
  assert.deepEqual(verdict(now({ check: check({ credits: 5 }) })).key, "why-poor");
});

test("an approval that is needed does not stop the making", () => {
  assert.equal(verdict(now({ check: check({ findings: [card("ask")] }) })).ready, true);
});

test("what stands in the way comes first", () => {
  assert.deepEqual(ordered([card("ok"), card("ask"), card("no")]).map((one) => one.state), ["no", "ask", "ok"]);
});

test("the summary counts the worst state", () => {
  assert.deepEqual(summary(check({ findings: [card("ask"), card("no"), card("no")] })), { state: "no", key: "no", n: 2 });
  assert.deepEqual(summary(check({ findings: [card("ask")] })), { state: "ask", key: "ask", n: 1 });
  assert.deepEqual(summary(check()), { state: "ok", key: "clear", n: 0 });
  assert.equal(summary(null), null);
  assert.equal(summary(check({ allowed: false })), null);
});
