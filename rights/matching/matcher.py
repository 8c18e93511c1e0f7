"""Finding the names of works in texts: one pass of an Aho-Corasick automaton over each reading.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from core.decisions import Span
from rights.matching.candidates import Candidate, Entry, weigh
from rights.matching.folding import Reading, readings
from rights.matching.hits import Hit

# Names with fewer letters turn up by chance when the ends of neighboring words are joined.
SHORT = 6
_WORD = re.compile(r"\w+")


class Matcher:
    """All aliases of one revision of the registry. Immutable, and safe to share between threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.folded].append(entry)
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def find(self, texts: Sequence[str]) -> list[Hit]:
        """The works that `texts` name, each place once; texts are read together, as one work's context."""
        found = [
            Candidate(index, span, entry)
            for index, text in enumerate(texts)
            for entry, span in self._candidates(text)
        ]
        return weigh(found, texts)

    def _candidates(self, text: str) -> Iterator[tuple[Entry, Span]]:
        for reading in readings(text):
            matches = self._automaton.find_matches_as_indexes(reading.text, overlapping=True)
            for number, start, end in matches:
                for entry in self._entries[self._patterns[number]]:
                    if span := _place(entry, reading, start, end):
                        yield entry, span


def _place(entry: Entry, reading: Reading, start: int, end: int) -> Span | None:
    """Where the name stands in the original, if it stands there as whole words."""
    if not entry.needs_context and _is_plural(reading, start, end):
        end += 1
    if not reading.is_whole(start, end):
        return None
    spread = reading.spread(start, end)
    scattered = spread > len(_WORD.findall(entry.text)) and spread < len(entry.folded)
    if scattered and len(entry.folded) < SHORT:
        return None
    return reading.span(start, end)


def _is_plural(reading: Reading, start: int, end: int) -> bool:
    """Is the name followed by an "s", and nothing else, in its last word?"""
    more = end - start >= SHORT and reading.text.startswith("s", end)
    return more and not reading.closes(end) and reading.closes(end + 1)
