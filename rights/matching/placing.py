"""Where a name that the automaton has found stands in the original, and whether it stands there at all."""

from __future__ import annotations

import re

from core.decisions import Span
from rights.matching.candidates import Candidate, Entry, Mode
from rights.matching.folding import Reading
from rights.matching.hits import Stage
from rights.matching.passage import Passage
from rights.matching.vocabulary import vocabulary

# Names with fewer letters turn up by chance when the ends of neighboring words are joined.
SHORT = 6
# In scripts of which one character is a syllable or a word; between texts only.
SHORT_DENSE = 3
# Shorter names may be spelled like common words (more than once in a hundred thousand), when they
# are divided in another way or written in another alphabet.
LONG, COMMON, MOST_BY_CHANCE = 8, 36, 2
# Said less than once in two million words: hardly a word of a sentence.
RARE = 27
# A name of so many letters is found within longer words.
STUCK, LONGEST = 8, 30
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def place(entry: Entry, reading: Reading, start: int, end: int, passage: Passage) -> Candidate | None:
    """The name where it stands in the original, if it stands there as whole words."""
    if entry.mode == Mode.STRONG and _is_plural(reading, start, end):
        end += 1
    if not reading.is_whole(start, end):
        return _stuck(entry, reading, start, end)
    span, letters = reading.span(start, end), len(entry.folded)
    spread = reading.spread(start, end)
    in_pieces = spread > len(_WORD.findall(entry.text))
    if in_pieces and letters < _shortest_in_pieces(entry, span, passage, spelled_out=spread >= letters):
        return _torn(entry, span, passage)
    written = passage.text[span.start : span.end]
    if letters < LONG and _is_amount(entry, written):
        return None
    by_chance = letters < LONG and _is_ordinary(entry, written)
    return Candidate(span, entry, certain=not by_chance)


def _stuck(entry: Entry, reading: Reading, start: int, end: int) -> Candidate | None:
    """A long name inside a word that no dictionary knows: "#ilovepikachus". Scunthorpe is known."""
    if entry.mode != Mode.STRONG or len(entry.folded) < STUCK or not entry.folded.isascii():
        return None
    first = next((at for at in range(start, max(start - LONGEST, -1), -1) if reading.opens(at)), None)
    last = next(
        (at for at in range(end, min(end + LONGEST, len(reading.text) + 1)) if reading.closes(at)), None
    )
    if first is None or last is None or reading.spread(first, last) > 1:
        return None
    if any(vocabulary().tenths([reading.text[first:last]])[1]):
        return None
    return Candidate(reading.span(start, end), entry, Stage.OBFUSCATED, 1.0, certain=False, errors=1)


def _shortest_in_pieces(entry: Entry, span: Span, passage: Passage, *, spelled_out: bool) -> int:
    """How many letters a name must have when its words are torn apart, or it stands in several texts."""
    if passage.crosses(span):
        return SHORT if entry.folded.isascii() else SHORT_DENSE
    return 0 if spelled_out else SHORT


def _torn(entry: Entry, span: Span, passage: Passage) -> Candidate | None:
    """A short name in two pieces, of which the longer is no English word: "Na ruto", not "or the"."""
    pieces = passage.text[span.start : span.end].casefold().split()
    if entry.mode != Mode.STRONG or len(pieces) != 2 or passage.crosses(span):
        return None
    longer = max(pieces, key=len)
    if len(longer) < SHORT // 2 or not longer.isascii() or vocabulary().tenths([longer])[0][0] >= RARE:
        return None
    return Candidate(span, entry, Stage.OBFUSCATED, 1.0, certain=False, errors=1)


def _is_ordinary(entry: Entry, written: str) -> bool:
    """Do one or two common words happen to be spelled like it: "lining" for "Li-Ning"?"""
    words = written.casefold().split()
    if len(words) > MOST_BY_CHANCE or words == entry.text.casefold().split():
        return False
    return bool((vocabulary().tenths(words)[1] >= COMMON).all())


def _is_amount(entry: Entry, written: str) -> bool:
    """Is it a common word and a number, which is no word: "than 0.5" for "Thanos"?"""
    words = written.casefold().split()
    others = [word for word in words if not _NUMBER.fullmatch(word)]
    if (len(words), len(others)) != (2, 1) or any(letter.isdigit() for letter in entry.text):
        return False
    return bool(vocabulary().tenths(others)[1][0] >= COMMON)


def _is_plural(reading: Reading, start: int, end: int) -> bool:
    """Is the name followed by an "s", and nothing else, in its last word?"""
    more = end - start >= SHORT and reading.text.startswith("s", end)
    return more and not reading.closes(end) and reading.closes(end + 1)
