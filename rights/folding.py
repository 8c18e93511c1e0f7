"""A text as the matcher reads it: squashed to letters and digits, with the way back to the original.

Two readings are made. In the *plain* one every letter is transliterated (Cyrillic "р" is "r"); in the
*look* one it is what it looks like ("р" is "p") and digits stand for the letters they resemble.
Scripts that are written without spaces keep their own characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from confusable_homoglyphs.confusables import confusables_data

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. `origin[i]` is the code point of the original from which `text[i]` comes.

    `opens[i]`: a word of the original may begin at `text[i]`; `closes[i]`: one may end with it.
    """

    text: str
    origin: tuple[int, ...]
    opens: tuple[bool, ...]
    closes: tuple[bool, ...]

    def is_whole(self, start: int, end: int) -> bool:
        """Do whole words of the original lie under `text[start:end]`? (Scunthorpe does not.)"""
        return self.opens[start] and self.closes[end - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original, end exclusive."""
        return self.origin[start], self.origin[end - 1] + 1


def readings(text: str) -> tuple[Reading, ...]:
    """The distinct readings of `text`."""
    plain, look = _read(text, plain_letters), _read(text, look_letters)
    return (plain,) if look.text == plain.text else (plain, look)


def fold(text: str) -> str:
    """The plain reading, as aliases are stored."""
    return _read(text, plain_letters).text


def _read(text: str, letters: Callable[[str], str]) -> Reading:
    signs: list[str] = []
    origin: list[int] = []
    opens: list[bool] = []
    closes: list[bool] = []
    gap = True  # a separator lies before the next letter
    for index, char in enumerate(text):
        written = letters(char)
        if not written:
            if not _is_invisible(char):
                gap = True
                if closes:
                    closes[-1] = True
            continue
        alone = _is_unspaced(char)
        if alone and closes:
            closes[-1] = True
        signs.extend(written)
        origin.extend([index] * len(written))
        opens.extend([gap or alone, *[False] * (len(written) - 1)])
        closes.extend([*[False] * (len(written) - 1), alone])
        gap = alone
    if closes:
        closes[-1] = True
    return Reading("".join(signs), tuple(origin), tuple(opens), tuple(closes))


@lru_cache(maxsize=8192)
def plain_letters(char: str) -> str:
    """The letters and digits of one character, transliterated; empty where it has none."""
    if _is_invisible(char):
        return ""
    whole = unicodedata.normalize("NFKC", char).casefold()
    written = whole if _is_unspaced(char) else anyascii(whole).casefold()
    return "".join(sign for sign in written if sign.isalnum())


@lru_cache(maxsize=8192)
def look_letters(char: str) -> str:
    """The letters that one character looks like."""
    if _is_invisible(char):
        return ""
    if char in _LEET:
        return _LEET[char]
    if not char.isascii() and not _is_unspaced(char):
        twins = (twin["c"].casefold() for twin in confusables_data.get(char, ()))
        if twin := next((twin for twin in twins if twin.isascii() and twin.isalnum()), ""):
            return twin
    return plain_letters(char)


@lru_cache(maxsize=8192)
def _is_invisible(char: str) -> bool:
    """Combining marks and format characters: they neither spell nor separate."""
    return unicodedata.category(char) in {"Mn", "Me", "Cf"}


@lru_cache(maxsize=8192)
def _is_unspaced(char: str) -> bool:
    return not char.isascii() and unicodedata.name(char, "").startswith(_UNSPACED)
