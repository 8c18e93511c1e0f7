"""The request as the site's middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class VisitorRequest(HttpRequest):
    """Anybody's request."""

    htmx: HtmxDetails
    country: str  # ISO 3166-1; "" where it is unknown


class MemberRequest(VisitorRequest):
    """A request of somebody who is signed in: what `login_required` lets through."""

    user: User
