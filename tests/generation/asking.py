"""Asking to put @alice into a clip, and the answer."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cameos.models import CastRequest
from cameos.services import (
    CastAnswer,
    answer_cast,
)
from feed.models import NoticeKind, Notification
from generation.orders import Order
from generation.services import (
    request_and_wait,
)

TEXT = "@alice swims in a lake"


def order(text: str = TEXT) -> Order:
    return Order(text, "one", country="US")


def ask(by: User, text: str = TEXT) -> CastRequest:
    waiting = request_and_wait(order=order(text), by=by, people=["alice"])
    return waiting.cast_requests.get()


def answer(request: CastRequest, said: CastAnswer = CastAnswer.ONCE) -> CastRequest:
    return answer_cast(request=request, answer=said, by=request.cameo.owner)


def told(user: User, kind: NoticeKind) -> int:
    return Notification.objects.of(user).filter(kind=kind).count()


def expire(request: CastRequest) -> None:
    CastRequest.objects.filter(pk=request.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
