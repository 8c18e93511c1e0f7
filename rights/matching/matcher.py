"""Finding the names of works in texts: exactly, by an automaton over each reading; and nearly.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from core.decisions import Span
from rights.matching.candidates import Candidate, Entry, Mode, weigh
from rights.matching.disguises import disguised_words
from rights.matching.drawn import drawn_readings
from rights.matching.folding import Reading, readings
from rights.matching.hits import Hit, Stage
from rights.matching.near import NearNames
from rights.matching.passage import Passage
from rights.matching.vocabulary import vocabulary

# Names with fewer letters turn up by chance when the ends of neighboring words are joined.
SHORT = 6
# In scripts of which one character is a syllable or a word; between texts only.
SHORT_DENSE = 3
# Shorter names may be spelled like common words (more than once in a hundred thousand), when they
# are divided in another way or written in another alphabet.
LONG, COMMON, MOST_BY_CHANCE = 8, 38, 2
# A name of so many letters is found within longer words.
STUCK, LONGEST = 8, 30
# How often one name is counted in a reading. Once is enough to refuse.
MOST_PLACES = 12
_WORD = re.compile(r"\w+")


class Matcher:
    """All aliases of one revision of the registry. Immutable, and safe to share between threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.folded:
                self._entries[entry.folded].append(entry)
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        self._near = NearNames(self._entries)
        vocabulary()  # read now, and not at the first question

    def find(self, texts: Sequence[str], *, exact_only: bool = False) -> list[Hit]:
        """The works that `texts` name, each place once.

        The texts are read one after the other as one: names may begin in one and end in the next,
        and a sign in one tells what a word in another means. With `exact_only`, only names that
        are spelled as they are known, in whatever letters.
        """
        passage = Passage(texts)
        plain = readings(passage.text)
        found = [it for reading in plain for it in self._named(reading, passage)]
        if not exact_only:
            disguised = disguised_words(passage.text)
            drawn = tuple(drawn_readings(passage.text, disguised))
            found += [it for reading in drawn for it in self._named(reading, passage)]
            found += self._near.find(plain, drawn, disguised, passage, found)
        return weigh(found, passage)

    def _named(self, reading: Reading, passage: Passage) -> Iterator[Candidate]:
        places: Counter[Entry] = Counter()
        matches = self._automaton.find_matches_as_indexes(reading.text, overlapping=True)
        for number, start, end in matches:
            for entry in self._entries[self._patterns[number]]:
                if places[entry] < MOST_PLACES and (it := _place(entry, reading, start, end, passage)):
                    places[entry] += 1
                    yield it


def _place(entry: Entry, reading: Reading, start: int, end: int, passage: Passage) -> Candidate | None:
    """The name where it stands in the original, if it stands there as whole words."""
    if entry.mode == Mode.STRONG and _is_plural(reading, start, end):
        end += 1
    if not reading.is_whole(start, end):
        return _stuck(entry, reading, start, end)
    span, letters = reading.span(start, end), len(entry.folded)
    if reading.spread(start, end) > len(_WORD.findall(entry.text)):
        shortest = _shortest_in_pieces(
            entry, span, passage, spelled_out=reading.spread(start, end) == letters
        )
        if letters < shortest:
            return None
    by_chance = letters < LONG and _is_ordinary(entry, passage.text[span.start : span.end])
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


def _is_ordinary(entry: Entry, written: str) -> bool:
    """Do one or two common words happen to be spelled like it: "lining" for "Li-Ning"?"""
    words = written.casefold().split()
    if len(words) > MOST_BY_CHANCE or words == entry.text.casefold().split():
        return False
    return bool((vocabulary().tenths(words)[1] >= COMMON).all())


def _is_plural(reading: Reading, start: int, end: int) -> bool:
    """Is the name followed by an "s", and nothing else, in its last word?"""
    more = end - start >= SHORT and reading.text.startswith("s", end)
    return more and not reading.closes(end) and reading.closes(end + 1)
