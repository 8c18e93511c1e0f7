"""Names whose words, syllables or letters change places, and names without their vowels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np

from rights.matching import keys
from rights.matching.lookalikes import LONGEST, SHORTEST, Lookalike, Names, matrix, numbers_by_length
from rights.matching.postings import Keys, Numbers, Postings
from rights.matching.stretches import Stretches

# So many consonants, and no fewer, tell a name from an abbreviation.
BARE = 4
# Words that are said once in three hundred thousand, when they are put together from letters of a name.
RARE = 35
_VOWELS = str.maketrans("", "", "aeiou")


class Scrambled:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._postings = Postings(self._keyed())

    def find(self, at: Stretches) -> Iterator[Lookalike]:
        yield from self._moved(at)
        yield from self._bare(at)

    def _keyed(self) -> Iterator[tuple[Keys, Numbers]]:
        for numbers, letters in self._names.by_length():
            yield keys.mixed_keys(keys.letter_values(letters).sum(axis=1)), numbers
        bare = [name.translate(_VOWELS) for name in self._names.texts]
        for numbers in numbers_by_length(bare):
            if len(bare[numbers[0]]) >= BARE:
                yield keys.whole_keys(matrix([bare[at] for at in numbers]), 0, keys.BARE)[0], numbers

    def _moved(self, at: Stretches) -> Iterator[Lookalike]:
        several = np.arange(at.lengths.shape[1]) > 0
        firsts, counts = np.nonzero(at.whole & (at.strange | several) & (at.lengths >= SHORTEST))
        asked, numbers = self._postings.find(keys.mixed_keys(at.sums(firsts, counts)))
        for place, number in zip(asked.tolist(), numbers.tolist(), strict=True):
            first, count = int(firsts[place]), int(counts[place])
            name, text = self._names.texts[number], at.text(first, count)
            strange = bool(at.strange[first, count])
            odd = strange or at.rarest(first, count) < RARE or _is_reordered(name, at.parts(first, count))
            if text != name and odd:
                score = max(_shared_pairs(name, text), _shared_pairs(name, text[::-1]))
                yield Lookalike(number, first, first + count, None, score, strange)

    def _bare(self, at: Stretches) -> Iterator[Lookalike]:
        places = list(at.bare())
        texts = [at.text(*place).translate(_VOWELS) for place in places]
        for alike in numbers_by_length(texts):
            if BARE <= len(texts[alike[0]]) <= LONGEST:
                found, _ = keys.whole_keys(matrix([texts[number] for number in alike]), 0, keys.BARE)
                asked, numbers = self._postings.find(found)
                for which, number in zip(alike[asked].tolist(), numbers.tolist(), strict=True):
                    first, count = places[which]
                    score = len(texts[which]) / len(self._names.texts[number])
                    yield Lookalike(number, first, first + count, None, score, strange=True)


def _is_reordered(name: str, words: Sequence[str]) -> bool:
    """Is the name made of these very words, in another order?"""
    return len(words) <= 4 and any("".join(order) == name for order in permutations(words))


def _shared_pairs(one: str, other: str) -> float:
    """How many of the pairs of neighboring letters two words of one length have in common, 0 to 1."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    others = {other[at : at + 2] for at in range(len(other) - 1)}
    return len(pairs & others) / len(pairs)
