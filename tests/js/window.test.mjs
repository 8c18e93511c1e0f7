import assert from "node:assert/strict";
import { test } from "node:test";
import { heading, indexAt, kept, pageIsDue, playable, unknown } from "../../static/js/lib/window.js";

test("the clip in view is the one that fills more than half of the screen", () => {
  assert.equal(indexAt(0, 800, 10), 0);
  assert.equal(indexAt(399, 800, 10), 0);
  assert.equal(indexAt(401, 800, 10), 1);
  assert.equal(indexAt(99_999, 800, 10), 9);
});

test("a screen without height, as in a hidden tab, is the first clip", () => {
  assert.equal(indexAt(500, 0, 10), 0);
  assert.equal(indexAt(500, 800, 0), 0);
});

test("five articles are kept, fewer at the ends", () => {
  assert.deepEqual(kept(10, 500), [8, 9, 10, 11, 12]);
  assert.deepEqual(kept(0, 500), [0, 1, 2]);
  assert.deepEqual(kept(499, 500), [497, 498, 499]);
  assert.deepEqual(kept(0, 0), []);
});

test("never more than three clips may hold a video, and the one ahead comes first", () => {
  assert.deepEqual(playable(5, 10, 1), [5, 6, 4]);
  assert.deepEqual(playable(5, 10, -1), [5, 4, 6]);
  assert.deepEqual(playable(0, 10, 1), [0, 1]);
  assert.deepEqual(playable(9, 10, 1), [9, 8]);
});

test("one swipe back does not turn the direction, two do, one forward turns it again", () => {
  assert.equal(heading(1, [3, 4, 3]), 1);
  assert.equal(heading(1, [4, 3, 2]), -1);
  assert.equal(heading(-1, [3, 2, 3]), 1);
  assert.equal(heading(1, [0]), 1);
});

test("the next page is due when fewer than four clips are left", () => {
  assert.equal(pageIsDue(4, 9), false);
  assert.equal(pageIsDue(6, 10), true);
  assert.equal(pageIsDue(0, 3), true);
});

test("a clip that is known, or twice in a page, is taken once", () => {
  const found = unknown([{ id: "a" }], [{ id: "a" }, { id: "b" }, { id: "b" }, { id: "c" }]);
  assert.deepEqual(found.map((one) => one.id), ["b", "c"]);
});
