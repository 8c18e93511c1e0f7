"""What waits, what was blocked, what is used, and what ends soon."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.http import MemberRequest
from rights.console.site import console
from rights.figures import overview_of


def overview(request: MemberRequest) -> HttpResponse:
    return console.page(request, "console/overview.html", figures=overview_of(request.user))
