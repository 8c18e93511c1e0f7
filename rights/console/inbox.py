"""Requests of makers, and the holder's answers."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import services
from rights.console.door import find, own, posted, told
from rights.console.forms.terms import AnswerForm
from rights.console.site import console
from rights.models import LicenseRequest, RequestState
from rights.policies import may_manage
from rights.wording import sentences

PAGE = 25
TABS = (
    ("open", "Waiting for you", (RequestState.OPEN,)),
    ("maker", "Waiting for the maker", (RequestState.ASKED, RequestState.OFFERED)),
    ("done", "Answered", (RequestState.APPROVED, RequestState.DECLINED, RequestState.WITHDRAWN)),
)


def inbox(request: MemberRequest) -> HttpResponse:
    """Those that wait longest first; answered ones, the latest first."""
    mine = own(LicenseRequest, request)
    tab = next((it for it in TABS if it[0] == request.GET.get("state")), TABS[0])
    done = tab[0] == "done"
    rows = mine.filter(state__in=tab[2]).select_related("work", "requester")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) <= 18:
        rows = rows.filter(pk__lt=int(after)) if done else rows.filter(pk__gt=int(after))
    found = list(rows.order_by("-pk" if done else "pk")[: PAGE + 1])
    counts = mine.aggregate(**{name: Count("pk", filter=Q(state__in=states)) for name, _, states in TABS})
    return console.page(
        request,
        "console/requests.html",
        wishes=found[:PAGE],
        tabs=[(name, label, counts[name]) for name, label, _ in TABS],
        state=tab[0],
        next_cursor=found[PAGE - 1].pk if len(found) > PAGE else "",
    )


def request(request: MemberRequest, pk: int) -> HttpResponse:
    rows = own(LicenseRequest, request).select_related("work__holder", "requester", "license", "decided_by")
    row = find(rows, request, pk)
    open_now = row.state in (RequestState.OPEN, RequestState.ASKED)
    return console.page(
        request,
        "console/request.html",
        wish=row,
        thread=row.messages.select_related("author"),
        terms=sentences(row.license) if row.license else [],
        may=open_now and may_manage(work=row.work, by=request.user).allowed,
        decline_form=AnswerForm(prefix="decline"),
        ask_form=AnswerForm(prefix="ask"),
    )


@posted
def approve(request: MemberRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    with told(request, f"Approved: one clip for @{row.requester.username}."):
        services.approve_request(request=row, by=request.user)
    return redirect("console:request", pk)


@posted
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    with told(request, "Declined. They read your reason."):
        services.decline_request(
            request=row, answer=request.POST.get("decline-answer", "")[:500], by=request.user
        )
    return redirect("console:request", pk)


@posted
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    with told(request, "Asked. The request waits for their reply."):
        services.ask_maker(request=row, text=request.POST.get("ask-answer", ""), by=request.user)
    return redirect("console:request", pk)


def _mine(request: MemberRequest, pk: int) -> LicenseRequest:
    rows = own(LicenseRequest, request).select_related("work__holder", "requester")
    row: LicenseRequest = find(rows, request, pk)
    may_manage(work=row.work, by=request.user).require()
    return row
