"""Finding names of works in a text: one pass of an Aho-Corasick automaton over each reading.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from core.decisions import Span
from rights.folding import readings

_SENTENCE_ENDS = ".!?:;\n\"“”'«»(¿¡。！？"


@dataclass(frozen=True, slots=True)
class Entry:
    """One alias as the matcher holds it."""

    folded: str
    work_id: int
    needs_context: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A work that a text names, and where."""

    work_id: int
    span: Span


class Matcher:
    """All aliases of one revision of the registry. Immutable, and safe to share between threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        patterns = [entry.folded for entry in self._entries]
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[Hit]:
        """The works that `text` names, by whole words, the longest name at each place."""
        found = list(self._candidates(text))
        named = {entry.work_id for entry, _ in found if not entry.needs_context}
        hits = {
            Hit(entry.work_id, span)
            for entry, span in found
            if not entry.needs_context or entry.work_id in named or _is_a_name(text, span)
        }
        return sorted(_longest(hits), key=lambda hit: (hit.span.start, hit.work_id))

    def _candidates(self, text: str) -> Iterator[tuple[Entry, Span]]:
        for reading in readings(text):
            matches = self._automaton.find_matches_as_indexes(reading.text, overlapping=True)
            for number, start, end in matches:
                if reading.is_whole(start, end):
                    yield self._entries[number], Span(*reading.span(start, end))


def _is_a_name(text: str, span: Span) -> bool:
    """Is an ordinary word written as a name: with a capital, in the middle of a sentence?"""
    before = text[: span.start].rstrip(" \t")
    return text[span.start].isupper() and bool(before) and before[-1] not in _SENTENCE_ENDS


def _longest(hits: set[Hit]) -> Iterator[Hit]:
    """Without hits that lie inside a longer one: "Batman" is not also "bat"."""
    for hit in hits:
        if not any(_inside(hit.span, other.span) for other in hits):
            yield hit


def _inside(one: Span, other: Span) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end
