"""Tables in and out, and the offers in the words of Really Simple Licensing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from tablib import Dataset
from tablib.exceptions import TablibException

from accounts.http import MemberRequest
from rights.console.door import own
from rights.console.forms.works import TableForm
from rights.console.resources import COLUMNS, NamesResource
from rights.console.site import console
from rights.models import Alias, License, RightsHolder
from rights.policies import may_act_for
from rights.rsl import document

LARGEST_BYTES = 300_000


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a table that was tried, or taken over."""

    lines: int
    bad: list[tuple[int, str]]  # the number of the line in the file, and what is wrong
    held: list[str]  # names that would stop innocent prompts


def export(request: MemberRequest) -> HttpResponse:
    rows = own(Alias, request).select_related("work").order_by("work__title", "work", "pk")
    table = NamesResource().export(rows)
    today = timezone.now().date().isoformat()
    return HttpResponse(
        table.export("csv"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="works-{today}.csv"'},
    )


def bring(request: MemberRequest) -> HttpResponse:
    """Try the table first; take it over when it is sound and its sender says so."""
    form = TableForm(request.POST or None, request.FILES or None, by=request.user)
    context: dict[str, Any] = {"form": form, "columns": COLUMNS}
    if request.method == "POST" and form.is_valid():
        holder = form.cleaned_data["holder"]
        may_act_for(holder=holder, by=request.user).require()
        text = _text(form)
        taking = request.POST.get("step") == "take" and not form.cleaned_data["file"]
        trial = _enter(text, holder, request, dry_run=not taking)
        if taking and not trial.bad:
            messages.success(request, f"{trial.lines} lines are entered.")
            return redirect("console:works")
        context |= {"trial": trial, "table": text, "holder": holder}
    status = 422 if form.is_bound and (form.errors or context["trial"].bad) else 200
    return console.page(request, "console/import.html", status=status, **context)


def _text(form: TableForm) -> str:
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["table"])
    return str(file.read(LARGEST_BYTES + 1).decode("utf-8-sig", errors="replace"))


def _enter(text: str, holder: RightsHolder, request: MemberRequest, *, dry_run: bool) -> Trial:
    if len(text) > LARGEST_BYTES:
        return Trial(0, [(1, "The file is larger than 300 KB. Cut it into parts.")], [])
    try:
        table = Dataset().load(text, format="csv")
    except (TablibException, ValueError) as error:
        return Trial(0, [(1, f"This is no table: {error}")], [])
    resource = NamesResource(holder=holder, by=request.user)
    result = resource.import_data(table, dry_run=dry_run, rollback_on_validation_errors=True)
    bad = [(1, str(error.error)) for error in result.base_errors]
    # Line 1 of the file names the columns.
    bad += [(row.number + 1, " ".join(row.error.messages)) for row in result.invalid_rows]
    bad += [(number + 1, str(errors[0].error)) for number, errors in result.row_errors()]
    held = [text for (text, wanted), mode in resource.tried.items() if mode != wanted]
    return Trial(len(table), sorted(bad), sorted(held))


def rsl(request: MemberRequest) -> HttpResponse:
    """What is open to everyone, for machines."""
    licenses = own(License, request).active().filter(open_to="everyone")
    return HttpResponse(
        document(licenses.select_related("work__holder").order_by("work__title", "pk")),
        content_type="application/rsl+xml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="offers.rsl"'},
    )
