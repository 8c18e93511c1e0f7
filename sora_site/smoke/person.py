"""Somebody with a browser's manners: cookies, forms with their token, JSON, and one socket."""

import json
import re
import time
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

from websockets.sync.client import ClientConnection, connect
from websockets.sync.connection import Connection

PATIENCE = 60  # seconds


class Unexpected(Exception):
    """The site answered something else than it should; the message says what."""


class Person:
    """One visitor of the site at `url`."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def get(self, path: str, *, expect: int = 200) -> str:
        return self.fetch(path, expect=expect).decode(errors="replace")

    def fetch(self, path: str, *, data: bytes | None = None, expect: int = 200, **headers: str) -> bytes:
        """The body of the answer; raises `Unexpected` unless its status is `expect`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Referer": self.url}
        request = Request(urljoin(self.url, path), data, named)  # noqa: S310 (our own)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                status, body, final = answer.status, answer.read(), answer.url
        except HTTPError as error:
            status, body, final = error.code, error.read(), path
        if status != expect:
            raise Unexpected(f"{self.name}: {path} answered {status}, not {expect}: {_words(body)}")
        self.last_url = final
        return bytes(body)

    def submit(self, path: str, *, at: str = "", expect: int = 200, **fields: str) -> str:
        """Send the form of the page `path` (to `at`, where its action is another), as a browser does."""
        page = self.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not found:
            raise Unexpected(f"{self.name}: {path} has no form")
        data = urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
        return self.fetch(at or path, data=data, expect=expect).decode(errors="replace")

    def call(self, path: str, body: dict[str, Any] | None = None, *, expect: int = 200) -> Any:
        """Ask the API: GET, or POST where there is a body."""
        data = None if body is None else json.dumps(body).encode()
        answer = self.fetch(
            path,
            data=data,
            expect=expect,
            Content_Type="application/json",
            X_CSRFToken=self._cookie("csrftoken"),
            Idempotency_Key=uuid4().hex,
        )
        return json.loads(answer)

    def listen(self) -> ClientConnection:
        """Open the tab's socket."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)
        address = self.url.replace("http", "ws", 1) + "/ws/"
        return connect(address, origin=self.url, additional_headers={"Cookie": cookies})  # type: ignore[arg-type]

    def _cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == name), "")


def wait_for(socket: Connection, kind: str, **facts: object) -> dict[str, Any]:
    """The first message of that kind with those facts; others are passed over."""
    until = time.monotonic() + PATIENCE
    while (left := until - time.monotonic()) > 0:
        message: dict[str, Any] = json.loads(socket.recv(timeout=left))
        if message["type"] == kind and all(message.get(key) == value for key, value in facts.items()):
            return message
    raise Unexpected(f"no message {kind!r} with {facts} came within {PATIENCE} s")


def _words(body: bytes) -> str:
    text = re.sub(
        r"<(script|style|svg|head).*?</\1>|<[^>]+>", " ", body.decode(errors="replace"), flags=re.DOTALL
    )
    return " ".join(text.split())[:300]
