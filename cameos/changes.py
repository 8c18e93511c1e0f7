"""What would be, if the owner of a likeness allowed less: for a preview, before anything has changed.

A change takes the likeness and one maker's ties to its owner, and gives both as they would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from cameos.models import Cameo, CastRequest, Scope
from cameos.policies import judge
from cameos.ties import Ties, read_ties_of

Change = Callable[[Cameo, Ties], tuple[Cameo, Ties]]


def narrowed(scope: Scope) -> Change:
    return lambda cameo, ties: (_with(cameo, scope=scope, everyone_from=None), ties)


def paused() -> Change:
    return lambda cameo, ties: (_with(cameo, paused_at=timezone.now()), ties)


def deleted() -> Change:
    return lambda cameo, ties: (_with(cameo, withdrawn_at=timezone.now()), ties)


def cleared() -> Change:
    return lambda cameo, ties: (
        _with(cameo, scope=Scope.ONLY_ME),
        replace(ties, grants={}, bounds={}, requests={}),
    )


def taken_back_from(person_id: int) -> Change:
    """The grant of one person is revoked."""
    return lambda cameo, ties: (cameo, replace(ties, grants={}, bounds={}) if ties.by == person_id else ties)


def blocked(person_id: int) -> Change:
    def apart(cameo: Cameo, ties: Ties) -> tuple[Cameo, Ties]:
        walls = frozenset({cameo.owner_id}) if ties.by == person_id else ties.blocked
        return cameo, replace(ties, blocked=walls)

    return apart


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Makers who could not use the likeness after a change: at all, and for a clip that they were allowed."""

    at_all: frozenset[int]
    once: frozenset[int]


def kept_out(*, cameo: Cameo, change: Change, makers: Iterable[int]) -> KeptOut:
    """Which of these makers it would keep out. As many questions to the database, however many they are."""
    at_all, once = set(), set()
    for maker, ties in read_ties_of(cameo=cameo, makers=makers).items():
        if not judge(*change(cameo, ties)).allowed:
            at_all.add(maker)
        if not judge(*change(cameo, replace(ties, requests={cameo.pk: CastRequest(cameo=cameo)}))).allowed:
            once.add(maker)
    return KeptOut(frozenset(at_all), frozenset(once))


def _with(cameo: Cameo, **terms: Any) -> Cameo:
    """The likeness with other terms. Not to be saved."""
    other = copy(cameo)
    for name, value in terms.items():
        setattr(other, name, value)
    return other
