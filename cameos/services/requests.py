"""Asking to put somebody into a clip, and their answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, CastRequest, CastState, ConsentDenial, ConsentGrant
from cameos.policies import may_approve, may_request, may_widen
from cameos.services.grants import bounds_between, grant_consent
from cameos.services.holding import hold_own
from cameos.services.terms import current_policy
from cameos.signals import cast_answered, cast_asked, consent_narrowed
from cameos.terms import asks_first, is_doubtful
from cameos.uses import Use
from core import audit
from core.decisions import Conflict, no
from core.locks import lock_for_share

ANSWER_PERIOD = timedelta(days=14)
BEGIN_PERIOD = timedelta(days=7)  # in which the clip has to be begun that was allowed once
OPEN_AT_ONCE = 10  # of one person


class CastAnswer(StrEnum):
    ONCE = "once"
    PERSON = "person"
    NO = "no"


@transaction.atomic
def request_cast(*, cameo: Cameo, by: User, use: Use, note: str = "") -> CastRequest:
    """Ask the owner of a likeness about exactly this: words, company, picture, and what is drawn beside the
    words, which `with_lines` has put into `use`. The same question again is the same request."""
    lock_for_share(User.objects.filter(pk__in=[by.pk, cameo.owner_id]))
    [held] = lock_for_share(Cameo.objects.filter(pk=cameo.pk).select_related("owner"))
    use = use.told_to(held.handle)
    asked = CastRequest.objects.filter(cameo=held, requester=by, digest=use.digest)
    if waiting := asked.waiting().first():
        return waiting
    may_request(cameo=held, by=by).require()
    if CastRequest.objects.waiting().filter(requester=by).count() >= OPEN_AT_ONCE:
        no("consent.many", f"You have {OPEN_AT_ONCE} requests open. Wait for an answer to one.").require()
    for old in asked.filter(state=CastState.OPEN):
        old.withdraw()
        old.save()
    request = CastRequest.objects.create(
        cameo=held,
        requester=by,
        text=use.text,
        inherited=list(use.inherited),
        company=sorted(use.company),
        lines=list(use.lines),
        picture=use.picture,
        digest=use.digest,
        note=note[:500],
        expires_at=timezone.now() + ANSWER_PERIOD,
    )
    cast_asked.send(sender=CastRequest, request=request)
    return request


@transaction.atomic
def answer_cast(
    *, request: CastRequest, answer: CastAnswer, by: User, words: str = "", seen: int | None = None
) -> CastRequest:
    """Allow this clip once, approve the person, or say no. Raises Conflict where nothing is asked now.

    `seen`, for what lets somebody in: see `hold_own`. A no always counts.
    """
    seen = None if answer == CastAnswer.NO else seen
    cameo = hold_own(request.cameo, by, request.requester, seen=seen)
    held = _hold(request, cameo)
    if held.state != CastState.OPEN or held.expires_at <= timezone.now():
        raise Conflict("consent.answered", "This request has been answered, or is too old.")
    if answer != CastAnswer.NO:
        _not_kept_out(cameo, held.requester)
        (may_approve(grantee=held.requester, by=by) & may_widen(cameo=cameo, by=by)).require()
    if answer == CastAnswer.NO:
        held.decline()
    elif answer == CastAnswer.PERSON and not _approve(cameo, held, by):
        held.grant()
    else:
        held.approve()
        held.expires_at = timezone.now() + BEGIN_PERIOD
    held.answer, held.answered_at = words[:500], timezone.now()
    return _tell(held, "likeness.request_answered", by, answer=str(answer))


def _not_kept_out(cameo: Cameo, person: User) -> None:
    """A yes would be none: whoever is kept out by name would hear it, and then be refused all the same."""
    if ConsentDenial.objects.filter(cameo=cameo, person=person, lifted_at=None).exists():
        raise Conflict("consent.kept_out", f"You keep {person} out by name. Lift that first, or say no.")


def _approve(cameo: Cameo, request: CastRequest, by: User) -> bool:
    """Approve the person. Is this prompt read all the same, and so it, too, is to be allowed?"""
    person = request.requester
    if not ConsentGrant.objects.active().between(cameo, person).exists():
        former = ConsentGrant.objects.open().between(cameo, person).first()
        within = replace(bounds_between(cameo, person), expires_at=None)  # what had bounded them still does
        grant = grant_consent(cameo=cameo, grantee=person, by=by, bounds=within)
        if former:
            former.uses.update(grant=grant)  # they count on
    policy = current_policy(Cameo.objects.get(pk=cameo.pk))
    return asks_first(policy) or is_doubtful(policy, request.use)


@transaction.atomic
def withdraw_cast(*, request: CastRequest, by: User) -> CastRequest:
    """Whoever asked no longer wants to know."""
    held = CastRequest.objects.select_for_update(no_key=True).get(pk=request.pk, requester=by)
    if held.state != CastState.OPEN:
        raise Conflict("consent.answered", "This request has been answered.")
    held.withdraw()
    held.answered_at = timezone.now()
    return _tell(held, "likeness.request_withdrawn", by)


@transaction.atomic
def revoke_cast(*, request: CastRequest, by: User) -> CastRequest:
    """Take back what was allowed once: what is being made ends, and the clip is hidden."""
    cameo = hold_own(request.cameo, by, request.requester)
    held = _hold(request, cameo)
    if held.state != CastState.APPROVED:
        raise Conflict("consent.answered", "There is nothing to take back.")
    held.revoke()
    _tell(held, "likeness.request_revoked", by)
    consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=held.requester)
    return held


@transaction.atomic
def close_requests(*, cameo: Cameo | None = None, requester: User | None = None, by: User) -> None:
    """Nobody can answer these any more, or nobody wants to know: orders that wait for them go on to a no."""
    assert cameo or requester
    rows = CastRequest.objects.filter(state=CastState.OPEN).select_related("cameo__owner", "requester")
    rows = rows.filter(cameo=cameo) if cameo else rows
    rows = rows.filter(requester=requester) if requester else rows
    for request in rows.order_by("pk").select_for_update(of=("self",), no_key=True):
        request.withdraw()
        request.answered_at = timezone.now()
        _tell(request, "likeness.request_closed", by)


def end_allowed(*, cameo: Cameo, by: User, requester: User | None = None) -> None:
    """Take back whatever was allowed once, of one person or of all. The caller holds the likeness, and
    tells of what it narrows."""
    rows = CastRequest.objects.filter(cameo=cameo, state=CastState.APPROVED)
    if requester:
        rows = rows.filter(requester=requester)
    for request in rows.order_by("pk").select_for_update(no_key=True):
        request.revoke()
        request.save()
        audit.record("likeness.request_revoked", request, by=by, cameo=request.cameo_id)


def _hold(request: CastRequest, cameo: Cameo) -> CastRequest:
    rows = CastRequest.objects.select_for_update(of=("self",), no_key=True).select_related("requester")
    return rows.get(pk=request.pk, cameo=cameo)


def _tell(request: CastRequest, verb: str, by: User, **details: str) -> CastRequest:
    request.save()
    audit.record(verb, request, by=by, cameo=request.cameo_id, **details)
    cast_answered.send(sender=CastRequest, request=request)
    return request
