"""The console's sidebar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.http import member_of
from rights.models import LicenseRequest, LicenseUse, RequestState


def requests_waiting(request: HttpRequest) -> int:
    mine = LicenseRequest.objects.of_member(member_of(request))
    return mine.filter(state=RequestState.OPEN).count()


def clips_waiting(request: HttpRequest) -> int:
    return LicenseUse.objects.of_member(member_of(request)).awaiting().count()


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "items": [
                _item(_("Overview"), "home", "index"),
                _item(_("Requests"), "bell", "requests", requests_waiting),
                _item(_("Uses"), "grid", "uses", clips_waiting),
                _item(_("Works"), "draft", "works"),
                _item(_("Permissions"), "keys", "licenses"),
                _item(_("Test a prompt"), "search", "trial"),
                _item(_("Claims"), "flag", "claims"),
                _item(_("Statement"), "coin", "statement"),
                _item(_("Team"), "user", "team"),
                _item(_("Audit log"), "clock", "log"),
            ]
        }
    ]


def _item(title: Any, icon: str, name: str, count: Any = None) -> dict[str, Any]:
    item = {"title": title, "icon": icon, "link": reverse_lazy(f"console:{name}")}
    if count:
        item["badge"] = f"{count.__module__}.{count.__name__}"
    return item
