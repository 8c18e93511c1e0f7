"""How many orders an hour one member sends, by the page and by the API together: `ACCOUNT_RATE_LIMITS`."""

from typing import Any, Final

from allauth.core import ratelimit
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.decisions import Reason

ORDERS: Final = "clip_orders"
QUESTIONS: Final = "waiting_orders"  # each of which stands in the inbox of somebody
LATER = Reason("pace", "You have sent many within an hour. Your words are kept: try again later.")


def is_too_fast(request: HttpRequest | Request, action: str) -> bool:
    """Counts this one, where it is not."""
    return not ratelimit.consume(request, action=action)


class _Pace(BaseThrottle):
    action: str

    def allow_request(self, request: Request, view: Any) -> bool:
        return not is_too_fast(request, self.action)

    def wait(self) -> float:
        """Seconds. Room comes back one by one, not with the hour."""
        return 60


class OrderPace(_Pace):
    action = ORDERS


class QuestionPace(_Pace):
    action = QUESTIONS
