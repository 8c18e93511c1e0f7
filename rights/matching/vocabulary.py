"""How ordinary a word is, in any of forty languages: an ordinary word is not a misspelled name.

The counts are those of `wordfreq` (Robyn Speer, "rspeer/wordfreq", 2022). Only a hash and a
frequency of each word are kept: 14 MB instead of some hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, starmap

import numpy as np
from numpy.typing import NDArray
from wordfreq import available_languages, get_frequency_list

# Their words do not stand between spaces; what is typed wrong in them is not found letter by letter.
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
ENGLISH = "en"

Hashes = NDArray[np.int64]
Tenths = NDArray[np.int8]


class Vocabulary:
    """Words and their frequencies on the Zipf scale, in tenths: 30 is once in a million words."""

    def __init__(self, lists: Iterable[tuple[str, Sequence[tuple[int, Sequence[str]]]]]) -> None:
        hashes, tenths, english = (
            np.concatenate(column) for column in zip(*starmap(_hashed, lists), strict=True)
        )
        order = np.argsort(hashes, kind="stable")
        hashes = hashes[order]
        firsts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])[: len(hashes)])
        self._hashes = hashes[firsts]
        self._anywhere = np.maximum.reduceat(tenths[order], firsts)
        self._english = np.maximum.reduceat(english[order], firsts)

    def tenths(self, words: Sequence[str]) -> tuple[Tenths, Tenths]:
        """The frequency of each word, in English and in any language; 0 for those that no list knows."""
        asked = np.fromiter(map(hash, words), np.int64, len(words))
        at = np.minimum(np.searchsorted(self._hashes, asked), len(self._hashes) - 1)
        known = self._hashes[at] == asked
        return np.where(known, self._english[at], 0), np.where(known, self._anywhere[at], 0)


@cache
def vocabulary() -> Vocabulary:
    """That of this process, read at the first use: about a second."""
    return Vocabulary(_lists())


def _lists() -> Iterator[tuple[str, Sequence[tuple[int, Sequence[str]]]]]:
    for language in sorted(set(available_languages("small")) - _WITHOUT_SPACES):
        # Names are typed among English words more than among others: the long list for English.
        size = "large" if language == ENGLISH else "small"
        # Past its cache, which would keep every list for good.
        by_centibels = get_frequency_list.__wrapped__(language, size)
        counted: list[tuple[int, Sequence[str]]] = [
            (90 - centibels // 10, words) for centibels, words in enumerate(by_centibels) if words
        ]
        yield language, counted


def _hashed(language: str, counted: Sequence[tuple[int, Sequence[str]]]) -> tuple[Hashes, Tenths, Tenths]:
    """Python's own hashes: another process has others, but nothing leaves this one."""
    lengths = [len(words) for _, words in counted]
    hashes = np.fromiter(map(hash, chain.from_iterable(words for _, words in counted)), np.int64)
    tenths = np.repeat(np.array([tenth for tenth, _ in counted], np.int8), lengths)
    return hashes, tenths, tenths if language == ENGLISH else np.zeros_like(tenths)
