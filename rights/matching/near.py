"""Names that are not written quite as they are known, wherever they are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.decisions import Span
from rights.matching.ambiguous import Ambiguous
from rights.matching.candidates import Candidate, Entry, Mode
from rights.matching.folding import Reading
from rights.matching.hits import Stage
from rights.matching.judging import judged, may_be_near
from rights.matching.lattice import Lattice
from rights.matching.lookalikes import LONGEST, SHORTEST, Lookalike, Names
from rights.matching.misspelled import Misspelled
from rights.matching.passage import Passage
from rights.matching.scrambled import Scrambled
from rights.matching.stretches import Stretches
from rights.matching.words import Words, words_of

# Shorter words have too many neighbors when they are read backwards.
BACKWARDS = range(4, LONGEST)


class NearNames:
    """The names that may be found although they are misspelled: long enough, and no ordinary word."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._all = entries
        self._entries = {
            folded: fitting
            for folded, owners in entries.items()
            if folded.isascii() and (fitting := [entry for entry in owners if may_be_near(entry)])
        }
        names = Names(list(self._entries))
        self._names = names.texts
        self._misspelled, self._scrambled = Misspelled(names), Scrambled(names)
        self._ambiguous = Ambiguous(names)
        self._lattice = Lattice([name for name, owners in entries.items() if _is_strong(owners)])

    def find(
        self,
        plain: Iterable[Reading],
        drawn: Iterable[Reading],
        disguised: Sequence[Span],
        passage: Passage,
        exact: Sequence[Candidate],
    ) -> Iterator[Candidate]:
        """Those in the readings, except where a name is written as it is known."""
        explained = np.zeros(len(passage.text) + 1, np.bool_)
        for it in exact:
            if it.entry.mode == Mode.STRONG:
                explained[it.span.start : it.span.end] = True
        seen: set[tuple[str, int]] = set()
        for reading in plain:
            yield from self._in(words_of(reading, ()), passage, explained, seen)
        yield from self._drawn(passage, disguised)
        for reading in drawn:
            yield from self._in(words_of(reading, disguised), passage, explained, seen)

    def _in(
        self, words: Words, passage: Passage, explained: NDArray[np.bool_], seen: set[tuple[str, int]]
    ) -> Iterator[Candidate]:
        places = list(zip(words.texts, words.starts().tolist(), strict=True))
        fresh = np.array([place not in seen for place in places], np.bool_)
        seen.update(places)
        strange = words.strange()
        for number in np.nonzero(strange)[0].tolist():
            span = words.span(number, number)
            strange[number] = not explained[span.start : span.end].all()
        if fresh.any():
            at = Stretches(words, strange, fresh, longest=LONGEST + 2)
            for found in self._lookalikes(at):
                span = words.span(found.first, found.last)
                for entry in self._entries[self._names[found.name]]:
                    yield from judged(Candidate(span, entry, score=found.score), found, words, passage)
            yield from self._backwards(words, strange & fresh)

    def _lookalikes(self, at: Stretches) -> Iterator[Lookalike]:
        yield from self._misspelled.find(at)
        if at.disguised.any():
            yield from self._ambiguous.find(at)
        else:
            yield from self._scrambled.find(at)

    def _drawn(self, passage: Passage, disguised: Sequence[Span]) -> Iterator[Candidate]:
        for found in self._lattice.find(passage.text, disguised):
            for entry in self._all[found.name]:
                if entry.mode == Mode.STRONG:
                    score = 1 - found.doubts / len(found.name) / 2
                    sure = len(found.name) >= SHORTEST or found.doubts * 2 < len(found.name)
                    yield Candidate(found.span, entry, Stage.OBFUSCATED, score, sure)

    def _backwards(self, words: Words, strange: NDArray[np.bool_]) -> Iterator[Candidate]:
        """Names too short to be scrambled, and ordinary words: nobody writes those backwards by chance."""
        for number in np.nonzero(strange)[0].tolist():
            backwards = words.texts[number][::-1]
            if len(backwards) in BACKWARDS:
                for entry in self._all.get(backwards, ()):
                    if entry.mode != Mode.NEVER:
                        span = words.span(number, number)
                        yield Candidate(span, entry, Stage.OBFUSCATED, 0.5, certain=False, errors=None)


def _is_strong(owners: Sequence[Entry]) -> bool:
    return any(entry.mode == Mode.STRONG for entry in owners)
