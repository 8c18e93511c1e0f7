"""The region gate: pages and the API are shown only where the site is open."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from accounts.http import VisitorRequest
from accounts.policies import Feature, open_in_region
from accounts.region import country_of
from core.decisions import Decision

View = TypeVar("View", bound=Callable[..., Any])
ADMIN = "admin"


def open_everywhere(view: View) -> View:
    """Mark a view that answers in every country: health, the law, leaving."""
    view.open_everywhere = True  # type: ignore[attr-defined]
    return view


class RegionMiddleware:
    """Sets `request.country`, and answers 451 in countries where nothing may be viewed."""

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        request.country = country_of(request.META)
        return self.get_response(request)

    def process_view(
        self, request: VisitorRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | JsonResponse | None:
        # The admin must stay in reach of an operator who has closed their own country by mistake.
        names = request.resolver_match.app_names if request.resolver_match else []
        if ADMIN in names or getattr(view, "open_everywhere", False):
            return None
        decision = open_in_region(Feature.VIEW, request.country)
        return None if decision.allowed else not_here(request, decision)


def not_here(request: VisitorRequest, decision: Decision) -> HttpResponse:
    """ "Not in your country yet", as a page or, for the API, as a problem document."""
    status = HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS
    response: HttpResponse
    if request.path.startswith("/api/"):
        reasons = [reason.as_json() for reason in decision.reasons]
        body = {
            "type": "about:blank#region",
            "title": status.phrase,
            "status": status.value,
            "reasons": reasons,
        }
        response = JsonResponse(body, status=status, content_type="application/problem+json")
    else:
        response = render(request, "accounts/not_here.html", {"reasons": decision.reasons}, status=status)
    add_never_cache_headers(response)
    return response
