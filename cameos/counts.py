"""How many clips rest on a consent: counted by the day of the database's clock, in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from uuid import UUID

from django.db.models import Count, Q

from cameos.models import Cameo, ConsentPolicy, ConsentUse
from cameos.terms import Counted
from cameos.ties import Ties
from core.clock import database_now
from core.locks import lock_for_change


def counted_ones(cameos: Iterable[Cameo], ties: Ties) -> list[Cameo]:
    """Those of others whose consent is limited in number, or was given once."""
    return [
        cameo
        for cameo in cameos
        if cameo.owner_id != ties.by
        and (
            ties.policy_of(cameo).is_limited
            or cameo.pk in ties.requests
            or (cameo.pk in ties.bounds and ties.bounds[cameo.pk].is_limited)
        )
    ]


def hold_counts(cameos: Iterable[Cameo], ties: Ties) -> None:
    """Let nobody else count on these consents until the commit.

    The row of the current version stands for the count: the likeness is held unchanged already, so it is
    the same row for everybody, and nothing else ever locks it.
    """
    rows = [ties.policies[cameo.pk].pk for cameo in cameos if cameo.pk in ties.policies]
    if rows:
        lock_for_change(ConsentPolicy.objects.filter(pk__in=rows))


def count(cameos: Iterable[Cameo], ties: Ties, *, besides: UUID | None) -> Mapping[int, Counted]:
    """One question for all of them, and one for the time."""
    ids = [cameo.pk for cameo in cameos]
    if not ids:
        return {}
    midnight = database_now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today, own = Q(at__gte=midnight), Q(user=ties.by)
    granted = Q(grant__in=[grant.pk for grant in ties.bounds.values()])
    uses = ConsentUse.objects.counting().filter(Q(at__gte=midnight) | granted, cameo__in=ids)
    if besides:
        uses = uses.exclude(job_id=besides)
    rows = uses.values("cameo").annotate(
        today=Count("pk", filter=today),
        by_person_today=Count("pk", filter=today & own),
        under_grant=Count("pk", filter=granted),
        under_grant_today=Count("pk", filter=today & granted),
    )
    return {
        row["cameo"]: Counted(
            row["today"], row["by_person_today"], row["under_grant"], row["under_grant_today"]
        )
        for row in rows
    }
