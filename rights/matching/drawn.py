"""What a text spells when its signs are letters, or when the page is turned. Most texts have neither."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from core.decisions import Span
from rights.matching.characters import Characters, cut, joined
from rights.matching.folding import Reading
from rights.matching.leet import drawings, far_letters, is_turned, turn
from rights.matching.letters import DOUBTFUL, by_look


def drawn_readings(text: str, disguised: Sequence[Span]) -> Iterator[Reading]:
    """With both guesses for signs that may be either of two letters, within the disguised words."""
    if disguised:
        places = [place for word in disguised for place in drawings(text, word.start, word.end)]
        characters = joined(text, cut(text), places)
        one, other = (_read(characters, disguised, guess) for guess in (0, 1))
        yield one
        if other.text != one.text:
            yield other
    if is_turned(text):
        characters = cut(text).backwards()
        yield Reading.of(characters, [_turned(sign) for sign in characters.composed])


def _read(characters: Characters, disguised: Sequence[Span], guess: int) -> Reading:
    letters = [by_look(sign) if sign not in DOUBTFUL else "" for sign in characters.composed]
    for number, start in enumerate(characters.starts):
        at = bisect_right(disguised, start, key=lambda word: word.start) - 1
        if at >= 0 and start < disguised[at].end:
            letters[number] = far_letters(characters.composed[number], guess)
    return Reading.of(characters, letters)


def _turned(sign: str) -> str:
    if not sign.isalnum():
        return ""
    return turn(sign.casefold()) if sign.isascii() else far_letters(sign, 0)
