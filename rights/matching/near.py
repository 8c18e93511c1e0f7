"""Names that are not written quite as they are known: misspelled, scrambled, run into other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rights.matching.candidates import Candidate, Entry, Mode
from rights.matching.disguises import is_disguised
from rights.matching.folding import Reading, fold
from rights.matching.hits import Stage
from rights.matching.lookalikes import AMONG_WORDS, LONGEST, SHORTEST, Lookalike, Lookalikes
from rights.matching.passage import Passage
from rights.matching.stretches import Stretches
from rights.matching.words import Words, words_of

# A name with two errors is refused from this length on; with one, from SHORTEST on.
TWO_ERRORS = 9
PERSON_ONE_ERROR, PERSON_TWO_ERRORS = 9, 13
# Scrambled names: how many of the pairs of neighboring letters must have stayed together.
ALIKE = 0.3
# Endings that make another word of a name: nobody hides it so.
_ENDINGS = frozenset({"ly", "ish", "ian", "ism", "ist", "like"})
_WORD = re.compile(r"\w+")
_BLANKS_ONLY = re.compile(r"[\w\s]*")
BACKWARDS = range(4, SHORTEST)


class NearNames:
    """The names that may be found although they are misspelled: long enough, and no ordinary word."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._all = entries
        self._entries = {
            folded: fitting
            for folded, owners in entries.items()
            if folded.isascii() and (fitting := [entry for entry in owners if _may_be_near(entry)])
        }
        self._names = list(self._entries)
        self._lookalikes = Lookalikes(self._names)

    def find(
        self, readings: Iterable[Reading], passage: Passage, exact: Sequence[Candidate]
    ) -> Iterator[Candidate]:
        explained = np.zeros(len(passage.text) + 1, np.bool_)
        for it in exact:
            if it.entry.mode == Mode.STRONG:
                explained[it.span.start : it.span.end] = True
        for reading in readings:
            words = words_of(reading)
            if len(words.begins):
                yield from self._in(words, _strange(words, explained), passage)

    def _in(self, words: Words, strange: NDArray[np.bool_], passage: Passage) -> Iterator[Candidate]:
        stretches = Stretches(words, strange, longest=LONGEST + 2)
        for found in self._lookalikes.find(stretches):
            span = words.span(found.first, found.last)
            for entry in self._entries[self._names[found.name]]:
                yield from _judged(Candidate(span, entry, score=found.score), found, words, passage)
        for number in np.nonzero(strange)[0].tolist():
            backwards = words.text(number)[::-1]
            if len(backwards) in BACKWARDS:
                for entry in self._all.get(backwards, ()):
                    if entry.mode == Mode.STRONG:
                        yield Candidate(words.span(number, number), entry, Stage.OBFUSCATED, 0.5, False)


def _judged(it: Candidate, found: Lookalike, words: Words, passage: Passage) -> Iterator[Candidate]:
    """What a lookalike is worth: refused, looked at by a person, or nothing."""
    parts = [words.text(number) for number in range(found.first, found.last + 1)]
    written = passage.text[it.span.start : it.span.end]
    if not found.strange and not _is_odd_among_words(it.entry, found, parts, written):
        return
    if found.strange and "".join(parts).removeprefix(it.entry.folded) in _ENDINGS:
        return
    disguised = is_disguised(passage.text, it.span)
    if found.errors is None:
        if found.score >= ALIKE:
            yield replace(it, stage=Stage.OBFUSCATED, certain=False)
        return
    sure = found.strange and it.entry.mode == Mode.STRONG and (disguised or _is_sure(it.entry, found.errors))
    yield replace(it, stage=Stage.OBFUSCATED if disguised else Stage.FUZZY, certain=sure)


def _is_sure(entry: Entry, errors: int) -> bool:
    length = len(entry.folded)
    if entry.person:
        return length >= (PERSON_ONE_ERROR if errors == 1 else PERSON_TWO_ERRORS)
    return errors == 1 or length >= TWO_ERRORS


def _is_odd_among_words(entry: Entry, found: Lookalike, parts: Sequence[str], written: str) -> bool:
    """Do ordinary words spell a name by more than chance?

    One of them is misspelled (and not merely in the plural), or they stand in another order
    with nothing but blanks between them.
    """
    if entry.mode != Mode.STRONG:
        return False
    if found.errors is None:
        return _BLANKS_ONLY.fullmatch(written) is not None
    names = [fold(word) for word in _WORD.findall(entry.text)]
    if len(names) != len(parts):
        return False
    differing = [pair for pair in zip(names, parts, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and differing[0][0].rstrip("s") != differing[0][1].rstrip("s")


def _may_be_near(entry: Entry) -> bool:
    """An ordinary word that is misspelled is still no name, unless it is several words."""
    if not SHORTEST <= len(entry.folded) <= LONGEST or entry.mode == Mode.NEVER:
        return False
    return entry.mode == Mode.STRONG or (" " in entry.text and len(entry.folded) >= AMONG_WORDS)


def _strange(words: Words, explained: NDArray[np.bool_]) -> NDArray[np.bool_]:
    strange = words.strange()
    for number in np.nonzero(strange)[0].tolist():
        span = words.span(number, number)
        strange[number] = not explained[span.start : span.end].all()
    return strange
