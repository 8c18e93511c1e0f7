import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, textAt } from "../../static/js/lib/vtt.js";

const FILE = `WEBVTT - captions

NOTE not shown

STYLE
::cue { color: red }

intro
00:00.000 --> 00:02.500 line:80%
<v Mika>Hello &amp; <i>welcome</i>

00:00:02.500 --> 00:00:04.000
two
lines
`;

test("cues have times in seconds and plain text", () => {
  assert.deepEqual(parse(FILE), [
    { start: 0, end: 2.5, text: "Hello & welcome" },
    { start: 2.5, end: 4, text: "two\nlines" },
  ]);
});

test("lines may end as on any system, and a mark of byte order may come first", () => {
  assert.deepEqual(parse(`\ufeff${FILE.replaceAll("\n", "\r\n")}`), parse(FILE));
});

test("what is not WebVTT has no cues", () => {
  assert.deepEqual(parse("<html>404</html>"), []);
  assert.deepEqual(parse("WEBVTTX\n\n00:00.000 --> 00:01.000\nno"), []);
  assert.deepEqual(parse(""), []);
});

test("a cue is shown from its start until just before its end", () => {
  const cues = parse(FILE);
  assert.equal(textAt(cues, 0), "Hello & welcome");
  assert.equal(textAt(cues, 2.5), "two\nlines");
  assert.equal(textAt(cues, 4), "");
});

test("hours count", () => {
  assert.equal(parse("WEBVTT\n\n01:00:00.000 --> 01:00:01.000\nlate")[0].start, 3600);
});
