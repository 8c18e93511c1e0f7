"""The gate over a stream: an answer a line, errors with their number, and nothing kept."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import User
from rights.catalogue import entries
from rights.checking import LONGEST, check
from rights.registry import Reach
from rights.services import load_catalogue
from sora_site.processes import ROOT
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.verify

MOUSE = "a cartoon mouse with round black ears, red shorts, white gloves and yellow shoes"


def answers(*rows: Any, reach: Reach = Reach.ALL) -> list[dict[str, Any]]:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return list(check(io.BytesIO(b"\n".join(lines)), reach))


@pytest.fixture
def works(db: None) -> None:
    load_catalogue(entries=[it for it in entries() if it.slug in ("mickey-mouse", "pikachu", "pokemon")])


def test_each_line_is_answered_with_what_was_found(works: None) -> None:
    [named, described, innocent] = answers(
        {"id": "a", "text": "see pikachu run"}, {"id": 2, "text": MOUSE}, {"text": "a dog in the rain"}
    )
    assert (named["id"], named["outcome"]) == ("a", "block")
    assert named["matches"] == [
        {"work": "pikachu", "stage": "exact", "span": [4, 11], "score": 1.0, "text": 0}
    ]
    assert (described["id"], described["outcome"]) == (2, "block")
    assert [it["stage"] for it in described["matches"]] == ["described"]
    assert (innocent["id"], innocent["outcome"], innocent["matches"]) == (None, "allow", [])
    assert all(it["ms"] >= 0 for it in (named, described, innocent))


def test_it_looks_no_further_than_it_is_told(works: None) -> None:
    for reach in (Reach.EXACT, Reach.LEXICAL):
        rows = answers({"text": "see pikachu run"}, {"text": MOUSE}, reach=reach)
        assert [row["outcome"] for row in rows] == ["block", "allow"]


def test_a_remix_is_asked_about_with_what_came_before(works: None) -> None:
    [answer] = answers({"text": "the same at night", "parents": ["a dog", "see pikachu run"]})
    assert (answer["outcome"], answer["matches"][0]["text"]) == ("block", 2)


def test_a_member_may_have_a_license(db: None, alice: User) -> None:
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    make_license(work, grantee=alice)
    make_holder()
    row = {"text": "Captain Nimbus flies"}
    assert [it["outcome"] for it in answers(row, row | {"user": alice.username})] == ["block", "licensed"]


def test_bad_lines_say_their_number_and_the_rest_goes_on(works: None) -> None:
    rows = answers(
        b"oops",
        b"",
        b"\xff\xfe",
        b"[1]",
        {"id": 1},
        {"text": "x", "parents": "y"},
        {"text": "x", "user": "nobody_here"},
        b'{"text": "' + b"a" * LONGEST + b'"}',
        {"id": "last", "text": "half \ud83d a pair"},
    )
    assert [row.get("line") for row in rows] == [1, 3, 4, 5, 6, 7, 8, None]
    assert all(row["error"] for row in rows[:-1])
    assert (rows[-1]["id"], rows[-1]["outcome"]) == ("last", "allow")


def test_lines_are_answered_as_they_come(works: None) -> None:
    taken: list[int] = []

    class Slow(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            taken.append(len(taken))
            return b'{"text": "rain"}\n'

    stream: Iterator[dict[str, Any]] = check(Slow(), Reach.ALL)
    for count in range(1, 4):
        next(stream)
        assert len(taken) == count


def test_what_cannot_be_checked_is_refused_and_says_so(works: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rights.registry.current", lambda: 1 / 0)
    [answer] = answers({"text": "a dog"})
    assert (answer["outcome"], answer["reasons"]) == ("block", ["rights.unavailable"])


def test_without_a_database_it_brings_one() -> None:
    env = {name: it for name, it in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check_prompts", "--stage", "lexical"],
        input=b'{"id": 1, "text": "pikachu on a swing"}\n',
        capture_output=True,
        cwd=ROOT,
        env=env,
        timeout=300,
        check=True,
    )
    [answer] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (answer["id"], answer["outcome"]) == (1, "block")
