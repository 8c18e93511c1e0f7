"""The deal: a refused prompt becomes a wish, the holder answers it, and the draft goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core.decisions import Conflict, no
from core.locks import lock_for_share
from rights import log
from rights.models import (
    License,
    LicenseRequest,
    LicenseState,
    Purpose,
    Reach,
    RequestMessage,
    RequestState,
    Work,
)
from rights.policies import may_manage, may_request
from rights.profile import Approval
from rights.services.licenses import Offer, answer_offer, grant_license
from rights.signals import request_changed

MESSAGE_LIMIT = 1000


@transaction.atomic
def request_license(  # noqa: PLR0913 (a wish has this many parts)
    *,
    work: Work,
    by: User,
    prompt: str,
    purpose: str = Purpose.PERSONAL,
    reach: str = Reach.SITE,
    ends_at: datetime | None = None,
    note: str = "",
) -> LicenseRequest:
    """Ask the holder of a work. While one request waits, asking again gives that one.

    Raises Refused where nobody could answer, and for whoever has too many waiting.
    """
    [work] = lock_for_share(Work.objects.filter(pk=work.pk))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two requests at once take turns
    if waiting := LicenseRequest.objects.of(by).waiting().filter(work=work).first():
        return waiting
    may_request(work=work, by=by).require()
    request = LicenseRequest.objects.create(
        work=work,
        requester=by,
        prompt=prompt,
        purpose=purpose,
        reach=reach,
        ends_at=ends_at,
        note=note,
        license=_license_that_asks(work, by),
    )
    log.record(
        "request.opened", request, holder=work.holder, by=by, work=work.slug, purpose=purpose, reach=reach
    )
    request_changed.send(sender=LicenseRequest, request=request)
    return request


@transaction.atomic
def ask_maker(*, request: LicenseRequest, by: User, text: str) -> LicenseRequest:
    """The holder wants to know more before they answer."""
    request = _held_for_holder(request, by)
    _move(request, request.ask, "request.asked", by)
    _say(request, by, text, from_holder=True)
    return _tell(request)


@transaction.atomic
def reply_to_holder(*, request: LicenseRequest, by: User, text: str) -> LicenseRequest:
    request = _held_for_maker(request, by)
    _move(request, request.reply, "request.replied", by)
    _say(request, by, text, from_holder=False)
    return _tell(request)


@transaction.atomic
def approve_request(*, request: LicenseRequest, by: User, answer: str = "") -> LicenseRequest:
    """Yes, to what was asked for: this person, this purpose, until the day they named, for one clip."""
    request = _held_for_holder(request, by)
    if request.license is None:
        offer = Offer(purposes=(request.purpose,), ends_at=request.ends_at, total=1)
        request.license = grant_license(work=request.work, by=by, to=[request.requester], offer=offer)
    return _approved(request, by, answer)


@transaction.atomic
def offer_terms(*, request: LicenseRequest, by: User, offer: Offer, answer: str = "") -> LicenseRequest:
    """Yes, on these terms. Nothing is open until the maker accepts them."""
    request = _held_for_holder(request, by)
    _move(request, request.offer, "request.offered", by)
    request.license = grant_license(
        work=request.work, by=by, to=[request.requester], offer=offer, state=LicenseState.OFFERED
    )
    request.answer, request.decided_by = answer, by
    request.save()
    return _tell(request)


@transaction.atomic
def accept_terms(*, request: LicenseRequest, by: User) -> LicenseRequest:
    """The maker takes the terms: the license runs from now on."""
    request = _held_for_maker(request, by)
    if request.license is None or request.state != RequestState.OFFERED:
        raise Conflict("request.state", f"This request is: {request.get_state_display().lower()}.")
    answer_offer(license=request.license, by=by, accept=True)
    return _approved(request, by, request.answer)


@transaction.atomic
def decline_request(*, request: LicenseRequest, by: User, answer: str) -> LicenseRequest:
    """No. The maker is told why."""
    if not answer.strip():
        no("request.no_reason", "Say why: the person who asked will read it.").require()
    request = _held_for_holder(request, by)
    _move(request, request.decline, "request.declined", by)
    request.answer, request.decided_by = answer, by
    request.save()
    return _tell(request)


@transaction.atomic
def withdraw_request(*, request: LicenseRequest, by: User) -> LicenseRequest:
    """The maker no longer wants it; terms that were offered are declined by that."""
    request = _held_for_maker(request, by)
    if request.license and request.state == RequestState.OFFERED:
        answer_offer(license=request.license, by=by, accept=False)
    _move(request, request.withdraw, "request.withdrawn", by)
    return _tell(request)


def _license_that_asks(work: Work, by: User) -> License | None:
    """The license under which the holder wants to see each prompt, if that is what stands in the way."""
    licenses = License.objects.active().for_grantee(by.pk).filter(work=work, approval=Approval.PROMPT)
    return licenses.order_by("pk").first()


def _approved(request: LicenseRequest, by: User, answer: str) -> LicenseRequest:
    _move(request, request.approve, "request.approved", by)
    request.answer, request.decided_by = answer, request.decided_by or by
    request.save()
    return _tell(request)


def _held_for_holder(request: LicenseRequest, by: User) -> LicenseRequest:
    held = LicenseRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    may_manage(work=held.work, by=by).require()
    return held


def _held_for_maker(request: LicenseRequest, by: User) -> LicenseRequest:
    return LicenseRequest.objects.select_for_update(no_key=True).get(pk=request.pk, requester=by)


def _move(request: LicenseRequest, move: Callable[[], None], verb: str, by: User) -> None:
    try:
        move()
    except TransitionNotAllowed as error:
        state = request.get_state_display().lower()
        raise Conflict("request.state", f"This request is: {state}.") from error
    request.save()
    log.record(verb, request, holder=request.work.holder, by=by, work=request.work.slug)


def _say(request: LicenseRequest, by: User, text: str, *, from_holder: bool) -> None:
    if not text.strip():
        no("request.empty", "Write something.").require()
    RequestMessage.objects.create(
        request=request, author=by, from_holder=from_holder, text=text[:MESSAGE_LIMIT]
    )


def _tell(request: LicenseRequest) -> LicenseRequest:
    request_changed.send(sender=LicenseRequest, request=request)
    return request
