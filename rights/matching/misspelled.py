"""Names with up to two typing errors; with three, where signs were read as letters.

Candidates come from keys that are looked up all at once (`keys.py`); what they find is verified by
the distance of Damerau and Levenshtein (OSA: a neighbor swapped is one error).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import OSA

from rights.matching import keys
from rights.matching.lookalikes import SHORTEST, Lookalike, Names
from rights.matching.postings import Keys, Numbers, Postings
from rights.matching.stretches import Stretches

WHOLE = 10  # longer names are keyed by their halves
HALF = 12
# Among ordinary words alone only names of so many letters are looked for, and with one error.
AMONG_WORDS = 7
# In disguised words of so many letters a third error is allowed: a sign that was read wrongly.
DISGUISED = 11
MOST = 3

Places = tuple[Numbers, Numbers, Numbers]  # names, first words, further words


class Misspelled:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._masks = np.zeros(len(names.texts), np.uint32)
        self._postings = Postings(self._keyed())

    def find(self, at: Stretches) -> Iterator[Lookalike]:
        places = self._near(at)
        columns = (*places, at.strange[places[1], places[2]], self._tolerance(at, *places))
        for number, first, count, strange, most in zip(*(column.tolist() for column in columns), strict=True):
            name = self._names.texts[number]
            errors = OSA.distance(name, at.text(first, count), score_cutoff=most)
            if 0 < errors <= most:
                yield Lookalike(number, first, first + count, errors, 1 - errors / len(name), strange)

    def _keyed(self) -> Iterator[tuple[Keys, Numbers]]:
        for numbers, letters in self._names.by_length():
            self._masks[numbers] = np.bitwise_or.reduce(keys.letter_bits(letters), axis=1)
            for found in _pieces(letters):
                yield found.ravel(), np.repeat(numbers, found.shape[1])

    def _tolerance(self, at: Stretches, numbers: Numbers, firsts: Numbers, counts: Numbers) -> Numbers:
        """How many errors a stretch may have to be a name."""
        third = at.disguised[firsts, counts] & (self._names.lengths[numbers] >= DISGUISED)
        return 1 + at.strange[firsts, counts].astype(np.int64) + third

    def _near(self, at: Stretches) -> Places:
        """Names and stretches that may be near each other."""
        usable = at.strange.copy()
        usable[:, 1:] |= at.whole[:, 1:] & (at.lengths[:, 1:] >= AMONG_WORDS - 1)
        parts = [*self._near_whole(at, usable), *self._near_half(at, usable)]
        if not parts:
            return (np.zeros(0, np.int64),) * 3
        numbers, firsts, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
        differing = np.bitwise_count(self._masks[numbers] ^ at.masks[firsts, counts])
        most = self._tolerance(at, numbers, firsts, counts)
        off = np.abs(self._names.lengths[numbers] - at.lengths[firsts, counts])
        likely = (off <= most) & (differing <= 2 * most)
        places = np.stack([numbers[likely], firsts[likely], counts[likely]])
        numbers, firsts, counts = np.unique(places, axis=1)
        return numbers, firsts, counts

    def _near_whole(self, at: Stretches, usable: keys.Table) -> Iterator[Places]:
        fitting = usable & (at.lengths >= SHORTEST - 2) & (at.lengths <= WHOLE + 2)
        for strange, most in ((True, 2), (False, 1)):
            firsts, counts = np.nonzero(fitting & (at.strange == strange))
            if len(firsts):
                letters, _ = at.after(at.begins[firsts], WHOLE + 2)
                lengths = at.lengths[firsts, counts]
                found, real = keys.deletion_keys(letters, np.arange(len(firsts)), lengths, most, "whole")
                asked, numbers = self._postings.find(found[real])
                places = np.nonzero(real)[0][asked]
                yield numbers, firsts[places], counts[places]

    def _near_half(self, at: Stretches, usable: keys.Table) -> Iterator[Places]:
        """By the first letters after each beginning of a word, and by the last ones before each end."""
        for strange, most in ((True, 1), (False, 0)):
            long = usable & (at.strange == strange) & (at.lengths > WHOLE - MOST)
            firsts, counts = np.nonzero(long)
            if len(firsts):
                words = np.unique(firsts)
                found = self._with_piece(*at.after(at.begins[words], HALF + 1), most, "left")
                yield from self._spread(at, long, words, "left", found)
                words = np.unique(firsts + counts)
                found = self._with_piece(*at.before(at.ends[words], HALF + 1), most, "right")
                yield from self._spread(at, long, words, "right", found)

    def _with_piece(
        self, letters: keys.Letters, lengths: Numbers, most: int, side: str
    ) -> tuple[Numbers, Numbers]:
        """The rows whose first letters (so many as half a name has) are near those of names."""
        sizes = np.arange(WHOLE // 2 - most, HALF + 1 + most)
        rows = np.repeat(np.arange(len(letters)), len(sizes))
        sizes = np.tile(sizes, len(letters))
        rows, sizes = rows[sizes <= lengths[rows]], sizes[sizes <= lengths[rows]]
        found, real = keys.deletion_keys(letters, rows, sizes, most, side)
        asked, numbers = self._postings.find(found[real])
        return rows[np.nonzero(real)[0][asked]], numbers

    def _spread(
        self, at: Stretches, usable: keys.Table, words: Numbers, side: str, found: tuple[Numbers, Numbers]
    ) -> Iterator[Places]:
        """The stretches that begin (or end) at a word and are about as long as a name."""
        rows, numbers = found
        counts = np.arange(at.lengths.shape[1])
        firsts = words[rows][:, None] - (counts if side == "right" else 0 * counts)
        fits = (firsts >= 0) & usable[firsts, counts]
        fits &= np.abs(at.lengths[firsts, counts] - self._names.lengths[numbers][:, None]) <= MOST
        row, column = np.nonzero(fits)
        yield numbers[row], firsts[row, column], column


def _pieces(letters: keys.Letters) -> Iterator[Keys]:
    length = letters.shape[1]
    if length <= WHOLE:
        yield keys.whole_keys(letters, 2, "whole")
        return
    half = min(length // 2, HALF)
    yield keys.whole_keys(letters[:, :half], 1, "left")
    yield keys.whole_keys(letters[:, : -half - 1 : -1], 1, "right")  # from its end
