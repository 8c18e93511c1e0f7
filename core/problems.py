"""How a refusal is answered: RFC 9457 problem details for programs, a page for people."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views import defaults
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from core.decisions import Conflict, Refused

Answer = Callable[[HttpRequest], HttpResponse]

PROBLEM = "application/problem+json"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The API's one exception handler."""
    if isinstance(error, Refused):
        reasons = [reason.as_json() for reason in error.decision.reasons]
        return problem(HTTPStatus.FORBIDDEN, "refused", reasons=reasons)
    if isinstance(error, Conflict):
        return problem(HTTPStatus.CONFLICT, error.code, detail=error.message)
    answer = drf_exception_handler(error, context)
    if answer is not None:
        status = HTTPStatus(answer.status_code)
        answer.data = _document(status, status.name.lower(), **_details(error, answer.data))
        answer.content_type = PROBLEM
    return answer


def _details(error: Exception, data: Any) -> dict[str, Any]:
    """A sentence; or, where what was sent is at fault, what is wrong with each field."""
    return {"errors": data} if isinstance(error, ValidationError) else {"detail": data["detail"]}


def problem(status: HTTPStatus, code: str, **more: Any) -> Response:
    """A problem document: `type` is stable, `title` is the status in words."""
    return Response(_document(status, code, **more), status=status, content_type=PROBLEM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that there is not, for people and for programs."""
    return _for_program(request, HTTPStatus.NOT_FOUND) or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return _for_program(request, HTTPStatus.INTERNAL_SERVER_ERROR) or defaults.server_error(request)


def _for_program(request: HttpRequest, status: HTTPStatus) -> HttpResponse | None:
    if not _asks_as_program(request):
        return None
    return JsonResponse(_document(status, status.name.lower()), status=status, content_type=PROBLEM)


def _asks_as_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _document(status: HTTPStatus, code: str, **more: Any) -> dict[str, Any]:
    return {"type": f"about:blank#{code}", "title": status.phrase, "status": status.value, **more}


class RefusedMiddleware:
    """Turns a refusal that a page's view let through into a page with the reasons.

    And an address that only takes forms, when it is opened: whoever had to log in before their form was
    taken is led there without it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        opened = request.method == "GET" and not _asks_as_program(request)
        if opened and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _takes_forms_only(request, answer)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(
                request, "403.html", {"reasons": error.decision.reasons, "way": error.way}, status=403
            )
        if isinstance(error, Conflict):
            return render(request, "409.html", {"message": error.message, "way": error.way}, status=409)
        return None


def _takes_forms_only(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    page = render(request, "405.html", {"back": _page_above(request.path)}, status=answer.status_code)
    page["Allow"] = answer["Allow"]
    return page


def _page_above(path: str) -> str:
    """The nearest address above it that there is; nothing, where that is the start page."""
    while (path := f"{path.rstrip('/').rpartition('/')[0]}/") != "/":
        with suppress(Resolver404):
            resolve(path)
            return path
    return ""
