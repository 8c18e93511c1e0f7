"""Names some of whose letters are signs that may be one of several letters, or any.

Every sign must be able to stand for the letter in its place. This compares with all names of the
same length; it is done only where a word is disguised, and not often in one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rights.matching.leet import guesses
from rights.matching.lookalikes import SHORTEST, Lookalike, Names
from rights.matching.postings import Numbers
from rights.matching.stretches import Stretches

Bits = NDArray[np.uint32]

MOST_STRETCHES = 60
# One of so many signs may be none of the letters that were guessed. Plain letters must be
# right, but for one in a long name.
SIGNS_EACH_ERROR = 4
LONG = 9
# How much must be known of a name, in bits: of 26 letters one tells 4.7, and half of them 1.
TELLING = 18
_ANY = 0xFFFFFFFF


class Ambiguous:
    def __init__(self, names: Names) -> None:
        parts: dict[int, list[tuple[Numbers, Bits]]] = defaultdict(list)
        for numbers, letters in names.by_length():
            parts[letters.shape[1]].append((numbers, _BITS[letters]))
        self._names = {
            length: (np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found]))
            for length, found in parts.items()
        }

    def find(self, at: Stretches) -> Iterator[Lookalike]:
        signs = np.array([sign_bits(sign) for sign in at.signs()], np.uint32)
        for first, count in np.argwhere(at.disguised)[:MOST_STRETCHES].tolist():
            stretch = signs[at.begins[first] : at.ends[first + count]]
            length = len(stretch)
            if length < SHORTEST or length not in self._names or _telling(stretch) < TELLING:
                continue
            numbers, letters = self._names[length]
            wrong = (letters & stretch) == 0
            plainly = (wrong & (np.bitwise_count(stretch) == 1)).sum(axis=1)
            errors = wrong.sum(axis=1)
            near = (plainly <= (length >= LONG)) & (errors <= length // SIGNS_EACH_ERROR)
            for number, count_wrong in zip(numbers[near].tolist(), errors[near].tolist(), strict=True):
                score = 1 - count_wrong / length
                yield Lookalike(number, first, first + count, count_wrong, score, strange=True)


@lru_cache(maxsize=8192)
def sign_bits(sign: str) -> int:
    """A bit for each letter that it may stand for; all of them when nobody can tell."""
    found = guesses(sign) + (sign if sign.isdigit() and sign.isascii() else "")
    bits = 0
    for letter in found:
        bits |= int(_BITS[ord(letter)]) if letter.isascii() else _ANY
    return bits or _ANY


def _telling(stretch: Bits) -> float:
    """How much the signs tell: what is certain tells most."""
    return float(np.log2(32 / np.bitwise_count(stretch).clip(1, 32)).sum())


_BITS = np.zeros(256, np.uint32)
for _code in range(256):
    _BITS[_code] = 1 << (_code % 5 + 27 if chr(_code).isdigit() else _code & 31)
