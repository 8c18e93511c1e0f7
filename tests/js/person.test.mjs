import assert from "node:assert/strict";
import zlib from "node:zlib";
import { test } from "node:test";
import { hue, initials } from "../../static/js/lib/person.js";

test("a person has the color that the server gives them", () => {
  for (const handle of ["mika", "oda.films", "kiyo_after_dark", "", "ünïcode"]) {
    assert.equal(hue(handle), `hue-${zlib.crc32(handle) % 12}`);
  }
});

test("and the letters, whatever their script", () => {
  assert.deepEqual(["Oda Films", "kiyo_after_dark", "li", "", "🦊🐻 Fox"].map(initials), ["OF", "KA", "LI", "", "🦊F"]);
});
