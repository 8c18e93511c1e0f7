"""How many orders an hour one member sends, by the page and by the API together: `ACCOUNT_RATE_LIMITS`."""

import logging
from typing import Any, Final

from allauth.core import ratelimit
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.decisions import Reason

log = logging.getLogger(__name__)

ORDERS: Final = "clip_orders"
QUESTIONS: Final = "waiting_orders"  # each of which stands in the inbox of somebody
LATER = Reason("pace", "You have sent many within an hour. Your words are kept: try again later.")


def is_too_fast(request: HttpRequest | Request, action: str) -> bool:
    """Counts this one, where it is not. Where nobody can count, nobody is: the gate and the purse stand, and
    an order is taken although no worker can be woken now."""
    try:
        return not ratelimit.consume(request, action=action)
    except (OSError, RedisError) as error:
        log.warning("pace of %s unknown: %s", action, error)
        return False


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
