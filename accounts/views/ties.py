"""Follow, unfollow, block, unblock: one POST each, with or without htmx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import queries, services
from accounts.http import MemberRequest
from accounts.models import User


def _tie_view(act: Callable[..., Any]) -> Callable[..., HttpResponse]:
    @require_POST
    @login_required
    def view(request: MemberRequest, handle: str) -> HttpResponse:
        people = User.objects.in_standing().findable_by(request.user)
        user = get_object_or_404(people, username=handle.lower())
        act(user=user, by=request.user)
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse({"following": queries.follows(request.user, user)})
        if request.htmx:
            return render(request, "accounts/_tie.html", tie_context(user=user, viewer=request.user))
        return HttpResponseRedirect(_back(request, handle))

    return view


def tie_context(*, user: User, viewer: User) -> dict[str, Any]:
    """What the follow button needs."""
    return {
        "person": user,
        "follows": queries.follows(viewer, user),
        "followed_back": queries.follows(user, viewer),
        "blocks": viewer.blocks.filter(blocked=user).exists(),
    }


def _back(request: MemberRequest, handle: str) -> str:
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        return after
    return reverse("feed:profile", args=[handle.lower()])


follow = _tie_view(services.follow)
unfollow = _tie_view(services.unfollow)
block = _tie_view(services.block)
unblock = _tie_view(services.unblock)
