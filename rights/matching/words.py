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
from rights.matching.postings import Numbers
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
    texts: Sequence[str]
    begins: Numbers
    ends: Numbers
    tenths: Tenths  # how ordinary each is, see `Vocabulary`
    disguised: NDArray[np.bool_]

    def span(self, first: int, last: int) -> Span:
        return self.reading.span(int(self.begins[first]), int(self.ends[last]))

    def starts(self) -> Numbers:
        """Where each begins in the original; where it ends, when it is read backwards."""
        origin = np.array(self.reading.origin, np.int64)
        return np.array(self.reading.characters.starts, np.int64)[origin[self.begins]]

    def strange(self) -> NDArray[np.bool_]:
        """Which of them are neither words of a language, nor numbers, nor too short to tell."""
        long = (self.ends - self.begins >= SHORTEST) | self.disguised
        return (self.tenths < KNOWN) & long


def words_of(reading: Reading, disguised: Sequence[Span]) -> Words:
    places = list(_places(reading))
    written = [_written(reading, begin, end) for begin, end in places]
    starts, origin = reading.characters.starts, reading.origin
    hidden = [bool(disguised) and _lies_in(disguised, starts[origin[begin]]) for begin, _ in places]
    kept = [
        number
        for number, word in enumerate(written)
        if word.isascii() or hidden[number] or alphabet(word) in SPELLED
    ]
    places, written = [places[number] for number in kept], [written[number] for number in kept]
    texts = [reading.text[begin:end] for begin, end in places]
    begins, ends = np.array(places, np.int64).reshape(-1, 2).T
    hides = np.array(hidden, np.bool_)[kept]
    return Words(reading, texts, begins, ends, _tenths(texts, written), hides)


def _tenths(read: Sequence[str], written: Sequence[str]) -> Tenths:
    """A word is as ordinary as it is in the original, or as it is read: "раin" is "pain"."""
    english, anywhere = vocabulary().tenths(written)
    if read != written:
        more_english, more_anywhere = vocabulary().tenths(read)
        english, anywhere = np.maximum(english, more_english), np.maximum(anywhere, more_anywhere)
    tenths = anywhere
    if len(written) >= A_SENTENCE and (english >= COMMON).mean() >= MOSTLY:
        tenths = np.maximum(english, anywhere - FOREIGN)
    for number, word in enumerate(read):
        if not word.isalpha():
            if _NUMBER.fullmatch(written[number]):
                tenths[number] = _EVERYDAY
            elif UNREAD in word:
                tenths[number] = 0
    return tenths


def _lies_in(spans: Sequence[Span], place: int) -> bool:
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    steps = enumerate(pairwise(reading.origin), 1)
    visible = isinstance(reading.characters.composed, str)  # of ASCII: whatever is no letter is a gap
    gaps = [at for at, (here, there) in steps if there - here > 1 and (visible or reading.gaps(here, there))]
    for begin, end in pairwise([0, *gaps, len(reading.text)]):
        if reading.text[begin:end].isascii():
            if begin < end:
                yield begin, end
        else:
            for part in _PLAIN.finditer(reading.text, begin, end):
                yield part.span()


def _written(reading: Reading, begin: int, end: int) -> str:
    """The word as a dictionary has it: with its accents, in its own script, without capitals."""
    origin = reading.origin
    return "".join(reading.characters.composed[origin[begin] : origin[end - 1] + 1]).casefold()
