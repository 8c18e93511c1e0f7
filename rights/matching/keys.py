"""Keys that a name and its misspellings share, computed for many words at once.

Two words within one typing error of each other have a word in common that is made from each by
leaving out at most one letter; within two errors, by leaving out at most two (Bocek, Hunt and
Stiller, "Fast similarity search in large dictionaries", 2007; SymSpell made it known). Of a long
name only the two halves are keyed: of two errors at least one half has no more than one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rights.matching.postings import Keys, Numbers

Letters = NDArray[np.uint8]
Table = NDArray[np.bool_]
Salts = NDArray[np.uint64] | np.uint64

_RANDOM = np.random.default_rng(1)
_VALUES = _RANDOM.integers(1, 1 << 63, 256, np.uint64)
_POWERS = np.cumprod(np.full(64, 0x9E3779B97F4A7C15, np.uint64))
# What keys are keys of: whole words, the beginnings and ends of long ones, their letters, their consonants.
WHOLE, LEFT, RIGHT, MOVED, BARE = _RANDOM.integers(1, 1 << 63, 5, np.uint64)
_MIXER = np.uint64(0xD6E8FEB86659FD93)


def deletion_keys(
    letters: Letters, rows: Numbers, lengths: Numbers, most: int, salts: Salts
) -> tuple[Keys, Numbers]:
    """Of each row the first `lengths` letters: the keys of what is left without up to `most` of them.

    `rows` may name a row of the letters several times. The keys come with the place in `rows` that
    each belongs to.
    """
    plain = _sums(letters, 0)
    keys, last = [plain[rows, lengths][:, None]], [np.full(1, -1)]
    if most >= 1:
        place, moved = np.arange(letters.shape[1]), _sums(letters, 1)
        within = plain[:, place] - moved[:, place + 1]
        keys.append(within[rows] + moved[rows, lengths][:, None])
        last.append(place)
    if most >= 2:
        one, two = np.triu_indices(letters.shape[1], 1)
        moved_twice = _sums(letters, 2)
        within = plain[:, one] + moved[:, two] - moved[:, one + 1] - moved_twice[:, two + 1]
        keys.append(within[rows] + moved_twice[rows, lengths][:, None])
        last.append(two)
    real = np.concatenate(last) < lengths[:, None]  # short rows have fewer
    salted = np.concatenate(keys, axis=1) + np.reshape(salts, (-1, 1))
    return _mixed(salted[real]), np.nonzero(real)[0]


def whole_keys(letters: Letters, most: int, salt: np.uint64) -> tuple[Keys, Numbers]:
    """The same for whole rows."""
    number, length = letters.shape
    return deletion_keys(letters, np.arange(number), np.full(number, length), most, salt)


def mixed_keys(sums: NDArray[np.uint64]) -> Keys:
    """Keys of sums of letters: the same for words of the same letters in any order."""
    return _mixed(sums + MOVED)


def letter_values(letters: Letters) -> NDArray[np.uint64]:
    """What each letter adds to such a sum."""
    return _VALUES[letters]


def letter_bits(letters: Letters) -> NDArray[np.uint32]:
    """One bit a letter: which letters two words do not share bounds their distance from below."""
    return np.uint32(1) << (letters & 31).astype(np.uint32)


def _sums(rows: Letters, by: int) -> NDArray[np.uint64]:
    """What the letters before each place add up to, when each stands `by` places further left."""
    powers = _POWERS[np.maximum(np.arange(rows.shape[1]) - by, 0)]
    sums = np.zeros((rows.shape[0], rows.shape[1] + 1), np.uint64)
    np.cumsum(_VALUES[rows] * powers, axis=1, out=sums[:, 1:])
    return sums


def _mixed(sums: NDArray[np.uint64]) -> Keys:
    """Spread over all bits, so that the high ones tell keys apart."""
    sums = sums * _MIXER
    return (sums ^ (sums >> np.uint64(32))) * _MIXER
