import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const words = { content: { querySelector: (key) => ({ textContent: key }) } };
globalThis.document = { body: { dataset: { csrf: "token" } }, getElementById: () => words };
const { begin, Refused, send } = await import("../../static/js/enroll/upload.js");

const FILE = new Blob(["a recording of somebody"]);
const PIECE = 10;
let server, asked;

/** The server of one try. */
const routes = {
  status: () => [200, {}],
  start(_at, body) {
    if (server.state !== "started") return [409, { error: "answered before", code: "enrolment.used" }];
    if (server.late) return [409, { error: "too late", code: "enrolment.expired" }];
    Object.assign(server, { state: "uploading", size: Number(body.get("size")) });
    return [200, {}];
  },
  pieces(at, body) {
    if (at > server.received) return [409, { code: "enrolment.offset" }];
    if (at === server.received) server.received += body.size;
    if (server.received === server.size) server.state = "checking";
    return [200, {}];
  },
};

/** What becomes of the next requests stands in `server.breaks`: "asked", it is lost on the way; "answer", the answer is; "half", half of it. */
mock.method(globalThis, "fetch", async (url, { body } = {}) => {
  const [name, at] = url.replace("/try/", "").split("/");
  const broken = server.breaks.shift();
  asked.push(name);
  if (broken === "asked") throw new TypeError("no line");
  const [status, facts] = routes[name](Number(at), body);
  if (broken === "answer") throw new TypeError("no line");
  if (broken === "half") return new Response('{"sta', { status });
  return Response.json({ state: server.state, received: server.received, size: server.size, ...facts }, { status });
});
mock.method(globalThis, "setTimeout", (act) => queueMicrotask(act)); // nobody waits here

const fresh = (breaks = []) => ({ state: "started", received: 0, size: 0, breaks });
const down = Array(20).fill("asked");
const reached = () => [server.state, server.received];
const arrived = ["checking", FILE.size];
beforeEach(() => {
  server = fresh();
  asked = [];
});

async function deliver(file = FILE) {
  await begin("/try/", file.size);
  await send("/try/", file, PIECE, () => {});
}

test("a recording goes over in pieces, begun once", async () => {
  await deliver();
  assert.deepEqual(asked, ["status", "start", "status", "pieces", "pieces", "pieces"]);
  assert.deepEqual(reached(), arrived);
});

for (const kind of ["asked", "answer", "half"]) {
  test(`wherever the line breaks once, nothing is lost: ${kind}`, async () => {
    for (let place = 0; place < 6; place++) {
      server = fresh([...Array(place).fill(""), kind]);
      await deliver();
      assert.deepEqual(reached(), arrived, `request ${place}`);
    }
  });
}

test("after it gave up, a second press sends the same recording from where the server is", async () => {
  server.breaks = ["", "answer", ...down];
  await assert.rejects(deliver(), TypeError);
  assert.equal(server.state, "uploading");
  server.breaks = ["", "", "", ...down];
  await assert.rejects(deliver(), TypeError);
  assert.equal(server.received, PIECE);
  server.breaks = [];
  await deliver();
  assert.deepEqual(reached(), arrived);
  assert.equal(asked.filter((name) => name === "start").length, 1);
});

test("of a recording that is there nothing is sent again", async () => {
  await deliver();
  await deliver();
  assert.equal(asked.filter((name) => name === "pieces").length, 3);
});

test("another recording is not mixed with the one that has begun", async () => {
  await begin("/try/", FILE.size);
  await assert.rejects(deliver(new Blob(["another"])), Refused);
  assert.equal(server.received, 0);
});

test("what the server refuses is not tried again", async () => {
  server.late = true;
  await assert.rejects(deliver(), { message: "too late" });
  assert.deepEqual(asked, ["status", "start"]);
});

test("a try that has ended is over", async () => {
  server.state = "expired";
  await assert.rejects(deliver(), Refused);
  assert.deepEqual(asked, ["status"]);
});
