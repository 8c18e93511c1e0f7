"""How ordinary a word is, in any of forty languages: an ordinary word is not a misspelled name.

The counts are those of `wordfreq` (Robyn Speer, "rspeer/wordfreq", 2022). Only a hash and a
frequency of each word are kept: 14 MB instead of some hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from wordfreq import available_languages, get_frequency_list

# Their words do not stand between spaces; what is typed wrong in them is not found letter by letter.
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})


class Vocabulary:
    """Words and their frequencies on the Zipf scale, in tenths: 30 is once in a million words."""

    def __init__(self, lists: Iterable[Sequence[tuple[int, Sequence[str]]]]) -> None:
        parts = [_hashed(counted) for counted in lists]
        hashes = np.concatenate([part[0] for part in parts])
        tenths = np.concatenate([part[1] for part in parts])
        order = np.lexsort((tenths, hashes))
        hashes, tenths = hashes[order], tenths[order]
        last = np.append(hashes[1:] != hashes[:-1], True)[: len(hashes)]  # the most frequent of each
        self._hashes, self._tenths = hashes[last], tenths[last]

    def tenths(self, words: Sequence[str]) -> NDArray[np.int8]:
        """The frequency of each word; 0 for those that no list knows."""
        asked = np.fromiter(map(hash, words), np.int64, len(words))
        at = np.minimum(np.searchsorted(self._hashes, asked), len(self._hashes) - 1)
        return np.where(self._hashes[at] == asked, self._tenths[at], 0).astype(np.int8)


@cache
def vocabulary() -> Vocabulary:
    """That of this process, read at the first use: about a second."""
    return Vocabulary(_lists())


def _lists() -> Iterator[list[tuple[int, Sequence[str]]]]:
    for language in sorted(set(available_languages("small")) - _WITHOUT_SPACES):
        # Names are typed among English words more than among others: the long list for English.
        size = "large" if language == "en" else "small"
        # Past its cache, which would keep every list for good.
        by_centibels = get_frequency_list.__wrapped__(language, size)
        yield [(90 - centibels // 10, words) for centibels, words in enumerate(by_centibels) if words]


def _hashed(counted: Sequence[tuple[int, Sequence[str]]]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Python's own hashes: another process has others, but nothing leaves this one."""
    lengths = [len(words) for _, words in counted]
    hashes = np.fromiter(map(hash, chain.from_iterable(words for _, words in counted)), np.int64)
    return hashes, np.repeat(np.array([tenth for tenth, _ in counted], np.int8), lengths)
