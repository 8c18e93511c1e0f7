"""What the pages have in common: finding one's own, and telling what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import MemberRequest, member_of
from core.decisions import Conflict, Refused

Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponse]


def own(model: type[Model], request: HttpRequest) -> Any:
    """The rows of `model` that belong to a house of whoever asks."""
    return model._default_manager.of_member(member_of(request))  # type: ignore[attr-defined]


def find(rows: type[Row] | QuerySet[Row], request: HttpRequest, pk: int) -> Row:
    """One of them; whatever is somebody else's is not there."""
    row: Row = get_object_or_404(rows if isinstance(rows, QuerySet) else own(rows, request), pk=pk)
    return row


def chosen(model: type[Row], request: HttpRequest, name: str) -> Row | None:
    """The row whose id stands in the address as `name`: a filter that is not one's own is no filter."""
    value = request.GET.get(name, "")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise Http404
    return find(model, request, int(value))


@contextmanager
def told(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Say at the top of the next page that it worked, or why it did not."""
    try:
        yield
    except Conflict as conflict:
        messages.warning(request, conflict.message)
    except Refused as refusal:
        for reason in refusal.decision.reasons:
            messages.error(request, reason.message)
    else:
        if done:
            messages.success(request, done)


def posted(view: View) -> View:
    """A view that changes something: there is nothing to look at."""

    @wraps(view)
    def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        return view(request, *args, **kwargs)

    return inner
