"""Every stretch of up to five words of a reading, in tables: rows are first words, columns further words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rights.matching import keys
from rights.matching.postings import Numbers
from rights.matching.words import Words

MOST_WORDS = 5
# Words that are said more than once in thirty thousand.
EVERYDAY = 45
_VOWELS = frozenset("aeiou")


class Stretches:
    """`strange` stretches hold a word that no dictionary knows. None is longer than `longest`.

    Only stretches with a `fresh` word count: others were looked at in another reading.
    """

    def __init__(
        self, words: Words, strange: NDArray[np.bool_], fresh: NDArray[np.bool_], *, longest: int
    ) -> None:
        self._words, self._odd = words, strange & fresh
        self.begins, self.ends = words.begins, words.ends
        number = len(self.begins)
        self._bytes = np.frombuffer(words.reading.text.encode("ascii", "replace"), np.uint8)
        columns = np.arange(min(MOST_WORDS, number))
        lasts = np.arange(number)[:, None] + columns
        inside = lasts < number
        lasts = np.minimum(lasts, number - 1)
        # Stretches that reach over letters of another script are none.
        run = np.concatenate([[0], np.cumsum(self.begins[1:] != self.ends[:-1])])[:number]
        odd, new, hidden = (
            np.concatenate([[0], np.cumsum(words)]) for words in (strange, fresh, words.disguised)
        )
        self.lengths = self.ends[lasts] - self.begins[:, None]
        self.whole = inside & (run[lasts] == run[:, None]) & (self.lengths <= longest)
        self.whole &= new[lasts + 1] > new[:number, None]
        self.strange = self.whole & (odd[lasts + 1] > odd[:number, None])
        self.disguised = self.strange & (hidden[lasts + 1] > hidden[:number, None])

    @cached_property
    def masks(self) -> NDArray[np.uint32]:
        """Which letters each stretch has."""
        words = np.bitwise_or.reduceat(keys.letter_bits(self._bytes), self.begins)
        padded = np.concatenate([words, np.zeros(self.lengths.shape[1], np.uint32)])
        rows = [words]
        for count in range(1, self.lengths.shape[1]):
            rows.append(rows[-1] | padded[count : count + len(words)])
        return np.stack(rows, axis=1)

    def after(self, starts: Numbers, length: int) -> tuple[keys.Letters, Numbers]:
        """The letters from each place on, and how many there are."""
        padded = np.concatenate([self._bytes, np.zeros(length, np.uint8)])
        return padded[starts[:, None] + np.arange(length)], len(self._bytes) - starts

    def before(self, ends: Numbers, length: int) -> tuple[keys.Letters, Numbers]:
        """The letters before each place, the nearest first, and how many there are."""
        padded = np.concatenate([np.zeros(length, np.uint8), self._bytes])
        return padded[length + ends[:, None] - 1 - np.arange(length)], ends

    def sums(self, firsts: Numbers, counts: Numbers) -> NDArray[np.uint64]:
        """The letters of each stretch, added up."""
        values = keys.letter_values(self._bytes)
        totals = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)])
        sums: NDArray[np.uint64] = totals[self.ends[firsts + counts]] - totals[self.begins[firsts]]
        return sums

    def text(self, first: int, count: int) -> str:
        return self._words.reading.text[self.begins[first] : self.ends[first + count]]

    def parts(self, first: int, count: int) -> Sequence[str]:
        return self._words.texts[first : first + count + 1]

    def signs(self) -> Sequence[str]:
        """What stands in the text for each letter of the reading."""
        reading = self._words.reading
        return [reading.characters.composed[number] for number in reading.origin]

    def rarest(self, first: int, count: int) -> int:
        """How ordinary the least ordinary of its words is."""
        return int(self._words.tenths[first : first + count + 1].min())

    def bare(self) -> Iterator[tuple[int, int]]:
        """The stretches that have no vowels, but for the first letters of their words.

        Some word of theirs must be no everyday word ("by my"), and a single one must be strange.
        """
        bare = [_VOWELS.isdisjoint(self._words.texts[number][1:]) for number in range(len(self.begins))]
        telling = self._words.tenths < EVERYDAY
        for number in np.nonzero(telling & np.array(bare))[0].tolist():
            if self._odd[number] or bare[max(0, number - 1) : number + 2].count(True) > 1:
                yield from self._bare_around(number, bare)

    def _bare_around(self, number: int, bare: Sequence[bool]) -> Iterator[tuple[int, int]]:
        first = number
        while first >= 0 and bare[first] and number - first < MOST_WORDS:
            for count in range(number - first, self.lengths.shape[1]):
                last = first + count
                if last >= len(bare) or not bare[last]:
                    break
                if self.whole[first, count] and (count or self._odd[first]):
                    yield first, count
            first -= 1
