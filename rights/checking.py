"""The gate over a stream: one question a line, one answer a line, in JSON. For `manage.py check_prompts`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import perf_counter
from typing import IO, Any

from accounts.models import User
from rights.registry import Reach
from rights.services import clear

LONGEST = 1_000_000  # bytes of a line; what is longer is an error, and not kept


class BadLine(ValueError):
    """What is wrong with a line."""


def check(stream: IO[bytes], reach: Reach) -> Iterator[dict[str, Any]]:
    """An answer for each line that is not blank, or `error` and the number of the line."""
    clear(["nothing"], by=User(pk=0), hold=False, reach=reach)  # what is loaded once is in no line's time
    for number, line in _lines(stream):
        if line is not None and not line.strip():
            continue
        try:
            yield _answer(_row(line), reach)
        except BadLine as error:
            yield {"error": str(error), "line": number}


def _answer(row: dict[str, Any], reach: Reach) -> dict[str, Any]:
    by = _user(row.get("user"))
    began = perf_counter()
    clearance = clear([row["text"], *row.get("parents", [])], by=by, hold=False, reach=reach)
    took = perf_counter() - began
    answer = {
        "id": row.get("id"),
        "outcome": clearance.outcome,
        "matches": [
            {key: it[key] for key in ("work", "stage", "span", "score", "text")}
            for it in clearance.evidence()
        ],
        "ms": round(took * 1000, 2),
    }
    if clearance.revision is None:
        answer["reasons"] = [reason.code for reason in clearance.decision.reasons]
    return answer


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines by number; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _row(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadLine(f"longer than {LONGEST} bytes")
    try:
        row = json.loads(line)
    except ValueError as error:  # of characters, or of JSON
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLine('not an object with a "text"')
    parents = row.get("parents", [])
    if not isinstance(parents, list) or not all(isinstance(it, str) for it in parents):
        raise BadLine('"parents" is not a list of texts')
    return row


def _user(handle: object) -> User:
    """The member of that handle; without one, somebody to whom nobody has opened anything of their own."""
    if handle is None:
        return User(pk=0)
    user = User.objects.filter(username=handle).first() if isinstance(handle, str) else None
    if user is None:
        raise BadLine(f"no member has the handle {handle!r}")
    return user
