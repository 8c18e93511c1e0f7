import assert from "node:assert/strict";
import { test } from "node:test";
import { asking, ordered, summary, verdict } from "../../static/js/lib/verdict.js";

const OUTCOMES = { no: "block", review: "review", ask: "licensed", ok: "licensed" };
const card = (state, over = {}) => ({
  state,
  outcome: OUTCOMES[state],
  title: state,
  tag: "",
  reason: "",
  holder: "its holder",
  start: null,
  end: null,
  actions: [],
  ...over,
});
const act = (kind, work = "nimbus") => ({ kind, work, text: kind, note: "", start: null, end: null });
const closed = (work = "nimbus") => card("no", { title: work, actions: [act("use", work), act("request", work)] });
const prompt = () => card("ask", { outcome: "ask", actions: [act("request", "cola")] });
const doubt = () => card("review", { actions: [act("review")] });
const check = (over = {}) => ({ text: "a pier", findings: [], allowed: true, cost: 12, price: 0, credits: 100, ...over });
const now = (over = {}) => ({ text: "a pier", length: 6, limit: 1000, check: check(), failed: false, ...over });

test("a text that the gate let through may be sent, and its price is said", () => {
  assert.deepEqual(verdict(now()), { ready: true, asks: false, key: "why-cost", values: { n: 12, price: 0 } });
});

test("what goes to the holders is said", () => {
  const { key, values } = verdict(now({ check: check({ cost: 17, price: 5 }) }));
  assert.deepEqual({ key, values }, { key: "why-price", values: { n: 17, price: 5 } });
});

test("where only others have to say yes, the button asks them", () => {
  for (const findings of [[prompt()], [doubt()], [doubt(), prompt(), card("ok")]]) {
    assert.deepEqual(verdict(now({ check: check({ findings, allowed: false }) })), { ready: true, asks: true, key: "why-ask", values: {} });
  }
});

test("what is closed is asked for by its own button, never by the large one", () => {
  assert.equal(verdict(now({ check: check({ findings: [closed()], allowed: false }) })).ready, false);
});

test("one request goes to every holder who has to answer, once", () => {
  const findings = [closed(), closed(), prompt(), card("ok")];
  const { works, review, obstacle } = asking(check({ findings, allowed: false }));
  assert.deepEqual(works.map(({ slug }) => slug), ["nimbus", "cola"]);
  assert.deepEqual([review, obstacle], [false, null]);
});

test("nobody is asked while something is in the way that nobody could allow", () => {
  const consent = card("no", { title: "@mika" });
  assert.equal(asking(check({ findings: [closed(), consent], allowed: false })).obstacle, consent);
});

test("people are asked, each once, and the button does it where a prompt is only to be read", () => {
  const mika = (state) => card(state, { outcome: "block", title: "@mika", actions: [{ ...act("cast", ""), person: "mika" }] });
  const { people, obstacle } = asking(check({ findings: [mika("ask"), mika("ask")], allowed: false }));
  assert.deepEqual([people, obstacle], [["mika"], null]);
  assert.equal(verdict(now({ check: check({ findings: [mika("ask")], allowed: false }) })).asks, true);
});

test("a moderator is asked without a work", () => {
  const { works, review } = asking(check({ findings: [doubt()], allowed: false }));
  assert.deepEqual([works, review], [[], true]);
});

test("nothing is sent without an answer for this very text", () => {
  assert.equal(verdict(now({ check: null })).key, "why-waiting");
  assert.equal(verdict(now({ text: "a pier!" })).key, "why-waiting");
});

test("when the check cannot be had, the button stays off, even with an old yes", () => {
  assert.deepEqual(verdict(now({ failed: true })), { ready: false, asks: false, key: "check-failed", values: {} });
});

test("one refusal is enough, and it is named", () => {
  const blocked = check({ findings: [card("ok"), card("no")], allowed: false });
  assert.deepEqual(verdict(now({ check: blocked })), { ready: false, asks: false, key: "why-blocked", values: { title: "no" } });
});

test("where somebody would have to say yes who cannot be asked, they are named, and the check did not fail", () => {
  const unasked = card("ask", { outcome: "ask", title: "Nimbus" });
  const { ready, key, values } = verdict(now({ check: check({ findings: [prompt(), unasked], allowed: false }) }));
  assert.deepEqual({ ready, key, values }, { ready: false, key: "why-blocked", values: { title: "Nimbus" } });
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
  assert.deepEqual(ordered([card("ok"), card("ask"), card("review"), card("no")]).map((one) => one.state), ["no", "review", "ask", "ok"]);
});

test("the summary counts the worst state", () => {
  assert.deepEqual(summary(check({ findings: [card("ask"), card("no"), card("no")] })), { state: "no", key: "no", n: 2 });
  assert.deepEqual(summary(check({ findings: [card("ask")] })), { state: "ask", key: "ask", n: 1 });
  assert.deepEqual(summary(check({ findings: [prompt(), doubt()] })), { state: "review", key: "review", n: 1 });
  assert.deepEqual(summary(check({ findings: [prompt(), card("ask")] })), { state: "ask", key: "prompt", n: 1 });
  assert.deepEqual(summary(check()), { state: "ok", key: "clear", n: 0 });
  assert.equal(summary(null), null);
  assert.equal(summary(check({ allowed: false })), null);
});
