"""Names, and the stretches of words that look like them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rights.matching.keys import Letters
from rights.matching.postings import MOST_NAMES, Numbers

SHORTEST, LONGEST = 6, 40


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name, and the words (first and last) that look like it."""

    name: int  # its number
    first: int
    last: int
    errors: int | None  # None: all its letters are there, in another order, or all but the vowels
    score: float
    strange: bool  # is there a word among them that no dictionary knows?


class Names:
    """Names in letters and digits of ASCII, from `SHORTEST` to `LONGEST` of them; numbered."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts[:MOST_NAMES]
        self.lengths = np.array([len(text) for text in self.texts], np.int64)

    def by_length(self) -> Iterator[tuple[Numbers, Letters]]:
        """The numbers of the names of one length, and their letters, a row each; not too many at once."""
        for numbers in numbers_by_length(self.texts):
            for part in np.array_split(numbers, len(numbers) // 4096 + 1):
                yield part, matrix([self.texts[number] for number in part])


def numbers_by_length(words: Sequence[str]) -> Iterator[Numbers]:
    """The numbers of the words, those of one length together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        groups[len(word)].append(number)
    for numbers in groups.values():
        yield np.array(numbers, np.int64)


def matrix(words: Sequence[str]) -> Letters:
    """Words of one length, a row each."""
    return np.frombuffer("".join(words).encode("ascii"), np.uint8).reshape(len(words), -1)
