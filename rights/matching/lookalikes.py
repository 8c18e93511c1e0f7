"""Which names a stretch of words nearly spells: with up to two typing errors, or with its letters moved.

Candidates come from keys that are looked up all at once (`keys.py`); what they find is verified by
the distance of Damerau and Levenshtein (OSA: a neighbor swapped is one error).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from rapidfuzz.distance import OSA

from rights.matching import keys
from rights.matching.postings import MOST_NAMES, Keys, Numbers, Postings
from rights.matching.stretches import Stretches

SHORTEST, LONGEST = 6, 40
WHOLE = 10  # longer names are keyed by their halves
HALF = 12
# Among ordinary words alone only long names are looked for, and with one error.
AMONG_WORDS = 10
BARE = 4
_VOWELS = str.maketrans("", "", "aeiou")
_NONE = (np.zeros(0, np.int64),) * 3

Places = tuple[Numbers, Numbers, Numbers]  # names, first words, further words


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name, and the words (first and last) that look like it."""

    name: int  # its number
    first: int
    last: int
    errors: int | None  # None: all its letters are there, in another order, or all but the vowels
    score: float
    strange: bool  # is there a word among them that no dictionary knows?


class Lookalikes:
    def __init__(self, names: Sequence[str]) -> None:
        """`names` in letters and digits of ASCII, from `SHORTEST` to `LONGEST` of them."""
        self._names = names[:MOST_NAMES]
        self._lengths = np.array([len(name) for name in self._names], np.int64)
        self._masks = np.zeros(len(self._names), np.uint32)
        self._postings = Postings(self._keyed())

    def find(self, at: Stretches) -> Iterator[Lookalike]:
        yield from self._misspelled(at)
        yield from self._mixed(at)
        yield from self._bare(at)

    # Keys of the names.

    def _keyed(self) -> Iterator[tuple[Keys, Numbers]]:
        for numbers in _by_length(self._names):
            for part in np.array_split(numbers, len(numbers) // 4096 + 1):
                letters = _matrix([self._names[number] for number in part])
                self._masks[part] = np.bitwise_or.reduce(keys.letter_bits(letters), axis=1)
                yield keys.mixed_keys(keys.letter_values(letters).sum(axis=1)), part
                for found in _pieces(letters):
                    yield found.ravel(), np.repeat(part, found.shape[1])
        bare = [name.translate(_VOWELS) for name in self._names]
        for numbers in _by_length(bare):
            if len(bare[numbers[0]]) >= BARE:
                yield _whole_keys(_matrix([bare[at] for at in numbers]), 0, "bare").ravel(), numbers

    # Names with errors.

    def _misspelled(self, at: Stretches) -> Iterator[Lookalike]:
        numbers, firsts, counts = self._near(at)
        columns = (numbers, firsts, counts, at.strange[firsts, counts])
        for number, first, count, odd in zip(*(column.tolist() for column in columns), strict=True):
            name, most = self._names[number], 1 + odd
            errors = OSA.distance(name, at.text(first, count), score_cutoff=most)
            if 0 < errors <= most:
                yield Lookalike(number, first, first + count, errors, 1 - errors / len(name), odd)

    def _near(self, at: Stretches) -> Places:
        """Names and stretches that may be near each other."""
        usable = at.strange.copy()
        usable[:, 1:] |= at.whole[:, 1:] & (at.lengths[:, 1:] >= AMONG_WORDS)
        parts = [*self._near_whole(at, usable), *self._near_half(at, usable)]
        if not parts:
            return _NONE
        numbers, firsts, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
        differing = np.bitwise_count(self._masks[numbers] ^ at.masks[firsts, counts])
        most = 1 + at.strange[firsts, counts]
        off = np.abs(self._lengths[numbers] - at.lengths[firsts, counts])
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
            firsts, counts = np.nonzero(usable & (at.strange == strange) & (at.lengths >= WHOLE - 1))
            if len(firsts):
                words = np.unique(firsts)
                found = self._with_piece(*at.after(at.begins[words], HALF + 1), most, "left")
                yield from self._spread(at, usable, words, "left", found)
                words = np.unique(firsts + counts)
                found = self._with_piece(*at.before(at.ends[words], HALF + 1), most, "right")
                yield from self._spread(at, usable, words, "right", found)

    def _with_piece(
        self, letters: keys.Letters, lengths: Numbers, most: int, side: str
    ) -> tuple[Numbers, Numbers]:
        """The rows whose first letters (so many as half a name has) are near those of names."""
        sizes = np.arange(WHOLE // 2 - 1, HALF + 2)
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
        fits &= np.abs(at.lengths[firsts, counts] - self._lengths[numbers][:, None]) <= 2
        row, column = np.nonzero(fits)
        yield numbers[row], firsts[row, column], column

    # Names whose letters were moved, or whose vowels were dropped.

    def _mixed(self, at: Stretches) -> Iterator[Lookalike]:
        several = np.arange(at.lengths.shape[1]) > 0
        firsts, counts = np.nonzero(at.whole & (at.strange | several) & (at.lengths >= SHORTEST))
        asked, numbers = self._postings.find(keys.mixed_keys(at.sums(firsts, counts)))
        for place, number in zip(asked.tolist(), numbers.tolist(), strict=True):
            first, count = int(firsts[place]), int(counts[place])
            name, text, strange = self._names[number], at.text(first, count), bool(at.strange[first, count])
            if text != name and (strange or _is_reordered(name, at.parts(first, count))):
                score = max(_shared_pairs(name, text), _shared_pairs(name, text[::-1]))
                yield Lookalike(number, first, first + count, None, score, strange)

    def _bare(self, at: Stretches) -> Iterator[Lookalike]:
        for first, count in at.bare():
            text = at.text(first, count).translate(_VOWELS)
            if BARE <= len(text) <= LONGEST:
                for number in self._postings.find(_whole_keys(_matrix([text]), 0, "bare").ravel())[
                    1
                ].tolist():
                    score = len(text) / len(self._names[number])
                    yield Lookalike(number, first, first + count, None, score, True)


def _pieces(letters: keys.Letters) -> Iterator[Keys]:
    length = letters.shape[1]
    if length <= WHOLE:
        yield _whole_keys(letters, 2, "whole")
        return
    half = min(length // 2, HALF)
    yield _whole_keys(letters[:, :half], 1, "left")
    yield _whole_keys(letters[:, : -half - 1 : -1], 1, "right")  # from its end


def _whole_keys(letters: keys.Letters, most: int, kind: str) -> Keys:
    number, length = letters.shape
    return keys.deletion_keys(letters, np.arange(number), np.full(number, length), most, kind)[0]


def _by_length(words: Sequence[str]) -> Iterator[Numbers]:
    """The numbers of the words, those of one length together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        groups[len(word)].append(number)
    for numbers in groups.values():
        yield np.array(numbers, np.int64)


def _matrix(words: Sequence[str]) -> keys.Letters:
    """Words of one length, a row each."""
    return np.frombuffer("".join(words).encode("ascii"), np.uint8).reshape(len(words), -1)


def _is_reordered(name: str, words: Sequence[str]) -> bool:
    """Is the name made of these very words, in another order?"""
    return len(words) <= 3 and any("".join(order) == name for order in permutations(words))


def _shared_pairs(one: str, other: str) -> float:
    """How many of the pairs of neighboring letters two words of one length have in common, 0 to 1."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    others = {other[at : at + 2] for at in range(len(other) - 1)}
    return len(pairs & others) / len(pairs)
