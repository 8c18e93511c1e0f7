"""A file that is larger than we take is not taken in to its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]

ENVELOPE = 64 * 1024  # bytes of a form around its file


class Capped(FileUploadHandler):
    """Stands before the other handlers, and ends the upload after `limit` bytes: what they wrote goes."""

    def __init__(self, request: HttpRequest, *, limit: int) -> None:
        super().__init__(request)
        self.limit, self.taken, self.is_over = limit, 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > self.limit:
            self.is_over = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None  # the next handler has the file


def _says_too_much(request: HttpRequest, *, limit: int) -> bool:
    """By the header alone: nothing of the body is read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > limit + ENVELOPE


def _cap(request: HttpRequest, *, limit: int) -> Capped:
    handler = Capped(request, limit=limit)
    request.upload_handlers.insert(0, handler)
    return handler


def capped(limit: Callable[[], int], *, over: View) -> Callable[[View], View]:
    """A view whose files together have at most `limit()` bytes. `over` answers in its place, with its
    arguments, where they have more: then the form has only what stood before the file."""

    def decorate(view: View) -> View:
        @wraps(view)
        def whole(request: HttpRequest, *args: Any, cap: Capped, **named: Any) -> HttpResponse:
            request.POST  # noqa: B018 (now everything is read, also where the token stood in a header)
            return (over if cap.is_over else view)(request, *args, **named)

        guarded = csrf_protect(whole)

        @csrf_exempt  # it would read the form, and the files with it, before the limit stands
        @wraps(view)
        def first(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            cap = _cap(request, limit=limit())
            if _says_too_much(request, limit=limit()):
                return over(request, *args, **named)
            answer = guarded(request, *args, cap=cap, **named)
            return over(request, *args, **named) if cap.is_over else answer

        return first

    return decorate
