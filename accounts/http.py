"""The request as the site's middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from accounts.models import User


class VisitorRequest(HttpRequest):
    """Anybody's request."""

    htmx: HtmxDetails
    country: str  # ISO 3166-1; "" where it is unknown


class MemberRequest(VisitorRequest):
    """A request of somebody who is signed in: what `login_required` lets through."""

    user: User


def member_of(request: HttpRequest | Request) -> User:
    """Who asks, where the view lets only members through."""
    assert isinstance(request.user, User)
    return request.user


def country_of(request: HttpRequest | Request) -> str:
    """Where the request comes from, ISO 3166-1; "" where that is unknown."""
    return str(getattr(request, "country", ""))
