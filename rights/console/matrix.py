"""Who may do what with which work: one page, and what can be done with one license."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import services
from rights.console.door import chosen, find, own, posted, told
from rights.console.site import console
from rights.figures import touched_by
from rights.models import License, Work
from rights.policies import may_manage
from rights.profile import Action, Purpose
from rights.wording import labels, sentences, who

PAGE = 50


def matrix(request: MemberRequest) -> HttpResponse:
    """Works of which nothing is open stand here, too: that is the rule, and the first thing to change."""
    current = License.objects.current().prefetch_related("grantees", "not_with").order_by("pk")
    rows = own(Work, request).select_related("holder")
    work = chosen(Work, request, "work")
    if work:
        rows = rows.filter(pk=work.pk)
    after = request.GET.get("after", "")
    if after:
        rows = rows.filter(slug__gt=after)
    found = list(
        rows.prefetch_related(Prefetch("licenses", current, to_attr="current")).order_by("slug")[: PAGE + 1]
    )
    return console.page(
        request,
        "console/matrix.html",
        rows=[(it, [_cells(license) for license in vars(it)["current"]]) for it in found[:PAGE]],
        actions=Action,
        work=work,
        next_cursor=found[PAGE - 1].slug if len(found) > PAGE else "",
    )


def license(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(own(License, request).select_related("work__holder", "signed_by"), request, pk)
    return console.page(
        request,
        "console/license.html",
        license=row,
        who=who(row),
        sentences=sentences(row),
        touched=touched_by(row),
        may=may_manage(work=row.work, by=request.user).allowed,
    )


@posted
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    with told(request, "It rests. What rests on it is hidden until you let it go on."):
        services.pause_license(license=row, by=request.user)
    return redirect("console:licenses")


@posted
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    with told(request, "It goes on."):
        services.resume_license(license=row, by=request.user)
    return redirect("console:licenses")


@reauthentication_required
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """First what it touches, then, on the second press, the end of it."""
    row = _mine(request, pk)
    if request.method == "POST":
        with told(request, "Revoked. What rested on it ends as its terms say."):
            services.revoke_license(license=row, by=request.user)
        return redirect("console:licenses")
    return console.page(
        request,
        "console/revoke.html",
        license=row,
        who=who(row),
        sentences=sentences(row),
        touched=touched_by(row),
    )


def _mine(request: MemberRequest, pk: int) -> License:
    row: License = find(own(License, request).select_related("work__holder"), request, pk)
    may_manage(work=row.work, by=request.user).require()
    return row


def _cells(license: License) -> dict[str, Any]:
    return {
        "license": license,
        "who": who(license),
        "actions": [(action.label, action in license.actions) for action in Action],
        "purposes": labels(Purpose, license.purposes),
    }
