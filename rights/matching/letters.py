"""What one written character stands for: by its sound, and by its look."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii
from confusable_homoglyphs.confusables import confusables_data

from rights.matching.scripts import Script, script_of

LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
# These end sentences and divide words more often than they stand for letters.
DOUBTFUL = frozenset("!|")
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
# Letters in little boxes and flags, which no normal form turns into letters.
_BOXED = range(0x1F100, 0x1F200)


@lru_cache(maxsize=8192)
def is_invisible(char: str) -> bool:
    """Combining marks and format characters: they neither spell nor separate."""
    return unicodedata.category(char) in INVISIBLE


@lru_cache(maxsize=8192)
def clings(char: str) -> bool:
    """Is `char` part of the character before it: a mark, a vowel sign, the rest of a Hangul syllable?"""
    plain = unicodedata.normalize("NFKC", char)[:1]
    return is_invisible(plain) or "\u1160" <= plain <= "\u11ff" or unicodedata.category(char) == "Mc"


@lru_cache(maxsize=8192)
def compose(cluster: str) -> str:
    """A character with what is written onto it, in its plainest form: "ｶﾞ" is "ガ", "é" stays "é"."""
    visible = "".join(char for char in cluster if unicodedata.category(char) != "Cf")
    composed = unicodedata.normalize("NFKC", visible)
    return "".join(char for char in composed if not is_invisible(char))


@lru_cache(maxsize=8192)
def by_sound(composed: str) -> str:
    """The letters and digits of a composed character, in ASCII for scripts with spaces; or nothing."""
    return "".join(_sound(char) for char in composed)


@lru_cache(maxsize=8192)
def by_look(composed: str) -> str:
    """The letters that a composed character can be taken for."""
    return "".join(_look(char) for char in composed)


def _sound(char: str) -> str:
    if not char.isalnum():
        return _spell(char) if ord(char) in _BOXED else ""
    script = script_of(char)
    if script == Script.HANGUL:  # in its parts, which stay what they are when they meet others
        return unicodedata.normalize("NFKD", char)
    if script != Script.SPACED:
        return char
    return _spell(char)


def _look(char: str) -> str:
    if char in LEET:
        return LEET[char]
    sound = _sound(char)
    if char.isascii() or script_of(char) != Script.SPACED:
        return sound
    twins = [anyascii(twin["c"]).casefold() for twin in confusables_data.get(char, ())]
    look = next((twin for twin in twins if len(twin) == 1 and twin.isalnum()), sound)
    return sound if (look, sound) == ("l", "i") else look  # capital i, in any script


def _spell(char: str) -> str:
    return "".join(sign for sign in anyascii(char).casefold() if sign.isalnum())
