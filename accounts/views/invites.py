"""A member's invites."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.http import MemberRequest
from accounts.policies import may_invite
from accounts.queries import count_invites

SHOWN = 100


@require_safe
@login_required
def invites(request: MemberRequest) -> HttpResponse:
    codes = [
        {"invite": one, "link": f"{settings.SITE_URL}{reverse('accounts:invite', args=[one.shown_code])}"}
        for one in request.user.invites.select_related("redeemed_by").newest()[:SHOWN]
    ]
    context = {"codes": codes, "count": count_invites(request.user), "may_invite": may_invite(request.user)}
    return render(request, "accounts/invites.html", context)


@require_POST
@login_required
def create(request: MemberRequest) -> HttpResponse:
    services.create_invite(by=request.user)
    return redirect("accounts:invites")


@require_POST
@login_required
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    services.revoke_invite(invite=get_object_or_404(request.user.invites, pk=pk), by=request.user)
    messages.success(request, _("The invite is revoked. You can make another one."))
    return redirect("accounts:invites")
