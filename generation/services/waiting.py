"""Orders that wait for others, and go on by themselves when those have answered."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django_fsm import TransitionNotAllowed

from accounts.models import User
from cameos.consents import with_lines
from cameos.models import Cameo
from cameos.policies import ASKED_OF_PEOPLE
from cameos.services import request_cast
from cameos.uses import Moment
from core.decisions import Conflict, Decision, Reason, Refused, no
from core.locks import lock_for_change
from generation.casting import people_to_ask
from generation.gate import Answer, Question, advise
from generation.models import Job, ReviewState, WaitingOrder, WaitingState
from generation.orders import Order, question_of
from generation.policies import may_queue
from generation.services.jobs import cancel_job, submit_job
from generation.services.pictures import hold_picture
from generation.signals import order_changed
from generation.text import clean
from rights.models import Reach, Work
from rights.outcomes import Outcome
from rights.services import Finding, request_license

log = logging.getLogger(__name__)

# What somebody else can answer; everything else the person has to change themselves.
ANSWERABLE = ("rights.not_authorized", "rights.terms", "rights.ask", "rights.review", "rights.ruled")


@transaction.atomic
def request_and_wait(  # noqa: PLR0913 (whom to ask for what)
    *,
    order: Order,
    by: User,
    works: Sequence[Work] = (),
    people: Sequence[str] = (),
    reach: str = Reach.SITE,
    ends_at: datetime | None = None,
    note: str = "",
) -> WaitingOrder:
    """Ask the holders of `works`, the `people` with these handles, or a moderator where the gate is in
    doubt, and keep the order.

    The same wish again is the order that waits already. Raises Refused when something else stands
    in the way, that no answer would remove.
    """
    text = clean(order.text)
    if waiting := _same(order, by, text):
        return waiting
    question = question_of(order, by=by, text=text)
    answer = advise(question)
    in_question = _people_among(people, question, answer)
    if not all(_can_be_answered(reason, in_question) for reason in answer.decision.reasons):
        answer.decision.require()
    wanted = {work.pk for work in works}
    closed = [it for it in answer.clearance.findings if it.outcome not in (Outcome.ALLOW, Outcome.LICENSED)]
    asked = {it.work.pk: it for it in closed if it.work.pk in wanted}
    left = [it for it in closed if it.work.pk not in asked]
    _only_doubts(left, answer.decision)
    if not closed and not in_question:
        no("order.nothing_to_ask", "There is nothing that somebody else would have to allow.").require()
    # All at once, and before what they are asked for: two who ask each other would wait for one another.
    lock_for_change(User.objects.filter(pk__in=[by.pk, *(it.owner_id for it in in_question.values())]))
    if waiting := _same(order, by, text):
        return waiting
    kept = WaitingOrder.objects.create(
        user=by,
        text=text,
        cast=list(order.cast),
        parent=order.parent,
        is_remix=order.parent is not None,
        picture=order.picture,
        country=order.country,
        purpose=order.purpose,
        review=ReviewState.WAITING if left else ReviewState.NONE,
        texts=question.prompts(),
        evidence=answer.clearance.evidence(),
    )
    everyone = question.everyone()
    use = with_lines(question.use(everyone, Moment.MAKING, None), everyone, by)
    kept.cast_requests.set(
        request_cast(cameo=cameo, by=by, use=use, note=note)
        for cameo in sorted(in_question.values(), key=lambda cameo: cameo.pk)
    )
    kept.requests.set(
        request_license(
            work=it.work,
            by=by,
            prompt=text,
            purpose=order.purpose,
            reach=reach,
            ends_at=ends_at,
            note=note,
            under=it.license,
        )
        for _, it in sorted(asked.items())
    )
    hold_picture(order.picture, by=by).require()  # after the people and works, as everywhere
    order_changed.send(sender=WaitingOrder, order=kept)
    return kept


def _people_among(handles: Sequence[str], question: Question, answer: Answer) -> dict[str, Cameo]:
    wanted = {handle.strip("@ ").lower() for handle in handles}
    askable = people_to_ask(question, answer) if wanted else {}
    return {handle: cameo for handle, cameo in askable.items() if handle in wanted}


def _can_be_answered(reason: Reason, people: Mapping[str, Cameo]) -> bool:
    of_person = reason.code in ASKED_OF_PEOPLE and reason.subject.lstrip("@") in people
    return reason.code in ANSWERABLE or of_person


def send_order(*, order: WaitingOrder) -> WaitingOrder:
    """Put an order that has been answered before the gate again. Twice is once: the key is its own.

    One that only waits for room in the queue, or for a check that is out of reach, waits on.
    """
    if not WaitingOrder.objects.answered().filter(pk=order.pk).exists():
        return order
    if not may_queue(by=order.user).allowed and not _job_of(order):
        return order
    if order.is_remix and order.parent is None:
        return _refuse(order, no("remix.gone", "The clip that you wanted to remix is no longer available."))
    wish = Order(
        order.text,
        order.key,
        tuple(order.cast),
        order.parent,
        order.country,
        order.purpose,
        picture=order.picture,
    )
    try:
        job = submit_job(order=wish, by=order.user)
    except Refused as refusal:
        passing = all(reason.code.endswith(".unavailable") for reason in refusal.decision.reasons)
        return order if passing else _refuse(order, refusal.decision)
    except Conflict as conflict:
        return _refuse(order, no(conflict.code, conflict.message))
    sent = _send(order, job)
    if sent.state == WaitingState.DROPPED:
        with suppress(Conflict):  # it has ended by itself a moment ago
            cancel_job(job=job, by=order.user)
    return sent


@transaction.atomic
def drop_order(*, order: WaitingOrder, by: User) -> WaitingOrder:
    """The maker no longer wants it. What they have asked holders for stays with the holders."""
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk, user=by)
    if _job_of(held):
        raise Conflict("order.sent", "This clip is on its way already.")
    try:
        held.drop()
    except TransitionNotAllowed as error:
        raise Conflict("order.dropped", "You have dropped this already.") from error
    return _tell(held)


@transaction.atomic
def close_review(*, order: WaitingOrder) -> WaitingOrder:
    """A moderator has ruled: nothing more to wait for from that side.

    What they found, the gate knows; the order goes on, or is refused with their reason.
    """
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    if held.state != WaitingState.WAITING or held.review != ReviewState.WAITING:
        raise Conflict("order.gone", "This prompt no longer waits for a decision.")
    held.review = ReviewState.RULED
    return _tell(held)


def sweep_orders() -> int:
    """Send whatever has been answered and has not gone on by itself."""
    waiting = list(WaitingOrder.objects.answered().select_related("user", "parent"))
    for order in waiting:
        try:
            send_order(order=order)
        except Exception:  # one that breaks keeps no other waiting
            log.exception("%s could not be sent", order)
    return len(waiting)


def _only_doubts(findings: Iterable[Finding], decision: Decision) -> None:
    """What no holder is asked about must be for a moderator to say: an order does not wait in vain."""
    unasked = {it.title: it for it in findings if it.outcome != Outcome.REVIEW}
    if unasked:
        reasons = [
            Reason("order.unasked", f"{it.held_by or 'Its holder'} has to be asked, too.", title, it.span)
            for title, it in unasked.items()
        ]
        (Decision(tuple(reasons)) & decision).require()


def _job_of(order: WaitingOrder) -> Job | None:
    """The job that came of the order: there before the order says so."""
    return Job.objects.filter(user=order.user_id, idempotency_key=order.key).first()


@transaction.atomic
def _send(order: WaitingOrder, job: Job) -> WaitingOrder:
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    if held.state != WaitingState.WAITING:
        return held
    held.send(job)
    return _tell(held)


@transaction.atomic
def _refuse(order: WaitingOrder, decision: Decision) -> WaitingOrder:
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    if held.state != WaitingState.WAITING:
        return held
    held.refuse([reason.as_json() for reason in decision.reasons])
    return _tell(held)


def _tell(order: WaitingOrder) -> WaitingOrder:
    order.save()
    order_changed.send(sender=WaitingOrder, order=order)
    return order


def _same(order: Order, by: User, text: str) -> WaitingOrder | None:
    """The order that waits already for the same wish."""
    waiting = (
        WaitingOrder.objects.of(by).waiting().filter(text=text, parent=order.parent, picture=order.picture)
    )
    return waiting.filter(cast=list(order.cast), purpose=order.purpose).first()
