"""Names with up to two typing errors; with three, where signs were read as letters.

Candidates come from keys that are looked up all at once (`keys.py`); what they find is verified by
the distance of Damerau and Levenshtein (OSA: a neighbor swapped is one error).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from operator import attrgetter

import numpy as np
from rapidfuzz.distance import OSA

from rights.matching import keys
from rights.matching.lookalikes import SHORTEST, Lookalike, Names
from rights.matching.postings import Keys, Numbers, Postings
from rights.matching.stretches import Stretches

WHOLE = 10  # longer names are keyed by their halves
HALF = 12
# Among ordinary words alone only names of so many letters, and of at most so many words, are looked
# for, and with one error.
AMONG_WORDS = 7
MOST_ORDINARY = 4
# In disguised words of so many letters a third error is allowed: a sign that was read wrongly.
DISGUISED = 11
MOST = 3
# Of many names that a stretch is near to, the nearest tell enough.
MOST_NEAR = 8

Places = tuple[Numbers, Numbers, Numbers]  # names, first words, further words


class Misspelled:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._masks = np.zeros(len(names.texts), np.uint32)
        self._postings = Postings(self._keyed())

    def find(self, at: Stretches) -> Iterator[Lookalike]:
        found: dict[tuple[int, int], list[Lookalike]] = defaultdict(list)
        places = self._near(at)
        columns = (*places, at.strange[places[1], places[2]], self._tolerance(at, *places))
        for number, first, count, strange, most in zip(*(column.tolist() for column in columns), strict=True):
            name = self._names.texts[number]
            errors = OSA.distance(name, at.text(first, count), score_cutoff=most)
            if 0 < errors <= most:
                score = 1 - errors / len(name)
                found[first, count].append(Lookalike(number, first, first + count, errors, score, strange))
        for near in found.values():
            yield from nlargest(MOST_NEAR, near, key=attrgetter("score"))

    def _keyed(self) -> Iterator[tuple[Keys, Numbers]]:
        for numbers, letters in self._names.by_length():
            self._masks[numbers] = np.bitwise_or.reduce(keys.letter_bits(letters), axis=1)
            for found, rows in _pieces(letters):
                yield found, numbers[rows]

    def _tolerance(self, at: Stretches, numbers: Numbers, firsts: Numbers, counts: Numbers) -> Numbers:
        """How many errors a stretch may have to be a name."""
        third = at.disguised[firsts, counts] & (self._names.lengths[numbers] >= DISGUISED)
        most: Numbers = 1 + at.strange[firsts, counts].astype(np.int64) + third
        return most

    def _near(self, at: Stretches) -> Places:
        """Names and stretches that may be near each other."""
        usable = at.strange.copy()
        ordinary = slice(1, MOST_ORDINARY)
        usable[:, ordinary] |= at.whole[:, ordinary] & (at.lengths[:, ordinary] >= AMONG_WORDS - 1)
        parts = [
            _of_stretches(at, usable & at.strange, 2),
            _of_stretches(at, usable & ~at.strange, 1),
            _of_pieces(at, usable & at.strange, 1),
            _of_pieces(at, usable & ~at.strange, 0),
        ]
        asked, numbers = self._postings.find(np.concatenate([part.keys for part in parts]))
        firsts = np.concatenate([part.firsts for part in parts])[asked]
        lasts = np.concatenate([part.lasts for part in parts])[asked]
        return self._likely(at, usable, *_spread(at, numbers, firsts, lasts))

    def _likely(
        self, at: Stretches, usable: keys.Table, numbers: Numbers, firsts: Numbers, counts: Numbers
    ) -> Places:
        """Those of about the same length and with about the same letters, each once."""
        most = self._tolerance(at, numbers, firsts, counts)
        likely = usable[firsts, counts] & (
            np.abs(self._names.lengths[numbers] - at.lengths[firsts, counts]) <= most
        )
        differing = np.bitwise_count(self._masks[numbers] ^ at.masks[firsts, counts])
        likely &= differing <= 2 * most
        words, columns = at.lengths.shape
        places = np.unique((numbers[likely] * words + firsts[likely]) * columns + counts[likely])
        numbers, places = np.divmod(places, words * columns)
        return numbers, *np.divmod(places, columns)


@dataclass(frozen=True, slots=True)
class _Query:
    """Keys, and of which stretches: from a first word to a last one, or to any (-1)."""

    keys: Keys
    firsts: Numbers
    lasts: Numbers


def _of_stretches(at: Stretches, fitting: keys.Table, most: int) -> _Query:
    fitting = fitting & (at.lengths >= SHORTEST - 2) & (at.lengths <= WHOLE + 2)
    firsts, counts = np.nonzero(fitting)
    letters, _ = at.after(at.begins[firsts], WHOLE + 2)
    found, rows = keys.deletion_keys(
        letters, np.arange(len(firsts)), at.lengths[firsts, counts], most, keys.WHOLE
    )
    return _Query(found, firsts[rows], (firsts + counts)[rows])


def _of_pieces(at: Stretches, fitting: keys.Table, most: int) -> _Query:
    """The first letters after each beginning of a stretch, and the last ones before each end."""
    firsts, counts = np.nonzero(fitting & (at.lengths > WHOLE - MOST))
    begins, ends = np.unique(firsts), np.unique(firsts + counts)
    after, left = at.after(at.begins[begins], HALF + 1)
    before, right = at.before(at.ends[ends], HALF + 1)
    sizes = np.arange(WHOLE // 2 - most, HALF + 1 + most)
    rows, sizes = (
        np.repeat(np.arange(len(begins) + len(ends)), len(sizes)),
        np.tile(sizes, len(begins) + len(ends)),
    )
    fits = sizes <= np.concatenate([left, right])[rows]
    rows, sizes = rows[fits], sizes[fits]
    salts = np.where(rows < len(begins), keys.LEFT, keys.RIGHT)
    found, row = keys.deletion_keys(np.concatenate([after, before]), rows, sizes, most, salts)
    word, is_end = np.concatenate([begins, ends])[rows[row]], rows[row] >= len(begins)
    return _Query(found, np.where(is_end, -1, word), np.where(is_end, word, -1))


def _spread(at: Stretches, numbers: Numbers, firsts: Numbers, lasts: Numbers) -> Places:
    """All stretches from the first words, and to the last ones, where only one of them is known."""
    both = (firsts >= 0) & (lasts >= 0)
    counts = np.arange(at.lengths.shape[1])
    starts = (
        np.where(firsts >= 0, firsts, lasts)[~both][:, None]
        - np.where(firsts[~both] >= 0, 0, 1)[:, None] * counts
    )
    row, column = np.nonzero(starts >= 0)
    return (
        np.concatenate([numbers[both], numbers[~both][row]]),
        np.concatenate([firsts[both], starts[row, column]]),
        np.concatenate([(lasts - firsts)[both], column]),
    )


def _pieces(letters: keys.Letters) -> Iterator[tuple[Keys, Numbers]]:
    length = letters.shape[1]
    if length <= WHOLE:
        yield keys.whole_keys(letters, 2, keys.WHOLE)
        return
    half = min(length // 2, HALF)
    yield keys.whole_keys(letters[:, :half], 1, keys.LEFT)
    yield keys.whole_keys(letters[:, : -half - 1 : -1], 1, keys.RIGHT)  # from its end
