"""Counting clips under a consent: set aside with the job, spent with the clip, given back without one.

Whoever sets aside holds the consents: see `cameos.counts.hold_counts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from cameos.consents import Permission
from cameos.models import ConsentUse, UseState
from cameos.services.holding import hold_own
from cameos.signals import look_answered, look_asked
from core import audit
from core.decisions import Conflict

LOOK_PERIOD = timedelta(days=14)  # in which the owner answers; then the maker asks again
POST_PERIOD = timedelta(days=30)  # in which a clip is posted that the owner has agreed to


def reserve_consents(*, permissions: Iterable[Permission], user: User, job_id: UUID) -> None:
    """Set aside one clip under each other person's consent; twice is once. It hangs on what it does now."""
    others = [it for it in permissions if not it.is_own]
    ConsentUse.objects.filter(job_id=job_id, state=UseState.RELEASED).delete()
    ConsentUse.objects.bulk_create(
        [
            ConsentUse(
                cameo=it.cameo,
                user=user,
                job_id=job_id,
                policy_version=it.cameo.policy_version,
                grant=it.grant,
                request=it.request,
            )
            for it in others
        ],
        update_conflicts=True,
        unique_fields=["cameo", "job_id"],
        update_fields=["policy_version", "grant", "request"],
    )


def spend_consents(*, job_id: UUID, clip_id: UUID) -> None:
    """The job gave a clip: what was set aside lies under it from now on."""
    uses = ConsentUse.objects.filter(job_id=job_id, state=UseState.RESERVED)
    uses.update(state=UseState.USED, clip_id=clip_id)


def release_consents(*, job_id: UUID) -> None:
    """The job gave no clip: nothing was used."""
    uses = ConsentUse.objects.filter(job_id=job_id, state=UseState.RESERVED)
    uses.update(state=UseState.RELEASED)


@transaction.atomic
def ask_to_look(*, permissions: Iterable[Permission], job_id: UUID) -> None:
    """Ask those in a clip who look at it before it is posted; again only when too much time has passed."""
    looking = [it.cameo.pk for it in permissions if it.looks_first]
    due = Q(asked_at=None) | Q(asked_at__lt=timezone.now() - LOOK_PERIOD)
    expired = Q(approved_until__lte=timezone.now())
    uses = ConsentUse.objects.counting().filter(due | expired, cameo__in=looking, job_id=job_id)
    for use in uses.select_related("cameo__owner", "user").order_by("cameo"):
        use.asked_at, use.answered_at, use.approved_until = timezone.now(), None, None
        use.save(update_fields=["asked_at", "answered_at", "approved_until"])
        look_asked.send(sender=ConsentUse, use=use)


@transaction.atomic
def answer_look(*, use: ConsentUse, allowed: bool, by: User) -> ConsentUse:
    """The owner has looked at the clip: it may be posted within POST_PERIOD, or not at all.

    A no is told, and counts until the maker asks again, when LOOK_PERIOD has passed.
    """
    if allowed:
        in_standing(by).require()
    cameo = hold_own(use.cameo, by)
    held = ConsentUse.objects.select_for_update(no_key=True).get(pk=use.pk, cameo=cameo)
    if held.asked_at is None or held.answered_at is not None or held.state != UseState.USED:
        raise Conflict("consent.answered", "There is nothing to answer here any more.")
    held.answered_at = timezone.now()
    held.approved_until = held.answered_at + POST_PERIOD if allowed else None
    held.save(update_fields=["answered_at", "approved_until"])
    audit.record("likeness.clip_looked_at", cameo, by=by, clip=str(held.clip_id), allowed=allowed)
    look_answered.send(sender=ConsentUse, use=held, allowed=allowed)
    return held
