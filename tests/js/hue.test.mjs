import assert from "node:assert/strict";
import zlib from "node:zlib";
import { test } from "node:test";
import { hue } from "../../static/js/lib/hue.js";

test("a person has the color that the server gives them", () => {
  for (const handle of ["mika", "oda.films", "kiyo_after_dark", "", "ünïcode"]) {
    assert.equal(hue(handle), `hue-${zlib.crc32(handle) % 12}`);
  }
});
