"""What entries look like: in words of its own, alike with nobody else's, and without the name."""

import json
import re
from functools import cache
from itertools import combinations
from typing import Any

from rights.catalogue import FOLDER, entries
from rights.matching.folding import fold

FIELDS = {"slug", "look", "traits", "exclusions"}
SMALL = {"a", "an", "and", "in", "of", "on", "the", "with", "to", "by", "my", "from", "for", "out", "back"}


@cache
def looks() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((FOLDER / "looks.json").read_text("utf-8"))
    return read


def words(text: str) -> set[str]:
    return {fold(word) for word in re.findall(r"[^\W_]{2,}", text)} - SMALL - {""}


def test_it_is_sorted_and_knows_only_its_fields() -> None:
    slugs = [row["slug"] for row in looks()]
    assert len(slugs) >= 300
    assert slugs == sorted(set(slugs))
    assert all(FIELDS - {"exclusions"} <= set(row) <= FIELDS for row in looks())


def test_what_is_described_is_an_entry() -> None:
    assert {row["slug"] for row in looks()} <= {entry.slug for entry in entries()}


def test_a_look_is_a_short_description_and_several_traits() -> None:
    for row in looks():
        assert 25 <= len(row["look"].split()) <= 60, row["slug"]
        assert len(row["traits"]) >= 5, row["slug"]
        assert all(group and all(group) for group in row["traits"]), row["slug"]


def test_a_look_does_without_the_name() -> None:
    titles = {entry.slug: words(entry.title) for entry in entries()}
    named = {row["slug"]: words(row["look"]) & titles[row["slug"]] for row in looks()}
    assert {slug: found for slug, found in named.items() if found} == {}


def test_no_two_looks_are_alike() -> None:
    read = [(row["slug"], words(row["look"])) for row in looks()]
    alike = [(one, two) for (one, a), (two, b) in combinations(read, 2) if len(a & b) > 0.3 * len(a | b)]
    assert alike == []
