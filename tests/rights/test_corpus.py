"""What the catalogue stops among texts that were written for it: the named ones, and no innocent one."""

import json
from collections.abc import Iterator

import pytest

from rights.catalogue import FOLDER
from rights.matching.hits import Stage
from tests.rights.test_catalogue import listed, matcher

pytestmark = pytest.mark.verify

CORPUS = FOLDER.parent / "corpus"


def read(name: str) -> Iterator[dict[str, str]]:
    for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def named_in(text: str) -> set[str]:
    """The slugs of works that the text names as they are written, and those of their franchises."""
    exact = [listed()[hit.work] for hit in matcher().find([text]) if hit.stage == Stage.EXACT]
    return {slug for entry in exact for slug in (entry.slug, entry.franchise) if slug}


@pytest.mark.parametrize("name", ["innocent", "near_misses", "described"])
def test_nothing_is_named_where_nothing_is_meant(name: str) -> None:
    texts = [row["text"] for row in read(name)]
    assert len(texts) == len(set(texts)) >= 250
    assert {text: found for text in texts if (found := named_in(text))} == {}


@pytest.mark.parametrize("name", ["named", "described", "evasions"])
def test_what_is_meant_is_an_entry(name: str) -> None:
    assert {row["slug"] for row in read(name)} <= {entry.slug for entry in listed()}


def test_what_is_named_is_found() -> None:
    """Not found by itself is what is an ordinary word too, in a script or at a place without a capital."""
    rows = list(read("named"))
    found = [row for row in rows if row["slug"] in named_in(row["text"])]
    assert len(found) >= 0.93 * len(rows)
