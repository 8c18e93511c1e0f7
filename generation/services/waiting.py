"""Orders that wait for others, and go on by themselves when those have answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core.decisions import Conflict, Refused, no
from generation.gate import advise
from generation.models import ReviewState, WaitingOrder, WaitingState
from generation.orders import Order, question_of
from generation.services.jobs import submit_job
from generation.signals import order_changed
from generation.text import clean
from rights.models import LicenseRequest, Reach, Work
from rights.outcomes import Outcome
from rights.services import request_license

# What somebody else can answer; everything else the person has to change themselves.
ANSWERABLE = ("rights.not_authorized", "rights.terms", "rights.ask", "rights.review")


@transaction.atomic
def request_and_wait(
    *,
    order: Order,
    by: User,
    works: Sequence[Work] = (),
    reach: str = Reach.SITE,
    ends_at: datetime | None = None,
    note: str = "",
) -> WaitingOrder:
    """Ask the holders of `works`, or a moderator where the gate is in doubt, and keep the order.

    The same wish again is the order that waits already. Raises Refused when something else stands
    in the way, that no answer would remove.
    """
    text = clean(order.text)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # the same wish twice takes turns
    if waiting := _same(order, by, text):
        return waiting
    answer = advise(question_of(order, by=by, text=text))
    others = [reason for reason in answer.decision.reasons if reason.code not in ANSWERABLE]
    closed = {it.work.pk for it in answer.clearance.findings if it.outcome in (Outcome.BLOCK, Outcome.ASK)}
    if others or closed - {work.pk for work in works}:
        answer.decision.require()
    in_doubt = {it.work.pk for it in answer.clearance.findings if it.outcome == Outcome.REVIEW}
    requests = [
        _request(work, by, text, order, reach=reach, ends_at=ends_at, note=note)
        for work in works
        if work.pk in closed | in_doubt
    ]
    if not requests and not in_doubt:
        no("order.nothing_to_ask", "There is nothing that somebody else would have to allow.").require()
    kept = WaitingOrder.objects.create(
        user=by,
        text=text,
        cast=list(order.cast),
        parent=order.parent,
        is_remix=order.parent is not None,
        country=order.country,
        purpose=order.purpose,
        review=ReviewState.WAITING if in_doubt else ReviewState.NONE,
    )
    kept.requests.set(requests)
    order_changed.send(sender=WaitingOrder, order=kept)
    return kept


def send_order(*, order: WaitingOrder) -> WaitingOrder:
    """Put an order that has been answered before the gate again. Twice is once: the key is its own."""
    if not WaitingOrder.objects.answered().filter(pk=order.pk).exists():
        return order
    if order.is_remix and order.parent is None:
        gone = no("remix.gone", "The clip that you wanted to remix is no longer available.")
        return _settle(order, lambda it: it.refuse([reason.as_json() for reason in gone.reasons]))
    wish = Order(
        order.text, f"waiting:{order.pk}", tuple(order.cast), order.parent, order.country, order.purpose
    )
    try:
        job = submit_job(order=wish, by=order.user)
    except Refused as refusal:
        reasons = [reason.as_json() for reason in refusal.decision.reasons]
        return _settle(order, lambda it: it.refuse(reasons))
    return _settle(order, lambda it: it.send(job))


@transaction.atomic
def drop_order(*, order: WaitingOrder, by: User) -> WaitingOrder:
    """The maker no longer wants it. What they have asked holders for stays with the holders."""
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk, user=by)
    try:
        held.drop()
    except TransitionNotAllowed as error:
        raise Conflict("order.sent", "This clip is on its way already.") from error
    held.save()
    order_changed.send(sender=WaitingOrder, order=held)
    return held


@transaction.atomic
def close_review(*, order: WaitingOrder) -> WaitingOrder:
    """A moderator has ruled: nothing more to wait for from that side."""
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    held.review = ReviewState.RULED
    held.save()
    order_changed.send(sender=WaitingOrder, order=held)
    return held


def sweep_orders() -> int:
    """Send whatever has been answered and has not gone on by itself."""
    waiting = list(WaitingOrder.objects.answered().select_related("user", "parent"))
    for order in waiting:
        send_order(order=order)
    return len(waiting)


@transaction.atomic
def _settle(order: WaitingOrder, move: Callable[[WaitingOrder], None]) -> WaitingOrder:
    held = WaitingOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    if held.state == WaitingState.WAITING:
        move(held)
        held.save()
        order_changed.send(sender=WaitingOrder, order=held)
    return held


def _same(order: Order, by: User, text: str) -> WaitingOrder | None:
    """The order that waits already for the same wish."""
    waiting = WaitingOrder.objects.of(by).waiting().filter(text=text, parent=order.parent)
    return waiting.filter(cast=list(order.cast), purpose=order.purpose).first()


def _request(work: Work, by: User, text: str, order: Order, **wish: object) -> LicenseRequest:
    return request_license(work=work, by=by, prompt=text, purpose=order.purpose, **wish)  # type: ignore[arg-type]
