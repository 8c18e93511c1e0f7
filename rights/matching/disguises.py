"""Signs that somebody hides a name: scripts mixed within a word, symbols for letters, and the like.

By itself a disguise proves nothing. It makes a hit of what would be too weak a find without it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.decisions import Span
from rights.matching.leet import is_far, is_sign
from rights.matching.scripts import Script, alphabet, letter_alphabet, script_of

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
# Between letters these are ordinary: "it's", "sci-fi", "and/or", "3.5", "R&B", "a_b", "e:g".
_SYMBOL_INSIDE = re.compile(r"(?<=[^\W_])[^\w\s'’‘´`.,\-‐‑–—/&_:;()\[\]\"“”…?!·・=]+(?=[^\W_])")
_SPELLED_OUT = re.compile(r"\b\w(?:[\W_]+\w\b){3}")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d{1,3}[^\W\d_]")
_QUANTITY = re.compile(r"[#$€£¥~+±≈-]?\d[\d.,:/×–-]*[%°]?[^\W\d_]{0,3}")
_STROKES = re.compile(r"[|\\/<>(){}\[\]^~*+#$@€£¥]")
_SIGNS = re.compile(r"\d|_|" + _STROKES.pattern)
_OPENERS = "\"'“‘«"
_ENDS = "\"'“”‘’«»(),.;:!?…-–—*_`"
# Latin letters that few languages have; and one letter of a script without spaces among Latin ones.
_ODD = frozenset("ðÐþÞƒƀƁɓƈƊɗƎǝəƏɛƑɠƓħĦɦɨɪƙĸℓɭɯɱɴŋŊɔƆɵƟƥƤʀɾɼŧŦƬʇʉʊʋʌɯʍʎɏƴȥʐʒƷ")
_FAR = r"[^\W\d_\u0000-\u0dff\u10a0-\u2fff]"
_STRAY = re.compile(rf"[A-Za-z]{_FAR}(?!{_FAR})|(?<!{_FAR}){_FAR}[A-Za-z]")
# What names of letters begin with that are no alphabets of their own.
_OTHER = frozenset({"", "MODIFIER", "FEMININE", "MASCULINE", "FULLWIDTH", "SUPERSCRIPT"})
_OVERLAYS = frozenset(chr(code) for code in (*range(0x334, 0x339), *range(0x20D0, 0x20F1)))
# Between letters of some scripts, invisible joiners are spelling, or part of a picture.
_JOINERS = frozenset("\u200c\u200d")
# Vietnamese writes two.
MANY_MARKS = 3


def is_disguised(text: str, span: Span) -> bool:
    """Is what stands under a span written so as to hide something?"""
    return looks_disguised(text[span.start : span.end])


def looks_disguised(words: str) -> bool:
    letters = _without_marks(words)
    if _SPELLED_OUT.search(letters) or _SYMBOL_INSIDE.search(letters) or _DIGIT_INSIDE.search(letters):
        return True
    return not words.isascii() and (_hides(words) or any(map(_mixes, _WORD.findall(letters))))


def disguised_words(text: str) -> list[Span]:
    """The stretches between blanks that may hold letters drawn with signs."""
    if text.isascii() and not _SIGNS.search(text):
        return []
    cores = (_core(match) for match in _CHUNK.finditer(text))
    return [span for span in cores if span and _is_drawn(text[span.start : span.end])]


def _core(match: re.Match[str]) -> Span | None:
    """Ends of sentences, quotes and brackets that have their other half are no letters."""
    start, end = match.span()
    text = match.string
    while end > start and text[end - 1] in _ENDS and not _is_half(text, start, end):
        end -= 1
    while start < end and (text[start] in _OPENERS or (text[start] == "(" and ")" in match.group())):
        start += 1
    return Span(start, end) if end - start > 1 else None


def _is_half(text: str, start: int, end: int) -> bool:
    """Does the bracket at the end close one within the word?"""
    return text[end - 1] == ")" and "(" in text[start + 1 : end - 1] and text[start] != "("


def _is_drawn(word: str) -> bool:
    """Letters beside signs, or letters of several alphabets."""
    word = _without_marks(word)
    if not word.isascii():
        if _is_foreign(word):
            return False
        if _mixes(word) or _is_dressed_up(word):
            return True
    if word.isalpha() or _QUANTITY.fullmatch(word) or "://" in word:
        return False
    return bool(_SIGNS.search(word) or _SYMBOL_INSIDE.search(word)) or any(map(is_sign, word))


def _is_foreign(word: str) -> bool:
    """Is it mostly written in a script without spaces, and in letters that dress no Latin ones?"""
    dense = [char for char in word if char.isalpha() and script_of(char) != Script.SPACED]
    return 2 * len(dense) >= sum(map(str.isalpha, word)) and not all(map(is_far, dense))


def _is_dressed_up(word: str) -> bool:
    """Do all its letters dress Latin ones? Cyrillic and Greek words may have none but such letters."""
    letters = [char for char in word if char.isalpha() and not char.isascii()]
    return bool(letters) and all(map(is_far, letters)) and alphabet(word) not in ("CYRILLIC", "GREEK")


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    return "".join(char for char in word if not unicodedata.category(char).startswith("M"))


def _hides(words: str) -> bool:
    marks = 0
    for at, char in enumerate(words):
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if char in _OVERLAYS or (marks >= MANY_MARKS and _is_latin_before(words, at)):
            return True
        if category == "Cf" and char not in _JOINERS and at and words[at - 1 : at].isalpha():
            return True
        if char in _JOINERS and words[at - 1 : at].isascii() and at:
            return True
        if _is_dressed(char):
            return True
    return False


def _is_latin_before(words: str, at: int) -> bool:
    return any(char.isascii() and char.isalpha() for char in words[max(0, at - 8) : at])


@lru_cache(maxsize=8192)
def _is_dressed(char: str) -> bool:
    """A Latin letter in another dress: bold, in a circle, small capitals; but not full width."""
    if char.isascii():
        return False
    name = unicodedata.name(char, "")
    if name.startswith(("MATHEMATICAL", "CIRCLED LATIN", "PARENTHESIZED LATIN", "NEGATIVE", "SQUARED LATIN")):
        return True
    return name.startswith(("LATIN LETTER SMALL CAPITAL", "LATIN SMALL LETTER TURNED", "REGIONAL", "TAG"))


def _mixes(word: str) -> bool:
    """Letters of two alphabets in one word, or single letters of a far script among Latin ones."""
    if word.isascii():
        return False
    if any(char in _ODD for char in word) or _STRAY.search(word):
        return True
    return len({letter_alphabet(char) for char in word if script_of(char) == Script.SPACED} - _OTHER) > 1
