"""Giving licenses: first what would change, then the license. Terms are never rewritten afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from core.decisions import Conflict, Refused
from rights import services
from rights.console.door import find, own, told
from rights.console.forms.terms import GrantForm, TermsForm
from rights.console.site import console
from rights.figures import blocked_attempts
from rights.models import LicenseRequest, Work
from rights.policies import may_manage
from rights.wording import sentences, who


def grant(request: MemberRequest, work: int) -> HttpResponse:
    """Fill in, look at before and after, give."""
    row = find(own(Work, request).select_related("holder"), request, work)
    may_manage(work=row, by=request.user).require()
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "give":
            return _give(request, row, form)
        if request.POST.get("step") == "look":
            return console.page(request, "console/widening.html", **_widening(row, form))
    return console.page(
        request,
        "console/license_add.html",
        work=row,
        form=form,
        status=422 if form.is_bound and form.errors else 200,
    )


def _give(request: MemberRequest, work: Work, form: GrantForm) -> HttpResponse:
    try:
        services.grant_license(work=work, to=form.cleaned_data["to"], offer=form.offer(), by=request.user)
    except (Refused, Conflict) as error:
        reasons = error.decision.reasons if isinstance(error, Refused) else [error]
        form.add_error(None, [reason.message for reason in reasons])
        return console.page(request, "console/license_add.html", work=work, form=form, status=422)
    messages.success(request, f"{work.title} is open to them from now on.")
    return redirect("console:licenses")


def _widening(work: Work, form: GrantForm) -> dict[str, Any]:
    people = form.cleaned_data["to"]
    before = [
        (who(it), it.get_state_display(), sentences(it))
        for it in work.licenses.current().prefetch_related("grantees", "not_with").order_by("pk")
    ]
    return {
        "work": work,
        "form": form,
        "before": before,
        "to": ", ".join(f"@{user.username}" for user in people),
        "after": sentences(form.offer()),
        "attempts": blocked_attempts(work),
    }


def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Yes to a request, on terms of one's own. Nothing is open until the maker takes them."""
    row = find(own(LicenseRequest, request).select_related("work__holder", "requester"), request, pk)
    may_manage(work=row.work, by=request.user).require()
    form = TermsForm(request.POST) if request.method == "POST" else TermsForm.for_request(row)
    if request.method == "POST" and form.is_valid():
        with told(request, f"Offered. @{row.requester.username} can take it or leave it."):
            answer = request.POST.get("answer", "")[:500]
            services.offer_terms(request=row, offer=form.offer(), answer=answer, by=request.user)
        return redirect("console:request", pk)
    return console.page(
        request,
        "console/offer.html",
        wish=row,
        form=form,
        status=422 if form.is_bound and form.errors else 200,
    )
