"""Handles: how they are written, and which of them look alike. What depends on rows is a policy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii
from confusable_homoglyphs.confusables import confusables_data

SHORTEST, LONGEST = 3, 30
SKELETON_LENGTH = 64  # the width of the column
# A dot may stand between two other characters only: "@mika." at the end of a sentence means @mika.
SHAPE = re.compile(r"[a-z0-9_](?:[a-z0-9_]|\.(?=[a-z0-9_]))*")

# Digits and letters that are read for one another, as one sign; "i", "l" and "1" are one stroke.
LOOK_ALIKES = str.maketrans("0134578i|!$", "oleastbllls")
STROKES = (("rn", "m"), ("vv", "w"))
# What imitators put around somebody else's name.
AFFIXES = ("the", "real", "official", "officiel", "thereal", "iam", "its", "mr", "ms", "team", "hq", "tv")


def canonical(text: str) -> str:
    """The handle as it is stored: "@Mika " and "ｍｉｋａ" are both "mika"."""
    return unicodedata.normalize("NFKC", text).casefold().strip().removeprefix("@")


def is_well_formed(handle: str) -> bool:
    """Is a canonical handle made of the signs we allow, with something to read in it?"""
    fits = SHORTEST <= len(handle) <= LONGEST and SHAPE.fullmatch(handle) is not None
    return fits and skeleton(handle) != ""


def skeleton(text: str) -> str:
    """What is left of a name when everything that looks alike is made the same.

    Two names with one skeleton could be mistaken for one another, in any script: "Ａｌïсе",
    "a1ice" and "al_ice" all come out as "allce". Empty when nothing can be read.
    """
    letters = "".join(_latin(char) for char in unicodedata.normalize("NFKD", canonical(text)))
    plain = "".join(char for char in anyascii(letters).casefold() if char.isalnum() or char in "|!$")
    folded = plain.translate(LOOK_ALIKES)
    for written, seen in STROKES:
        folded = folded.replace(written, seen)
    return folded[:SKELETON_LENGTH]


def imitated(text: str) -> Iterator[str]:
    """The skeletons that a name may be standing for: its own, and without "real", "official" and such."""
    own = skeleton(text)
    yield own
    for affix in (skeleton(affix) for affix in AFFIXES):
        for bare in (own.removeprefix(affix), own.removesuffix(affix)):
            if bare not in (own, ""):
                yield bare


@lru_cache(maxsize=4096)
def _latin(char: str) -> str:
    """The ASCII letter that `char` is drawn like, or `char` itself."""
    if unicodedata.combining(char):
        return ""
    twins = (twin["c"] for twin in confusables_data.get(char, ()))
    return next((twin for twin in twins if twin.isascii() and twin.isalnum()), char)
