"""Names drawn with signs, where several signs make one letter and a sign may be one of several.

Every way to cut a disguised word into letters is followed as long as some name begins so: a walk
over a lattice, kept short by the sorted list of names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.decisions import Span
from rights.matching.leet import guesses, strokes_at
from rights.matching.letters import by_sound

# Steps in one text. Nobody who is understood needs more.
MOST_STEPS = 6000
# How many plain words before a disguised one may belong to the name.
WORDS_BEFORE = 3
SHORTEST = 4
_CHUNK = re.compile(r"\S+")
_AFTER_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A name that can be read in the signs, and how many of them were no letters of it by themselves."""

    name: str
    span: Span
    doubts: int


class Lattice:
    def __init__(self, names: Sequence[str]) -> None:
        self._names = sorted(name for name in names if len(name) >= SHORTEST and name.isascii())

    def find(self, text: str, disguised: Sequence[Span]) -> Iterator[Drawn]:
        steps = MOST_STEPS
        for start in _starts(text, disguised):
            walk = _Walk(self._names, text, disguised, steps)
            yield from walk.names_from(start)
            steps = walk.steps
            if not steps:
                return


class _Walk:
    def __init__(self, names: Sequence[str], text: str, disguised: Sequence[Span], steps: int) -> None:
        self._names, self._text, self.steps = names, text, steps
        self._last = {word.end for word in disguised}

    def names_from(self, start: int) -> Iterator[Drawn]:
        """Depth first: where we are, what was read, which names begin so, how much of it is in doubt."""
        open_ways = [(start, "", 0, len(self._names), 0)]
        been: set[tuple[int, str]] = set()
        while open_ways and self.steps:
            place, read, low, high, doubts = open_ways.pop()
            if (place, read) in been:
                continue
            been.add((place, read))
            self.steps -= 1
            if read and self._names[low] == read and doubts and self._ends(place):
                yield Drawn(read, Span(start, place), doubts)
            if place < len(self._text):
                for length, letters, doubt in self._letters(place):
                    more = read + letters
                    first = bisect_left(self._names, more, low, high)
                    last = bisect_left(self._names, more + _AFTER_LAST, first, high)
                    if first < last:
                        open_ways.append((place + length, more, first, last, doubts + doubt))

    def _letters(self, place: int) -> Iterator[tuple[int, str, bool]]:
        """How far, which letters, and whether a sign was taken for them."""
        sign = self._text[place]
        if sign.isascii() and sign.isalpha():
            yield 1, sign.casefold(), False
        else:
            found = guesses(sign)
            for letter in found:
                yield 1, letter, True
            if sign.isdigit():
                yield 1, by_sound(sign), False
            if not found:
                yield 1, "", False
        for strokes, letter in strokes_at(self._text, place):
            yield len(strokes), letter, True

    def _ends(self, place: int) -> bool:
        """May a word end here? Not within letters and digits."""
        return place == len(self._text) or place in self._last or not self._text[place].isalnum()


def _starts(text: str, disguised: Sequence[Span]) -> list[int]:
    """Where a name may begin that a disguised word belongs to."""
    found: dict[int, None] = {}
    before: list[int] = []
    words = iter(disguised)
    word = next(words, None)
    for chunk in _CHUNK.finditer(text):
        if word is None:
            break
        if chunk.end() <= word.start:
            before.append(chunk.start())
            continue
        found.update(dict.fromkeys([*before[-WORDS_BEFORE:], word.start]))
        before.append(word.start)
        word = next(words, None)
    return list(found)
