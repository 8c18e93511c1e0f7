"""A text as the matcher reads it: squashed to letters and digits, with the way back to the original.

Two readings are made of every text: one by sound (Cyrillic "р" is "r") and one by look ("р" is
"p", and "0" is "o"); where the writing direction is overridden, as it is stored and as it is
shown. All are linear in the length of the text, and none ever fails. Where words begin and end is
only looked up where something was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.decisions import Span
from rights.matching.characters import Characters, cut, displayed
from rights.matching.letters import DOUBTFUL, LEET, by_look, by_sound
from rights.matching.scripts import Script, script_of, word_may_begin, word_may_end

_SIGNS = re.compile("[" + re.escape("".join(LEET)) + "]")


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
        """Where `text[start:end]` stands in the original, which may be read backwards."""
        first, last = self.origin[start], self.origin[end - 1]
        starts, ends = self.characters.starts, self.characters.ends
        return Span(min(starts[first], starts[last]), max(ends[first], ends[last]))

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
    return tuple({reading.text: reading for reading in _all_readings(text)}.values())


def fold(text: str) -> str:
    """The reading by sound, as aliases are stored. Folding twice is folding once."""
    return _read(cut(text), by_sound).text


def _all_readings(text: str) -> Iterator[Reading]:
    orders = (cut(text), displayed(text))
    looks_as_it_sounds = text.isascii() and not _SIGNS.search(text)
    for characters in orders:
        if characters:
            yield _read(characters, by_sound)
            if not looks_as_it_sounds:
                yield _read(characters, by_look)


def _read(characters: Characters, letters_of: Callable[[str], str]) -> Reading:
    composed = characters.composed
    letters = list(map(letters_of, composed))
    if not DOUBTFUL.isdisjoint(composed):
        for number, sign in enumerate(composed):
            if sign in DOUBTFUL and not "".join(composed[number + 1 : number + 2]).isalnum():
                letters[number] = ""
    return Reading.of(characters, letters)
