"""Answers that are for one pair of eyes."""

from django.http import HttpResponse


def shown_once(data: bytes, content_type: str) -> HttpResponse:
    """A file that is sent to one page: no cache keeps it, and nothing in it runs."""
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
