"""Who comes in, and what every page of the console has."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from unfold.sites import UnfoldAdminSite

from accounts.http import member_of
from rights.models import HolderStatus, Membership, Role
from rights.policies import may_enter_console


class ConsoleSite(UnfoldAdminSite):  # type: ignore[misc]  # the theme has no types
    """Open to members of a holder, staff or not. It has the pages below and no others: what the
    framework would add (autocompletion, jumps to any object, a search over everything) is left out."""

    settings_name = "CONSOLE"
    pages: list[URLPattern] = []

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_console(request.user).allowed

    def get_urls(self) -> list[URLPattern]:
        doors = [
            path("login/", self.login, name="login"),
            path("logout/", self.logout, name="logout"),
        ]
        return [*doors, *map(self._guarded, self.pages)]

    def _guarded(self, page: URLPattern) -> URLPattern:
        return URLPattern(page.pattern, self.admin_view(page.callback), name=page.name)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site's own log-in; whoever is logged in and has no house is told how to get one."""
        target = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
            target = reverse("console:index")
        if not request.user.is_authenticated:
            return redirect_to_login(target, settings.LOGIN_URL)
        if self.has_permission(request):
            return HttpResponseRedirect(target)
        reasons = may_enter_console(request.user).reasons
        return render(request, "console/closed.html", {"reasons": reasons}, status=403)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site's own."""
        return redirect("account_logout")

    def page(self, request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page in the console's frame."""
        vars(request)["current_app"] = self.name
        return render(
            request, template, self.each_context(request) | _houses(request) | context, status=status
        )


def _houses(request: HttpRequest) -> dict[str, Any]:
    """The holders of whoever asks, and in whose name they may act: buttons of the others are left out."""
    memberships = list(
        Membership.objects.filter(user=member_of(request)).select_related("holder").order_by("holder__name")
    )
    return {
        "memberships": memberships,
        "acts": {
            it.holder_id
            for it in memberships
            if it.role != Role.VIEWER and it.holder.status == HolderStatus.ACTIVE
        },
        "leads": {it.holder_id for it in memberships if it.role == Role.OWNER},
    }


console = ConsoleSite(name="console")
