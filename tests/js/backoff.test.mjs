import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, LAST, wait } from "../../static/js/lib/backoff.js";

test("each failure doubles the wait, from half a second to half a minute", () => {
  const steps = [1, 2, 3, 4, 8, 20].map((n) => wait(n, () => 1));
  assert.deepEqual(steps, [500, 1000, 2000, 4000, 30_000, 30_000]);
});

test("chance takes away up to half of it, and never goes below the first step", () => {
  assert.equal(wait(4, () => 0), 2000);
  assert.equal(wait(1, () => 0), FIRST);
  for (let n = 1; n < 40; n += 1) {
    const ms = wait(n);
    assert.ok(ms >= FIRST && ms <= LAST);
  }
});
