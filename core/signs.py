"""Signs that no text here can hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"  # PostgreSQL keeps none, and no person means one


class NoNulMiddleware:
    """Takes every NUL out of the query and out of a form, before a page looks something up by it.

    A view that reads its form itself, as one with a limit for files does, has forms that refuse a NUL; and so
    have programs, whose words are JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> None:
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(said: QueryDict) -> QueryDict:
    if not any(NUL in value for _, values in said.lists() for value in values):
        return said
    clean = said.copy()
    for name, values in said.lists():
        clean.setlist(name, [value.replace(NUL, "") for value in values])
    return clean
