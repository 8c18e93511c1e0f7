"""From hashed keys to the numbers of names: a flat table, looked up for thousands of keys at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]

# A posting is one number: the key's high bits, and under them the name's.
_NAME_BITS = np.uint64(22)
_NAME = np.uint64((1 << 22) - 1)
MOST_NAMES = 1 << 22


class Postings:
    """Eight bytes a key, and two more for the table of contents. Two keys that share 42 bits are one."""

    def __init__(self, keyed: Iterable[tuple[Keys, Numbers]]) -> None:
        parts = [(keys & ~_NAME) | numbers.astype(np.uint64) for keys, numbers in keyed]
        postings = np.concatenate([np.zeros(0, np.uint64), *parts])
        parts.clear()
        postings.sort()
        bits = max(1, len(postings).bit_length() - 2)
        self._shift = np.uint64(64 - bits)
        counts = np.bincount((postings >> self._shift).astype(np.int64), minlength=1 << bits)
        self._starts = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=self._starts[1:])
        self._postings = postings

    def find(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """Which of the keys (by their place in `keys`) are keys of which names."""
        buckets = (keys >> self._shift).astype(np.int64)
        starts = self._starts[buckets].astype(np.int64)
        lengths = self._starts[buckets + 1] - starts
        asked = np.repeat(np.arange(len(keys)), lengths)
        ends = np.cumsum(lengths)
        places = np.arange(len(asked)) + np.repeat(starts - (ends - lengths), lengths)
        found = self._postings[places]
        same = (found ^ keys[asked]) >> _NAME_BITS == 0
        return asked[same], (found[same] & _NAME).astype(np.int64)
