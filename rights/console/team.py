"""Who acts for a house. Its owners decide, with a log-in that is fresh."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import services
from rights.console.door import find, told
from rights.console.forms.terms import MemberForm
from rights.console.site import console
from rights.models import Membership, RightsHolder, Role
from rights.policies import may_lead


def team(request: MemberRequest) -> HttpResponse:
    rows = _team(request).order_by("holder__name", "holder", "role", "pk")
    return console.page(
        request, "console/team.html", rows=rows, form=MemberForm(roles=Role.choices), roles=Role.choices
    )


@reauthentication_required
def add(request: MemberRequest, pk: int) -> HttpResponse:
    holder = find(RightsHolder, request, pk)
    may_lead(holder=holder, by=request.user).require()
    form = MemberForm(request.POST or None, roles=Role.choices)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["handle"]
        if holder.memberships.filter(user=user).exists():
            messages.warning(request, f"@{user.username} is a member of {holder} already.")
        else:
            with told(request, f"@{user.username} acts for {holder} from now on."):
                services.add_member(
                    holder=holder, user=user, role=Role(form.cleaned_data["role"]), by=request.user
                )
        return redirect("console:team")
    return console.page(
        request, "console/member_add.html", holder=holder, form=form, status=422 if form.is_bound else 200
    )


@reauthentication_required
def member(request: MemberRequest, pk: int) -> HttpResponse:
    """Another role for somebody."""
    row = _led(request, pk)
    role = request.POST.get("role", "")
    if request.method == "POST" and role in Role.values:
        with told(request, "Changed."):
            services.add_member(holder=row.holder, user=row.user, role=Role(role), by=request.user)
        return redirect("console:team")
    return console.page(request, "console/member.html", row=row, roles=Role.choices)


@reauthentication_required
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    row = _led(request, pk)
    if request.method == "POST":
        with told(request, f"@{row.user.username} no longer acts for {row.holder}."):
            services.remove_member(holder=row.holder, user=row.user, by=request.user)
        return redirect("console:team")
    return console.page(request, "console/member_remove.html", row=row)


def _team(request: MemberRequest) -> QuerySet[Membership]:
    houses = RightsHolder.objects.of_member(request.user)
    return Membership.objects.filter(holder__in=houses).select_related("holder", "user")


def _led(request: MemberRequest, pk: int) -> Membership:
    row = find(_team(request), request, pk)
    may_lead(holder=row.holder, by=request.user).require()
    return row
