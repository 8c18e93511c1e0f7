"""The words of a reading, and which of them no dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.decisions import Span
from rights.matching.folding import Reading
from rights.matching.vocabulary import vocabulary

# Once in ten million words: what is more common than that is a word, and not a name misspelled.
KNOWN = 20
# Fragments of one or two letters say nothing.
SHORTEST = 3
_PLAIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words in scripts with spaces, by where their letters stand in the reading."""

    reading: Reading
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    tenths: NDArray[np.int8]  # how ordinary each is, see `Vocabulary`

    def span(self, first: int, last: int) -> Span:
        return self.reading.span(int(self.begins[first]), int(self.ends[last]))

    def text(self, number: int) -> str:
        return self.reading.text[self.begins[number] : self.ends[number]]

    def strange(self) -> NDArray[np.bool_]:
        """Which of them are neither words of a language, nor numbers, nor too short to tell."""
        return (self.tenths < KNOWN) & (self.ends - self.begins >= SHORTEST)


def words_of(reading: Reading) -> Words:
    places = list(_places(reading))
    written = [_written(reading, *place) for place in places]
    tenths = vocabulary().tenths(written)
    tenths[[word.isdigit() for word in written]] = 90
    begins, ends = np.array(places, np.int64).reshape(-1, 2).T
    return Words(reading, begins, ends, tenths)


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    steps = enumerate(pairwise(reading.origin), 1)
    gaps = [at for at, (here, there) in steps if there - here > 1 and reading.gaps(here, there)]
    for begin, end in pairwise([0, *gaps, len(reading.text)]):
        for part in _PLAIN.finditer(reading.text, begin, end):
            yield part.span()


def _written(reading: Reading, begin: int, end: int) -> str:
    """The word as a dictionary has it: with its accents, in its own script, without capitals."""
    origin = reading.origin
    return "".join(reading.characters.composed[origin[begin] : origin[end - 1] + 1]).casefold()
