"""Clips that rest on licenses: to look at, to approve, to take down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import services
from rights.console.door import chosen, find, own, posted, told
from rights.console.forms.terms import ReasonForm
from rights.console.site import console
from rights.models import License, LicenseUse, Work
from rights.policies import may_manage
from rights.signals import uses_described
from rights.wording import who

PAGE = 24


def uses(request: MemberRequest) -> HttpResponse:
    work, license = chosen(Work, request, "work"), chosen(License, request, "license")
    waiting = request.GET.get("waiting") == "1"
    rows = own(LicenseUse, request).made()
    if waiting:
        rows = rows.awaiting()
    if work:
        rows = rows.filter(license__work=work)
    if license:
        rows = rows.filter(license=license)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) <= 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related("license__work").order_by("-pk")[: PAGE + 1])
    return console.page(
        request,
        "console/uses.html",
        uses=described(found[:PAGE], request),
        works=own(Work, request).filter(licenses__uses__isnull=False).distinct().order_by("title", "pk"),
        work=work,
        license=license,
        who=who(license) if license else "",
        waiting=waiting,
        query=_without_cursor(request),
        next_cursor=found[PAGE - 1].pk if len(found) > PAGE else "",
    )


def described(rows: Sequence[LicenseUse], request: MemberRequest) -> list[tuple[LicenseUse, dict[str, Any]]]:
    """Each use with what is known of its clip by those who know clips."""
    known: dict[UUID, dict[str, Any]] = {}
    answers: list[tuple[Any, Any]] = uses_described.send(sender=LicenseUse, uses=rows, viewer=request.user)
    for _, answer in answers:
        known |= answer
    return [(use, known.get(use.clip_id, {}) if use.clip_id else {}) for use in rows]


@posted
def approve(request: MemberRequest, pk: int) -> HttpResponse:
    use = _mine(request, pk)
    with told(request, "Approved. It may be posted."):
        services.approve_use(use=use, by=request.user)
    return redirect("console:uses")


@reauthentication_required
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """First the clip and what goes with it, then, with a reason, the end of it."""
    use = _mine(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, "Taken down, and with it whatever remixes it."):
            services.withdraw_use(use=use, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("console:uses")
    [(_, clip)] = described([use], request)
    return console.page(
        request,
        "console/withdraw.html",
        use=use,
        clip=clip,
        form=form,
        status=422 if form.is_bound and form.errors else 200,
    )


def _mine(request: MemberRequest, pk: int) -> LicenseUse:
    rows = own(LicenseUse, request).made().select_related("license__work__holder")
    use: LicenseUse = find(rows, request, pk)
    may_manage(work=use.license.work, by=request.user).require()
    return use


def _without_cursor(request: MemberRequest) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    return query.urlencode()
