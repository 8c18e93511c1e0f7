"""From names found to works named: which of the finds count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.decisions import Span
from rights.matching.capitals import Capitals
from rights.matching.hits import Hit


@dataclass(frozen=True, slots=True)
class Entry:
    """One alias as the matcher holds it."""

    text: str
    folded: str
    work: int  # id
    group: int  # id of the franchise that the work belongs to, or of the work itself
    needs_context: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alias, and where it stands: in which text, and over which code points of it."""

    index: int
    span: Span
    entry: Entry


def weigh(found: Iterable[Candidate], texts: Sequence[str]) -> list[Hit]:
    """The hits among the candidates, in the order of the texts, each place once."""
    found = list(dict.fromkeys(found))
    groups: dict[int, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for it in found:
        groups[it.entry.group][it.entry.folded].append(it)
    capitals = [Capitals(text) for text in texts]
    sure = [it for it in found if _is_sure(it, groups[it.entry.group], capitals[it.index])]
    sure.sort(key=lambda it: (it.index, it.span.start, -it.span.end, it.entry.work))
    return list(dict.fromkeys(Hit(it.index, it.span, it.entry.work) for it in _without_parts(sure)))


def _is_sure(it: Candidate, group: dict[str, list[Candidate]], capitals: Capitals) -> bool:
    """An ordinary word is a name when it is written as one, or when another of the group is near.

    `group` holds, by name, where the names of the same work or franchise stand.
    """
    if not it.entry.needs_context or capitals.mark(it.span):
        return True
    others = (places for name, places in group.items() if name != it.entry.folded)
    return any(not _meet(it, other) for places in others for other in places)


def _without_parts(ordered: Iterable[Candidate]) -> list[Candidate]:
    """Leave out what is only a part of a longer name: the same work's, or an ordinary word.

    A sure name within another work's name stays: no license of one holder opens what is another's.
    """
    whole: list[Candidate] = []
    around: list[Candidate] = []  # those that may still enclose what comes next
    for it in ordered:
        around = [other for other in around if _meet(it, other)]
        if not any(_is_part(it, other) for other in around):
            whole.append(it)
        around.append(it)
    return whole


def _is_part(it: Candidate, other: Candidate) -> bool:
    """Is `it`, which does not begin before `other`, only a part of it?"""
    within = it.span != other.span and it.span.end <= other.span.end
    return within and (it.entry.work == other.entry.work or it.entry.needs_context)


def _meet(one: Candidate, other: Candidate) -> bool:
    apart = one.span.end <= other.span.start or other.span.end <= one.span.start
    return one.index == other.index and not apart
