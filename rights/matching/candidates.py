"""From names found to works named: which of the finds count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.decisions import Span
from rights.matching.capitals import Capitals
from rights.matching.disguises import is_disguised
from rights.matching.hits import Hit, Stage
from rights.matching.passage import Passage


class Mode(StrEnum):
    """What a find of an alias is worth."""

    STRONG = "strong"  # it counts
    CONTEXT = "context"  # an ordinary word: it counts when it is written as a name, or beside another name
    NEVER = "never"  # it is only another name for those of mode context to stand beside


@dataclass(frozen=True, slots=True)
class Entry:
    """One alias as the matcher holds it."""

    text: str
    folded: str
    work: int  # id
    group: int  # id of the franchise that the work belongs to, or of the work itself
    mode: Mode = Mode.STRONG
    person: bool = False  # a find that is not exact must be surer before it refuses


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alias, and where it stands in the passage, in code points."""

    span: Span
    entry: Entry
    stage: Stage = Stage.EXACT
    score: float = 1.0
    certain: bool = True
    errors: int | None = 0  # in the spelling; None: its letters stand in another order


def weigh(found: Iterable[Candidate], passage: Passage) -> list[Hit]:
    """The hits among the candidates, in the order of the texts, each place once."""
    found = list(dict.fromkeys(found))
    counting = list(_counting(found, passage))
    exact = sorted((it for it in counting if it.stage == Stage.EXACT), key=_in_order)
    kept = list(_without_parts(exact))
    kept += _best_of([it for it in counting if it.stage != Stage.EXACT], kept)
    return list(dict.fromkeys(_hit(it, passage) for it in sorted(kept, key=_in_order)))


def _in_order(it: Candidate) -> tuple[int, int, int]:
    return it.span.start, -it.span.end, it.entry.work


def _hit(it: Candidate, passage: Passage) -> Hit:
    span = passage.within(it.span)
    return Hit(passage.index(it.span.start), span, it.entry.work, it.stage, round(it.score, 3), it.certain)


def _counting(found: Sequence[Candidate], passage: Passage) -> Iterator[Candidate]:
    """Those whose mode lets them count here; an ordinary word that is disguised counts, for a reviewer."""
    groups: dict[int, _Group] = defaultdict(_Group)
    for it in found:
        groups[it.entry.group].add(it)
    capitals = [Capitals(text) for text in passage.texts]
    for it in found:
        if it.entry.mode == Mode.NEVER:
            continue
        index = passage.index(it.span.start)
        alone = it.entry.mode == Mode.STRONG or it.stage != Stage.EXACT
        if alone or capitals[index].mark(passage.within(it.span)) or groups[it.entry.group].joins(it):
            yield it
        elif is_disguised(passage.text, it.span):
            yield replace(it, stage=Stage.OBFUSCATED, certain=False)


class _Group:
    """Where the names of a work or franchise stand: for each name the first end and the last start.

    Of the names only those two are kept that end first, and those two that start last.
    """

    def __init__(self) -> None:
        self._ends: dict[str, int] = {}
        self._starts: dict[str, int] = {}

    def add(self, it: Candidate) -> None:
        name, span = it.entry.folded, it.span
        self._ends[name] = min(span.end, self._ends.get(name, span.end))
        self._starts[name] = max(span.start, self._starts.get(name, span.start))
        if len(self._ends) > 2:
            del self._ends[max(self._ends, key=self._ends.__getitem__)]
        if len(self._starts) > 2:
            del self._starts[min(self._starts, key=self._starts.__getitem__)]

    def joins(self, it: Candidate) -> bool:
        """Does another name of the group stand elsewhere?"""
        before = any(end <= it.span.start for name, end in self._ends.items() if name != it.entry.folded)
        return before or any(
            start >= it.span.end for name, start in self._starts.items() if name != it.entry.folded
        )


def _without_parts(ordered: Iterable[Candidate]) -> Iterator[Candidate]:
    """Leave out what is only a part of a longer name: the same work's, or an ordinary word.

    A sure name within another work's name stays: no license of one holder opens what is another's.
    """
    around: list[Candidate] = []  # those that may still enclose what comes next
    for it in ordered:
        around = [other for other in around if _meet(it, other)]
        if not any(_is_part(it, other) for other in around):
            yield it
        around.append(it)


def _is_part(it: Candidate, other: Candidate) -> bool:
    """Is `it`, which does not begin before `other`, only a part of it?"""
    within = it.span != other.span and it.span.end <= other.span.end
    return within and (it.entry.work == other.entry.work or it.entry.mode == Mode.CONTEXT)


def _best_of(uncertain: list[Candidate], exact: Sequence[Candidate]) -> Iterator[Candidate]:
    """What exact names do not explain, and of several readings of one place the best (all, if equal)."""
    places: dict[int, list[Candidate]] = defaultdict(list)
    for it in exact:
        _put(it, places)
    for it in sorted(uncertain, key=lambda it: (-it.certain, it.errors is None, -it.score, *_in_order(it))):
        others = {other for place in range(it.span.start, it.span.end) for other in places.get(place, ())}
        if not any(_is_explained(it, other) for other in others):
            _put(it, places)
            yield it


def _put(it: Candidate, places: dict[int, list[Candidate]]) -> None:
    for place in range(it.span.start, it.span.end):
        places[place].append(it)


def _is_explained(it: Candidate, other: Candidate) -> bool:
    if it.entry.work == other.entry.work:
        return True
    if other.stage == Stage.EXACT:
        return other.span.start <= it.span.start and it.span.end <= other.span.end
    return it.errors is not None and other.errors is not None and other.errors < it.errors


def _meet(one: Candidate, other: Candidate) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
