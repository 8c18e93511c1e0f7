"""A text as words, in a form in which spelling tricks are mostly gone, with the way back to the original.

Letters with marks lose them, letters of other alphabets that look Latin become Latin where the word has
Latin ones too, digits and signs between letters become the letters that they stand for, and what cannot
be seen is dropped. "P0litícs" and "p o l i t i c s" are read as "politics".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.decisions import Span

_LOOKALIKES = str.maketrans(
    "авекмнорстухіѕјԁѡαβεικνορτυχ",
    "abekmhopctyxisjdwabeiknoptux",
)
_SIGNS = str.maketrans("0134578@$!", "oieastbasi")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*]{1,2}){3,}[^\W\d_](?![^\W_])")
_DENSE = 0x2E80  # from here on, scripts without spaces between words
_SINGLE = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is compared, and where it stands."""

    text: str
    span: Span


def words_of(text: str) -> list[Word]:
    """The words of `text` in order; a sign of a script without spaces is a word of its own."""
    spelled = [match.span() for match in _SPELLED.finditer(text)]
    found = [_join(text, start, end) for start, end in spelled]
    for match in _pieces(text):
        inside = any(start <= match.start and match.end <= end for start, end in spelled)
        if not inside and (word := fold(text[match.start : match.end])):
            found.append(Word(word, match))
    return sorted(found, key=lambda word: word.span.start)


def fold(word: str) -> str:
    """A word in the form in which words are compared."""
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", word).casefold()
        if unicodedata.category(sign) not in ("Mn", "Cf", "Cc")
    ).replace("’", "'")
    if re.search("[a-z]", bare):
        bare = bare.translate(_LOOKALIKES)
        if re.search("[a-z]{2}", bare) or re.search("[a-z][0-9@$!][a-z]", bare):
            bare = bare.translate(_SIGNS)
    return _SINGLE.sub(r"\1\1", unicodedata.normalize("NFC", bare)).removesuffix("'s")


def _join(text: str, start: int, end: int) -> Word:
    return Word(fold("".join(sign for sign in text[start:end] if sign.isalnum())), Span(start, end))


def _pieces(text: str) -> list[Span]:
    """Runs of letters and digits, with the signs that stand for letters inside them, and without what cannot
    be seen counting as an end."""
    spans: list[Span] = []
    start = -1  # of the run at hand; none when negative
    for place, sign in enumerate(text):
        if ord(sign) >= _DENSE and sign.isalnum() and not _is_wide_latin(sign):
            spans += [Span(start, place)] * (start >= 0)
            spans.append(Span(place, place + 1))
            start = -1
        elif _belongs(text, place):
            start = place if start < 0 else start
        elif start >= 0:
            spans.append(Span(start, place))
            start = -1
    return [*spans, Span(start, len(text))] if start >= 0 else spans


def _belongs(text: str, place: int) -> bool:
    sign = text[place]
    if sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc", "Cf"):
        return True
    around = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return sign in "'’@$!" and all(it.isalnum() for it in around)


def _is_wide_latin(sign: str) -> bool:
    return "\uff10" <= sign <= "\uff5a"
