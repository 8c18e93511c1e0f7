"""What was used and what it brought, by month and work."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.http import MemberRequest
from rights.console.site import console
from rights.console.tables import csv_file
from rights.figures import statement_of

HEADS = ("month", "holder", "work", "clips", "taken down", "credits", "share percent")


def statement(request: MemberRequest) -> HttpResponse:
    return console.page(request, "console/statement.html", statement=statement_of(request.user))


def as_csv(request: MemberRequest) -> HttpResponse:
    lines = statement_of(request.user).lines
    rows = (
        (f"{it.month:%Y-%m}", it.holder, it.title, it.uses, it.withdrawn, it.credits, it.share)
        for it in lines
    )
    return csv_file("statement.csv", HEADS, rows)
