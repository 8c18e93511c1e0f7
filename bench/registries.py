"""Registries to measure with: the catalogue, and invented ones of any size."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from wordfreq import get_frequency_list

from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold

CATALOGUE = Path(__file__).parent.parent / "rights" / "catalogue"
PEOPLE = "people"
_ONSETS = tuple("b br c ch cl d dr f fl g gr h j k kr l m n p pr qu r s sh sk st t th tr v w y z".split())  # noqa: SIM905
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ee", "ou", "ia", "io")
_CODAS = ("", "", "", "n", "r", "s", "l", "m", "k", "th", "nd", "x", "rt", "lla")
NAMES_EACH = 3


def catalogue_entries(folders: Iterable[Path] = (CATALOGUE,)) -> list[Entry]:
    """The catalogue as the matcher holds it, and other files of its shape. A slug keeps its first entry."""
    rows: dict[str, tuple[dict[str, Any], bool]] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            for row in _named(json.loads(file.read_text("utf-8"))):
                rows.setdefault(row["slug"], (row, file.stem == PEOPLE))
    number = {slug: at for at, slug in enumerate(rows, 1)}
    return [
        Entry(
            name["text"],
            folded,
            number[slug],
            number.get(row.get("franchise", ""), number[slug]),
            Mode(name.get("mode", Mode.STRONG)),
            person,
        )
        for slug, (row, person) in rows.items()
        for name in [{"text": row["title"], "mode": row.get("mode", Mode.STRONG)}, *row.get("aliases", ())]
        if (folded := fold(name["text"]))
    ]


def _named(rows: Any) -> Iterator[dict[str, Any]]:
    """Beside files of entries lie looks and thresholds, which have no titles."""
    return (row for row in rows if isinstance(row, dict) and "title" in row)


def invented_entries(works: int, *, seed: int = 1) -> Iterator[Entry]:
    """Names as fiction and life have them: invented words, first and last names, words beside them."""
    draw = random.Random(seed)
    common = [
        word for words in get_frequency_list("en", "small")[350:500] for word in words if word.isalpha()
    ]
    first = [_invented(draw, 2) for _ in range(2000)]
    for work in range(1, works + 1):
        for _ in range(NAMES_EACH):
            text = _name(draw, first, common)
            yield Entry(text, fold(text), work, work, Mode.STRONG, work % 3 == 0)


def _name(draw: random.Random, first: Sequence[str], common: Sequence[str]) -> str:
    shape = draw.random()
    if shape < 0.5:
        return f"{draw.choice(first)} {_invented(draw, draw.choice((2, 3)))}".title()
    if shape < 0.75:
        return _invented(draw, draw.choice((2, 3, 4))).title()
    if shape < 0.9:
        return f"{draw.choice(common)} {_invented(draw, 3)}".title()
    return f"The {draw.choice(common)} of {_invented(draw, 3)}".title()


def _invented(draw: random.Random, syllables: int) -> str:
    return "".join(
        draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS) for _ in range(syllables)
    )


def invented_prompts(count: int, *, words: int, seed: int = 2) -> list[str]:
    """English words by their frequencies, and now and then one that no dictionary knows."""
    draw = random.Random(seed)
    counted = [
        (word, 10 ** (-centibels / 100))
        for centibels, found in enumerate(get_frequency_list("en", "large"))
        for word in found
        if word.isalpha()
    ]
    vocabulary, weights = [word for word, _ in counted], [weight for _, weight in counted]
    return [_prompt(draw.choices(vocabulary, weights, k=words), draw) for _ in range(count)]


def _prompt(words: list[str], draw: random.Random) -> str:
    for at in range(len(words)):
        if draw.random() < 0.02:
            words[at] = _invented(draw, 2)
        if draw.random() < 0.08:
            words[at] += draw.choice(",,.")
    return " ".join(words).capitalize()
