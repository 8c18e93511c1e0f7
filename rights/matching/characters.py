"""A text cut into characters, each with what is written onto it and with its place in the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rights.matching.letters import clings, compose

# Nobody writes more marks onto one letter; what comes after them changes nothing.
MARKS = 8
# What stands between these is shown from right to left, whatever its letters (Unicode, UAX 9).
_OVERRIDE = "\u202e"
_OVERRIDDEN = re.compile(f"{_OVERRIDE}([^\u202c\n]*)")


@dataclass(frozen=True, slots=True)
class Characters:
    """Their plainest forms, and where each begins and ends in the original, in code points.

    Invisible characters are empty. The order may be another than in the original.
    """

    composed: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def backwards(self) -> Characters:
        return Characters(self.composed[::-1], self.starts[::-1], self.ends[::-1])

    def further(self, by: int) -> Characters:
        """The same characters as part of a text in which they stand further on."""
        return Characters(self.composed, [at + by for at in self.starts], [at + by for at in self.ends])


def cut(text: str) -> Characters:
    if text.isascii():
        return Characters(text, range(len(text)), range(1, len(text) + 1))
    begins = [index for index, char in enumerate(text) if index == 0 or not clings(char)]
    bounds = [*begins, len(text)]
    composed = [compose(text[start : min(end, start + MARKS)]) for start, end in pairwise(bounds)]
    return Characters(composed, begins, bounds[1:])


def displayed(text: str) -> Characters | None:
    """The characters in the order in which they are shown, where the text asks for another one."""
    if _OVERRIDE not in text:
        return None
    parts, after = [], 0
    for match in _OVERRIDDEN.finditer(text):
        parts.append(cut(text[after : match.start()]).further(after))
        parts.append(cut(match[1]).further(match.start(1)).backwards())
        after = match.end()
    parts.append(cut(text[after:]).further(after))
    return Characters(
        [sign for part in parts for sign in part.composed],
        [at for part in parts for at in part.starts],
        [at for part in parts for at in part.ends],
    )


def joined(text: str, characters: Characters, places: Sequence[tuple[int, int]]) -> Characters:
    """Each of the places becomes one character."""
    last = dict(places)
    inner = {at for start, end in places for at in range(start + 1, end)}
    ends = dict(zip(characters.starts, characters.ends, strict=True))
    kept = [
        (text[start : last[start]], start, last[start]) if start in last else (sign, start, ends[start])
        for sign, start in zip(characters.composed, characters.starts, strict=True)
        if start not in inner
    ]
    composed, starts, stops = zip(*kept, strict=True) if kept else ((), (), ())
    return Characters(composed, starts, stops)
