"""Names that are not written quite as they are known: what their finds are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.decisions import Span
from rights.matching.ambiguous import Ambiguous
from rights.matching.candidates import Candidate, Entry, Mode
from rights.matching.disguises import is_disguised
from rights.matching.folding import Reading, fold
from rights.matching.hits import Stage
from rights.matching.lattice import Lattice
from rights.matching.lookalikes import LONGEST, SHORTEST, Lookalike, Names
from rights.matching.misspelled import AMONG_WORDS, Misspelled
from rights.matching.passage import Passage
from rights.matching.scrambled import Scrambled
from rights.matching.scripts import alphabet, letter_alphabet
from rights.matching.stretches import Stretches
from rights.matching.words import SPELLED, Words, words_of

# With so many errors a name of so many telling letters is refused; a shorter one is looked at first.
SURE = {0: 6, 1: 6, 2: 8, 3: 14}
SURE_PERSON = {0: 6, 1: 7, 2: 11, 3: 16}
# With two errors, shorter names look like too many words; and like rare words, unless they are long.
TWO_ERRORS = 7
LONG = 11
# Among ordinary words: one of them must be rare for a refusal.
SURE_AMONG_WORDS = 9
RARE = 35
# So common a word is not what becomes of a name by an error.
EVERYDAY_ERROR = 51
# Scrambled names: how many of the pairs of neighboring letters must have stayed together.
ALIKE = 0.3
BACKWARDS = range(4, LONGEST)
# Endings that make another word of a name: nobody hides it so.
_ENDINGS = frozenset({"s", "ly", "ish", "ian", "ism", "ist", "like"})
# Words that tell nothing about which name it is.
_LITTLE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "to",
        "de",
        "la",
        "le",
        "el",
        "los",
        "las",
        "les",
        "der",
        "die",
        "das",
        "al",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "van",
    ]
)
_WORD = re.compile(r"\w+")
_BLANKS_ONLY = re.compile(r"[\w \t-]*")


class NearNames:
    """The names that may be found although they are misspelled: long enough, and no ordinary word."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._all = entries
        self._entries = {
            folded: fitting
            for folded, owners in entries.items()
            if folded.isascii() and (fitting := [entry for entry in owners if _may_be_near(entry)])
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
                    yield from _judged(Candidate(span, entry, score=found.score), found, words, passage)
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


def _judged(it: Candidate, found: Lookalike, words: Words, passage: Passage) -> Iterator[Candidate]:
    """What a lookalike is worth: refused, looked at by a person, or nothing."""
    parts = words.texts[found.first : found.last + 1]
    written = passage.text[it.span.start : it.span.end]
    disguised = is_disguised(passage.text, it.span)
    if not disguised and alphabet(it.entry.text) not in set(map(letter_alphabet, written)):
        return
    if not found.strange and not _is_odd_among_words(it.entry, found, words, written):
        return
    if "".join(parts).removeprefix(it.entry.folded) in _ENDINGS:
        return
    if found.errors is None:
        if found.score >= ALIKE:
            yield replace(it, stage=Stage.OBFUSCATED, certain=False, errors=None)
        return
    telling = _telling_letters(it.entry.text)
    if found.errors > 1 and not disguised and telling < (TWO_ERRORS if _is_unknown(words, found) else LONG):
        return
    sure = telling >= (SURE_PERSON if it.entry.person else SURE)[min(found.errors, 3)]
    if found.errors > 1 and parts[0][0] != it.entry.folded[0]:  # few mistype the first letter, and twice
        sure = telling >= LONG
    certain = it.entry.mode == Mode.STRONG and (sure or (disguised and found.errors < 3))
    if not found.strange:
        certain &= telling >= SURE_AMONG_WORDS and _rarest(words, found) < RARE
    stage = Stage.OBFUSCATED if disguised else Stage.FUZZY
    yield replace(it, stage=stage, certain=certain, errors=found.errors)


def _is_odd_among_words(entry: Entry, found: Lookalike, words: Words, written: str) -> bool:
    """Do ordinary words spell a name by more than chance?

    One of them is misspelled (and not merely in the plural), or they stand in another order
    with nothing but blanks between them.
    """
    if entry.mode != Mode.STRONG:
        return False
    names, parts = _folded_words(entry.text), words.texts[found.first : found.last + 1]
    if found.errors is None:
        return 1 < len(names) <= len(parts) and _BLANKS_ONLY.fullmatch(written) is not None
    if len(names) != len(parts):
        return False
    differing = [pair for pair in zip(names, parts, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or _telling_letters(entry.text) < AMONG_WORDS:
        return False
    [(name, part)] = differing
    everyday = words.tenths[found.first + parts.index(part)] >= EVERYDAY_ERROR
    return not everyday and part.rstrip("s") != name.rstrip("s")


def _is_unknown(words: Words, found: Lookalike) -> bool:
    """Is something in it that no list of words has, not even a list of rare ones?"""
    here = slice(found.first, found.last + 1)
    return bool((words.tenths[here][words.strange()[here]] <= 0).any())


def _rarest(words: Words, found: Lookalike) -> int:
    return int(words.tenths[found.first : found.last + 1].min())


@lru_cache(maxsize=4096)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))


def _telling_letters(text: str) -> int:
    """How many letters a name has without its little words."""
    return sum(len(word) for word in _folded_words(text) if word not in _LITTLE)


def _may_be_near(entry: Entry) -> bool:
    """An ordinary word that is misspelled is still no name, unless it is several words."""
    if not SHORTEST <= len(entry.folded) <= LONGEST or entry.mode == Mode.NEVER:
        return False
    if alphabet(entry.text) not in SPELLED:
        return False
    return entry.mode == Mode.STRONG or (" " in entry.text and len(entry.folded) >= AMONG_WORDS)
