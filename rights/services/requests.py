"""The deal: a refused prompt becomes a wish, the holder answers it, and the draft goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from accounts.models import User
from accounts.policies import in_standing
from core.decisions import YES, Conflict, Decision, no
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
    RightsHolder,
    Work,
)
from rights.policies import may_manage, may_request
from rights.profile import Approval
from rights.services.licenses import SHOWN, Offer, answer_offer, grant_license, revoke_license
from rights.signals import request_changed
from rights.speech import actions_on
from rights.terms import DRAFT, MEMBERS

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
    under: License | None = None,
) -> LicenseRequest:
    """Ask the holder of a work. While one request waits, asking for the same again gives that one.

    `under` is the license by which the holder wants to see each prompt first, if there is one.
    Raises Refused where nobody could answer, and for whoever has too many waiting.
    """
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two requests at once take turns
    lock_for_share(RightsHolder.objects.filter(works=work.pk))
    [work] = lock_for_share(Work.objects.filter(pk=work.pk).select_related("holder"))
    if waiting := LicenseRequest.objects.of(by).waiting().filter(work=work).first():
        _same(waiting, prompt, purpose).require()
        return waiting
    (may_request(work=work, by=by) & _to_come(ends_at)).require()
    request = LicenseRequest.objects.create(
        work=work,
        requester=by,
        prompt=prompt,
        purpose=purpose,
        reach=reach,
        ends_at=ends_at,
        note=note,
        license=under,
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
    in_standing(request.requester).require()
    _move(request, request.reply, "request.replied", by)
    _say(request, by, text, from_holder=False)
    return _tell(request)


@transaction.atomic
def approve_request(*, request: LicenseRequest, by: User, answer: str = "") -> LicenseRequest:
    """Yes, to what was asked for: this person, this prompt, this purpose, until the day they named, once."""
    request = _held_for_holder(request, by)
    if request.state == RequestState.OFFERED:
        raise Conflict("request.state", "You have offered terms: the maker has to accept them.")
    if request.license is None or not License.objects.active().filter(pk=request.license.pk).exists():
        request.license = grant_license(
            work=request.work, by=by, to=[request.requester], offer=_as_asked(request)
        )
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
    in_standing(request.requester).require()
    if request.license is None or request.state != RequestState.OFFERED:
        raise Conflict("request.state", f"This request is: {request.get_state_display().lower()}.")
    answer_offer(license=request.license, by=by, accept=True)
    return _approved(request, by, request.answer)


@transaction.atomic
def decline_request(*, request: LicenseRequest, by: User, answer: str) -> LicenseRequest:
    """No; terms that were offered are taken back. The maker is told why."""
    if not answer.strip():
        no("request.no_reason", "Say why: the person who asked will read it.").require()
    request = _held_for_holder(request, by)
    _end_offer(request, lambda license: revoke_license(license=license, by=by))
    _move(request, request.decline, "request.declined", by)
    request.answer, request.decided_by = answer, by
    request.save()
    return _tell(request)


@transaction.atomic
def withdraw_request(*, request: LicenseRequest, by: User) -> LicenseRequest:
    """The maker no longer wants it; terms that were offered are declined by that."""
    request = _held_for_maker(request, by)
    _end_offer(request, lambda license: answer_offer(license=license, by=by, accept=False))
    _move(request, request.withdraw, "request.withdrawn", by)
    return _tell(request)


def _same(waiting: LicenseRequest, prompt: str, purpose: str) -> Decision:
    """An answer is about one prompt and one purpose: for another the first has to be out of the way."""
    if (waiting.prompt, waiting.purpose) == (prompt, purpose):
        return YES
    message = f"You have asked about {waiting.work} already. Wait for the answer, or withdraw that request."
    return no("request.waiting", message, subject=waiting.work.title)


def _to_come(ends_at: datetime | None) -> Decision:
    if ends_at is None or ends_at > timezone.now():
        return YES
    return no("request.ended", "The day until which you want it has passed.")


def _as_asked(request: LicenseRequest) -> Offer:
    """The terms of a plain yes. They name no prompt: that of the approved request is the one it covers."""
    asked = actions_on(request.work.kind, [request.prompt], purpose=request.purpose)
    return Offer(
        actions=sorted({*SHOWN, *asked}),
        purposes=[request.purpose],
        audience=DRAFT if request.reach == Reach.DRAFT else MEMBERS,
        approval=Approval.PROMPT,
        ends_at=request.ends_at,
        total=1,
    )


def _end_offer(request: LicenseRequest, end: Callable[[License], object]) -> None:
    """What was offered and not yet accepted is off the table."""
    offered = request.license if request.state == RequestState.OFFERED else None
    if offered and offered.state == LicenseState.OFFERED:
        end(offered)


def _approved(request: LicenseRequest, by: User, answer: str) -> LicenseRequest:
    _move(request, request.approve, "request.approved", by)
    request.answer, request.decided_by = answer, request.decided_by or by
    request.save()
    return _tell(request)


def _held_for_holder(request: LicenseRequest, by: User) -> LicenseRequest:
    held = _held(request)
    may_manage(work=held.work, by=by).require()
    return held


def _held_for_maker(request: LicenseRequest, by: User) -> LicenseRequest:
    held = _held(request)
    if held.requester_id != by.pk:
        raise LicenseRequest.DoesNotExist
    return held


def _held(request: LicenseRequest) -> LicenseRequest:
    """The request as it is now. Whoever asked comes before it, and its holder, work and license after."""
    lock_for_share(User.objects.filter(pk=request.requester_id))
    return LicenseRequest.objects.select_for_update(no_key=True).get(pk=request.pk)


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
