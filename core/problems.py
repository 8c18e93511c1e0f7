"""How a refusal is answered: RFC 9457 problem details for programs, a page for people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from core.decisions import Conflict, Refused

Answer = Callable[[HttpRequest], HttpResponse]


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The API's one exception handler."""
    if isinstance(error, Refused):
        reasons = [reason.as_json() for reason in error.decision.reasons]
        return problem(HTTPStatus.FORBIDDEN, "refused", reasons=reasons)
    if isinstance(error, Conflict):
        return problem(HTTPStatus.CONFLICT, error.code, detail=error.message)
    return drf_exception_handler(error, context)


def problem(status: HTTPStatus, code: str, **more: Any) -> Response:
    """A problem document: `type` is stable, `title` is the status in words."""
    body = {"type": f"about:blank#{code}", "title": status.phrase, "status": status.value, **more}
    return Response(body, status=status, content_type="application/problem+json")


class RefusedMiddleware:
    """Turns a refusal that a page's view let through into a page with the reasons."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(request, "403.html", {"reasons": error.decision.reasons}, status=403)
        if isinstance(error, Conflict):
            return render(request, "409.html", {"message": error.message}, status=409)
        return None
