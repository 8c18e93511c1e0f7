"""Finding the names of works in texts: exactly, by an automaton over each reading; and nearly.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from core.decisions import Span
from rights.matching.candidates import Candidate, Entry, weigh
from rights.matching.disguises import disguised_words
from rights.matching.drawn import drawn_readings
from rights.matching.folding import Reading, readings
from rights.matching.hits import Hit, Stage
from rights.matching.near import NearNames
from rights.matching.passage import Passage
from rights.matching.placing import place
from rights.matching.vocabulary import vocabulary

# How often one name is counted in a reading. Once is enough to refuse.
MOST_PLACES = 12


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

    def find(
        self, texts: Sequence[str], *, exact_only: bool = False, handles: Sequence[Sequence[Span]] = ()
    ) -> list[Hit]:
        """The works that `texts` name, each place once.

        The texts are read one after the other as one: names may begin in one and end in the next,
        and a sign in one tells what a word in another means. With `exact_only`, only names that
        are spelled as they are known, in whatever letters. `handles` are the places in each text
        where it calls somebody in the clip by their handle, with its @.
        """
        passage = Passage(texts, handles)
        plain = readings(passage.text)
        found = [it for reading in plain for it in self._named(reading, passage)]
        if exact_only:
            found = [it for it in found if it.stage == Stage.EXACT]
        else:
            disguised = disguised_words(passage.text)
            drawn = tuple(drawn_readings(passage.text, disguised))
            found += [it for reading in drawn for it in self._named(reading, passage)]
            found += self._near.find(plain, drawn, disguised, passage, found)
        return weigh(_without_chance(found, passage), passage)

    def _named(self, reading: Reading, passage: Passage) -> Iterator[Candidate]:
        places: Counter[Entry] = Counter()
        matches = self._automaton.find_matches_as_indexes(reading.text, overlapping=True)
        for number, start, end in matches:
            for entry in self._entries[self._patterns[number]]:
                if places[entry] < MOST_PLACES and (it := place(entry, reading, start, end, passage)):
                    places[entry] += 1
                    yield it


def _without_chance(found: Iterable[Candidate], passage: Passage) -> Iterator[Candidate]:
    """A handle is its bearer's name, and that it is spelled a little like another's no reason to ask a person
    about each clip with them. One that is hardly misspelled stays: it may stand for the other."""
    for it in found:
        if it.certain or it.stage != Stage.FUZZY or not passage.is_in_handle(it.span):
            yield it
