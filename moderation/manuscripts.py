"""A prompt as a moderator reads it: the works that it may show are marked where the matcher saw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generation.models import WaitingOrder
from rights.models import Work
from rights.outcomes import Outcome

OUTCOMES = {
    Outcome.ALLOW: "not protected",
    Outcome.LICENSED: "licensed",
    Outcome.ASK: "its holder approves prompts",
    Outcome.REVIEW: "in doubt",
    Outcome.BLOCK: "named, not open",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the titles of the works that were seen in it."""

    text: str
    works: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the matcher saw: which work, where, how, and how sure it was."""

    title: str
    holder: str
    stage: str
    score: float
    outcome: str
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The first of the texts is the maker's own, the others are those of the clips that it remixes."""

    texts: tuple[tuple[Piece, ...], ...]
    signs: tuple[Sign, ...]


def manuscript(order: WaitingOrder, works: Mapping[str, Work]) -> Manuscript:
    return Manuscript(
        texts=tuple(
            tuple(_pieces(text, [it for it in order.evidence if it["text"] == index], works))
            for index, text in enumerate(order.texts)
        ),
        signs=tuple(_sign(it, works) for it in order.evidence),
    )


def works_in(orders: Iterable[WaitingOrder]) -> dict[str, Work]:
    """The works that are spoken of in the evidence of these orders, by slug, in one query."""
    slugs = {it["work"] for order in orders for it in order.evidence}
    if not slugs:
        return {}
    return {work.slug: work for work in Work.objects.filter(slug__in=slugs).select_related("holder")}


def _pieces(text: str, evidence: Sequence[dict[str, Any]], works: Mapping[str, Work]) -> Iterable[Piece]:
    edges = (min(edge, len(text)) for it in evidence for edge in it["span"])
    for start, end in pairwise(sorted({0, len(text), *edges})):
        inside = [it for it in evidence if it["span"][0] <= start and end <= it["span"][1]]
        titles = dict.fromkeys(_title(it, works) for it in inside)
        yield Piece(text[start:end], ", ".join(titles))


def _sign(it: dict[str, Any], works: Mapping[str, Work]) -> Sign:
    work = works.get(it["work"])
    return Sign(
        title=_title(it, works),
        holder=work.held_by if work else "",
        stage=it["stage"],
        score=it["score"],
        outcome=OUTCOMES[Outcome(it["outcome"])],
        in_doubt=it["outcome"] == Outcome.REVIEW,
    )


def _title(it: dict[str, Any], works: Mapping[str, Work]) -> str:
    work = works.get(it["work"])
    return work.title if work else it["work"]
