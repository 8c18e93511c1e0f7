import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoints, mentionAt, pieces, shift, toUnits } from "../../static/js/lib/ranges.js";

const cut = (text, { start, end }) => text.slice(start, end);

test("an emoji is one code point for the server and two units for the browser", () => {
  const text = "🌅🌅 @mika";
  const [mark] = toUnits(text, [{ start: 3, end: 8 }]);
  assert.equal(cut(text, mark), "@mika");
  assert.equal(codePoints(text), 8);
});

test("a family of joined emoji is counted as the server counts it", () => {
  const text = "👩‍👩‍👧 Nimbus";
  assert.equal(codePoints(text), [...text].length);
  const [mark] = toUnits(text, [{ start: 6, end: 12 }]);
  assert.equal(cut(text, mark), "Nimbus");
});

test("a mark beyond the end stops at the end", () => {
  assert.deepEqual(toUnits("ab", [{ start: 1, end: 9 }]), [{ start: 1, end: 2 }]);
});

test("marks move with their words when something is typed before them", () => {
  const [mark] = shift([{ start: 4, end: 9 }], "See @mika", "Come and see: See @mika");
  assert.equal(cut("Come and see: See @mika", mark), "@mika");
});

test("marks before the change stay", () => {
  assert.deepEqual(shift([{ start: 0, end: 5 }], "@mika runs", "@mika runs fast"), [{ start: 0, end: 5 }]);
});

test("a mark whose word was changed is gone", () => {
  assert.deepEqual(shift([{ start: 0, end: 5 }], "@mika runs", "@mira runs"), []);
  assert.deepEqual(shift([{ start: 0, end: 5 }], "@mika runs", ""), []);
});

test("letters that repeat do not confuse the change", () => {
  const before = "aaaa @mika";
  const after = "aaaaaa @mika";
  const [mark] = shift([{ start: 5, end: 10 }], before, after);
  assert.equal(cut(after, mark), "@mika");
});

test("pieces are the whole text, whatever the marks", () => {
  const text = "one two three";
  const marks = [{ start: 8, end: 13 }, { start: 4, end: 7 }, { start: 5, end: 9 }, { start: 3, end: 3 }, { start: 2, end: 99 }];
  const found = pieces(text, marks);
  assert.equal(found.map((piece) => piece.text).join(""), text);
  assert.deepEqual(found.filter((piece) => piece.mark).map((piece) => piece.text), ["two", "three"]);
});

test("a handle is being typed after an @ that begins a word", () => {
  assert.deepEqual(mentionAt("a walk with @Mi", 15), { start: 12, query: "mi" });
  assert.deepEqual(mentionAt("@", 1), { start: 0, query: "" });
  assert.deepEqual(mentionAt("(@oda.films", 11), { start: 1, query: "oda.films" });
  assert.equal(mentionAt("june@example.org", 12), null);
  assert.equal(mentionAt("@mika and", 9), null);
});
