"""The words of a reading: how ordinary they are, and whether they are disguised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.decisions import Span
from rights.matching.folding import Reading
from rights.matching.leet import UNREAD
from rights.matching.scripts import alphabet
from rights.matching.vocabulary import Tenths, vocabulary

# Once in ten million words: what is more common than that is a word, and not a name misspelled.
KNOWN = 20
# In a text of so many words that are mostly common in English, a word of another language is so much
# rarer than at home.
A_SENTENCE, COMMON, MOSTLY, FOREIGN = 4, 35, 0.6, 20
# Fragments of one or two letters say nothing, unless they are disguised.
SHORTEST = 3
# Alphabets that write vowels. In others, words differ by fewer letters than typing errors change.
SPELLED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
_PLAIN = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"\d+[a-z]{0,2}")
_EVERYDAY = 90


@dataclass(frozen=True, slots=True)
class Words:
    """The words in scripts with spaces, by where their letters stand in the reading."""

    reading: Reading
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    tenths: Tenths  # how ordinary each is, see `Vocabulary`
    disguised: NDArray[np.bool_]

    def span(self, first: int, last: int) -> Span:
        return self.reading.span(int(self.begins[first]), int(self.ends[last]))

    def text(self, number: int) -> str:
        return self.reading.text[self.begins[number] : self.ends[number]]

    def strange(self) -> NDArray[np.bool_]:
        """Which of them are neither words of a language, nor numbers, nor too short to tell."""
        long = (self.ends - self.begins >= SHORTEST) | self.disguised
        return (self.tenths < KNOWN) & long


def words_of(reading: Reading, disguised: Sequence[Span]) -> Words:
    starts = reading.characters.starts
    places, written, hidden = [], [], []
    for begin, end in _places(reading):
        word = _written(reading, begin, end)
        hides = _lies_in(disguised, starts[reading.origin[begin]])
        if hides or word.isascii() or alphabet(word) in SPELLED:
            places.append((begin, end))
            written.append(word)
            hidden.append(hides)
    begins, ends = np.array(places, np.int64).reshape(-1, 2).T
    return Words(reading, begins, ends, _tenths(reading, places, written), np.array(hidden, np.bool_))


def _tenths(reading: Reading, places: Sequence[tuple[int, int]], written: Sequence[str]) -> Tenths:
    """A word is as ordinary as it is in the original, or as it is read: "раin" is "pain"."""
    read = [reading.text[begin:end] for begin, end in places]
    english, anywhere = vocabulary().tenths(written)
    if read != written:
        more_english, more_anywhere = vocabulary().tenths(read)
        english, anywhere = np.maximum(english, more_english), np.maximum(anywhere, more_anywhere)
    tenths = anywhere
    if len(written) >= A_SENTENCE and (english >= COMMON).mean() >= MOSTLY:
        tenths = np.maximum(english, anywhere - FOREIGN)
    tenths[[_NUMBER.fullmatch(word) is not None for word in written]] = _EVERYDAY
    tenths[[UNREAD in word and not word.isdigit() for word in read]] = 0
    return tenths


def _lies_in(spans: Sequence[Span], place: int) -> bool:
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end


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
