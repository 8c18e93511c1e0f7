"""Telling words: those that a piece of text shares with a description, by how rare they are.

How rare a word is comes from wordfreq (Speer, "rspeer/wordfreq", 2022), not from the registry: so a
new entry changes the weight of no word, and no threshold of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from wordfreq import zipf_frequency

# A word of this Zipf frequency or more tells nothing ("little"); one never seen tells all of it.
COMMON = 6.0
UNSEEN = 2.0
PART = 0.6  # of a trait's weight, for half of it to count

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = (
    "a an the and or of in on with to at by from his her their its it he she who that is are as for into "
    "over under up out like one two while when has have had not no they them him so but be was were this "
    "you i where which there then than what all each every through without about after before very just ok"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_ENDINGS = ("ing", "edly", "ed", "es", "s", "er", "y")
_SPELLINGS = {"grey": "gray", "moustache": "mustache", "pyjama": "pajama", "tyre": "tire"}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What words of one meaning share, roughly: `striped` and `stripes`, `colour` and `color`."""
    word = _SPELLINGS.get(word.removesuffix("s"), word)
    if word.isascii():
        word = word.replace("our", "or") if len(word) > 4 else word
        ending = next((it for it in _ENDINGS if word.endswith(it) and len(word) - len(it) >= 3), "")
        word = word.removesuffix(ending)
        if len(word) > 3 and word[-1] == word[-2]:
            word = word[:-1]
    return word.removesuffix("e")


def is_english(text: str) -> bool:
    """Does the text hold the small words of English? What does not may be a list, or another language."""
    words = _WORD.findall(text.casefold())
    return sum(word in _SMALL for word in words) * 8 >= len(words)


def stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(stem(word) for word in words if word not in _SMALL and len(word) > 1)


@lru_cache(maxsize=65536)
def _weight_of(word: str) -> float:
    frequency = zipf_frequency(word, "en", wordlist="small")
    return min(max(COMMON - frequency, 0.0), COMMON - UNSEEN)


def weights(texts: Iterable[str]) -> dict[str, float]:
    """How much each stem of `texts` tells, as much as its most common form does."""
    found: dict[str, float] = {}
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            if word not in _SMALL and len(word) > 1:
                found[stem(word)] = min(found.get(stem(word), COMMON), _weight_of(word))
    return found


@dataclass(frozen=True, slots=True)
class Traits:
    """The telling traits of one work: of each, the wordings, as stems."""

    groups: tuple[tuple[frozenset[str], ...], ...]
    weights: dict[str, float]

    def shown_in(self, found: frozenset[str]) -> float:
        """How many distinct traits stand in a text of these stems; a trait in part is half a one."""
        return sum(max((self._share(it, found) for it in group), default=0.0) for group in self.groups)

    def _share(self, wording: frozenset[str], found: frozenset[str]) -> float:
        if wording <= found:
            return 1.0
        whole = sum(self.weights[it] for it in wording)
        part = sum(self.weights[it] for it in wording & found)
        return 0.5 if whole and part / whole >= PART else 0.0


def traits_of(groups: Sequence[Sequence[str]]) -> Traits:
    wordings = [wording for group in groups for wording in group]
    return Traits(
        tuple(tuple(it for wording in group if (it := stems(wording))) for group in groups),
        weights(wordings),
    )


class Overlap:
    """How much the words of a text tell of each of many descriptions."""

    def __init__(self, descriptions: Sequence[Sequence[str]]) -> None:
        self._size = len(descriptions)
        places: dict[str, list[tuple[int, float]]] = {}
        for number, texts in enumerate(descriptions):
            for word, weight in weights(texts).items():
                places.setdefault(word, []).append((number, weight))
        self._places = {
            word: (np.array([at for at, _ in found], np.intp), np.array([it for _, it in found], np.float32))
            for word, found in places.items()
        }

    def of(self, found: frozenset[str]) -> NDArray[np.float32]:
        """By description, the weight of the stems that it shares with `found`."""
        total = np.zeros(self._size, np.float32)
        for word in found & self._places.keys():
            at, weight = self._places[word]
            total[at] += weight
        return total
