"""Where one word can end and the next begin, in scripts with spaces and in those without."""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import lru_cache


class Script(Enum):
    """Characters by how words are told apart in them."""

    SPACED = "words stand between spaces"
    KATAKANA = "a run of them is a word"
    HANGUL = "words stand between spaces, and particles cling to their ends"
    DENSE = "any character may begin or end a word"


_PREFIXES = (
    ("KATAKANA", Script.KATAKANA),
    ("HANGUL", Script.HANGUL),
    ("CJK", Script.DENSE),
    ("HIRAGANA", Script.DENSE),
    ("IDEOGRAPHIC", Script.DENSE),
    ("THAI", Script.DENSE),
    ("LAO", Script.DENSE),
    ("KHMER", Script.DENSE),
    ("MYANMAR", Script.DENSE),
)


@lru_cache(maxsize=8192)
def script_of(char: str) -> Script:
    if char.isascii():
        return Script.SPACED
    name = unicodedata.name(char, "")
    return next((script for prefix, script in _PREFIXES if name.startswith(prefix)), Script.SPACED)


def word_may_end(before: Script, after: Script) -> bool:
    """May a word end with a character of `before` when one of `after` follows without a gap?"""
    return before != after or before in (Script.DENSE, Script.HANGUL)


def word_may_begin(before: Script, after: Script) -> bool:
    """May a word begin with a character of `after` when one of `before` stands right before it?"""
    return before != after or after == Script.DENSE


@lru_cache(maxsize=8192)
def letter_alphabet(char: str) -> str:
    """The first word of a letter's name in Unicode: LATIN, CYRILLIC, HIRAGANA; "" for other signs."""
    if char.isascii():
        return "LATIN" if char.isalpha() else ""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""


def alphabet(word: str) -> str:
    """That of its first letter."""
    return next((found for char in word if (found := letter_alphabet(char))), "")
