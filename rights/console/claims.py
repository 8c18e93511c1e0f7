"""Claims: saying that a work of the registry is yours."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from core.decisions import Conflict
from rights import services
from rights.console.door import find, own, posted, told
from rights.console.forms.works import ClaimForm
from rights.console.site import console
from rights.models import Claim, ClaimState
from rights.policies import may_claim


def claims(request: MemberRequest) -> HttpResponse:
    rows = own(Claim, request).select_related("work", "holder").order_by("-pk")[:200]
    return console.page(request, "console/claims.html", claims=rows)


def add(request: MemberRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            row = services.draft_claim(
                work=facts["work"],
                holder=facts["holder"],
                statement=facts["statement"],
                evidence_url=facts["evidence_url"],
                by=request.user,
            )
        except Conflict as conflict:
            form.add_error("title", conflict.message)
        else:
            return redirect("console:claim", row.pk)
    return console.page(
        request, "console/claim_add.html", form=form, status=422 if form.is_bound and form.errors else 200
    )


def claim(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(own(Claim, request).select_related("work", "holder"), request, pk)
    ended = (ClaimState.LIVE, ClaimState.REJECTED, ClaimState.WITHDRAWN)
    may = may_claim(holder=row.holder, by=request.user).allowed
    return console.page(
        request,
        "console/claim.html",
        claim=row,
        may_submit=may and row.state == ClaimState.DRAFT,
        may_withdraw=may and row.state not in ended,
    )


@posted
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Claim, request, pk)
    may_claim(holder=row.holder, by=request.user).require()
    with told(request, "Handed in. The operators of this site look at it."):
        services.submit_claim(claim=row, by=request.user)
    return redirect("console:claim", pk)


@posted
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Claim, request, pk)
    may_claim(holder=row.holder, by=request.user).require()
    with told(request, "Withdrawn."):
        services.withdraw_claim(claim=row, by=request.user)
    return redirect("console:claim", pk)
