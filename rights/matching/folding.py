"""A text as the matcher reads it: squashed to letters and digits, with the way back to the original.

Two readings are made: one by sound (Cyrillic "р" is "r") and one by look ("р" is "p", and "0" is
"o"). Both are linear in the length of the text, and neither ever fails. Where words begin and end
is only looked up where something was found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.decisions import Span
from rights.matching.disguises import disguised_words
from rights.matching.leet import drawings, far_letters, is_turned, turn
from rights.matching.letters import DOUBTFUL, by_look, by_sound, clings, compose
from rights.matching.scripts import Script, script_of, word_may_begin, word_may_end

# Nobody writes more marks onto one letter; what comes after them changes nothing.
MARKS = 8


@dataclass(frozen=True, slots=True)
class Characters:
    """A text cut into characters with the marks written onto them. Invisible ones are empty."""

    composed: Sequence[str]
    bounds: Sequence[int]  # where each begins in the original, in code points, and where the last ends

    def backwards(self) -> Characters:
        return Characters(self.composed[::-1], self.bounds[::-1])


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a text: `text` holds only letters and digits."""

    text: str
    characters: Characters
    letters: Sequence[str]  # of each character; none for a gap
    origin: Sequence[int]  # the number of the character that each letter of `text` comes from

    @classmethod
    def of(cls, characters: Characters, letters: Sequence[str]) -> Reading:
        origin = [number for number, signs in enumerate(letters) for _ in signs]
        return cls("".join(letters), characters, letters, origin)

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the original."""
        bounds = self.characters.bounds
        ends = bounds[self.origin[start]], bounds[self.origin[end - 1] + 1]
        return Span(min(ends), max(ends))  # a text may be read backwards

    def opens(self, start: int) -> bool:
        """May a word of the original begin with the letter at `start`?"""
        here = self.origin[start]
        if start == 0 or self.origin[start - 1] == here:
            return start == 0
        before = self.origin[start - 1]
        return self.gaps(before, here) > 0 or word_may_begin(self._script(before), self._script(here))

    def closes(self, end: int) -> bool:
        """May a word of the original end right before the letter at `end`?"""
        here = self.origin[end - 1]
        if end == len(self.text) or self.origin[end] == here:
            return end == len(self.text)
        after = self.origin[end]
        return self.gaps(here, after) > 0 or word_may_end(self._script(here), self._script(after))

    def is_whole(self, start: int, end: int) -> bool:
        """Do whole words of the original lie under `text[start:end]`? (Scunthorpe does not.)"""
        return self.opens(start) and self.closes(end)

    def spread(self, start: int, end: int) -> int:
        """Over how many words, divided by gaps, `text[start:end]` is spread."""
        return self.gaps(self.origin[start], self.origin[end - 1]) + 1

    def gaps(self, first: int, last: int) -> int:
        """How many gaps lie between two characters; what is invisible is none."""
        gaps, in_gap = 0, False
        for number in range(first + 1, last):
            if self.letters[number]:
                in_gap = False
            elif self.characters.composed[number]:
                gaps, in_gap = gaps + (not in_gap), True
        return gaps

    def _script(self, number: int) -> Script:
        return script_of(self.characters.composed[number][0])


def readings(text: str) -> tuple[Reading, ...]:
    """The distinct readings of `text`."""
    characters = _cut(text)
    sound, look = _read(characters, by_sound), _read(characters, by_look)
    return (sound,) if look.text == sound.text else (sound, look)


def drawn_readings(text: str) -> tuple[Reading, ...]:
    """What the text spells when signs are letters: none where nothing looks disguised."""
    words = disguised_words(text)
    if not words:
        return ()
    places = [place for word in words for place in drawings(text, word.start, word.end)]
    characters = _join(text, _cut(text), places)
    guesses = [_read_drawn(characters, words, guess) for guess in (0, 1)]
    return tuple(guesses[:1] if guesses[0].text == guesses[1].text else guesses)


def turned_reading(text: str) -> Reading | None:
    """The text as it reads with the page upside down, where its letters are."""
    if not is_turned(text):
        return None
    characters = _cut(text).backwards()
    letters = [turn(far_letters(sign, 0)) if sign.isalnum() else "" for sign in characters.composed]
    return Reading.of(characters, letters)


def fold(text: str) -> str:
    """The reading by sound, as aliases are stored. Folding twice is folding once."""
    return _read(_cut(text), by_sound).text


def _cut(text: str) -> Characters:
    if text.isascii():
        return Characters(text, range(len(text) + 1))
    begins = [index for index, char in enumerate(text) if index == 0 or not clings(char)]
    bounds = [*begins, len(text)]
    composed = [compose(text[start : min(end, start + MARKS)]) for start, end in pairwise(bounds)]
    return Characters(composed, bounds)


def _read(characters: Characters, letters_of: Callable[[str], str]) -> Reading:
    letters = [letters_of(composed) for composed in characters.composed]
    for number, composed in enumerate(characters.composed):
        if composed in DOUBTFUL and not "".join(characters.composed[number + 1 : number + 2]).isalnum():
            letters[number] = ""
    return Reading.of(characters, letters)


def _join(text: str, characters: Characters, places: Sequence[tuple[int, int]]) -> Characters:
    """Each place becomes one character."""
    ends = dict(places)
    inner = {at for start, end in places for at in range(start + 1, end)}
    kept = [
        (start, text[start : ends[start]] if start in ends else sign)
        for sign, start in zip(characters.composed, characters.bounds, strict=False)
        if start not in inner
    ]
    return Characters([sign for _, sign in kept], [*(start for start, _ in kept), len(text)])


def _read_drawn(characters: Characters, words: Sequence[Span], guess: int) -> Reading:
    """Signs are letters within the disguised words, and nowhere else."""
    letters = [by_look(sign) if sign not in DOUBTFUL else "" for sign in characters.composed]
    for number, start in enumerate(characters.bounds[:-1]):
        at = bisect_right(words, start, key=lambda word: word.start) - 1
        if at >= 0 and start < words[at].end:
            letters[number] = far_letters(characters.composed[number], guess)
    return Reading.of(characters, letters)
