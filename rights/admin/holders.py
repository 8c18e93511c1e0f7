"""Holders, and who acts for them. Owners change their team at the console, too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import action, display

from core.decisions import Conflict
from rights import services
from rights.admin.base import OperatorsInline, RegistryAdmin, staff_of, take_over
from rights.models import HolderStatus, Membership, RightsHolder, Role

STATUS_COLORS = {
    HolderStatus.APPLIED: "info",
    HolderStatus.VERIFIED: "info",
    HolderStatus.ACTIVE: "success",
    HolderStatus.SUSPENDED: "danger",
    HolderStatus.REJECTED: "danger",
}


class MembershipInline(OperatorsInline, TabularInline):  # type: ignore[misc]  # the theme has no types
    """Who acts for one holder."""

    model = Membership
    fields = ("user", "role")
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(RightsHolder)
class RightsHolderAdmin(RegistryAdmin):
    list_display = ("name", "shown_status")
    list_filter = ("status",)
    search_fields = ("name",)
    ordering = ("name", "pk")
    inlines = (MembershipInline,)
    actions = ("verify", "activate", "suspend")

    def get_fields(self, request: HttpRequest, obj: RightsHolder | None = None) -> tuple[str, ...]:
        return ("name", "shown_status", "website", "contact") if obj else ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: RightsHolder | None = None) -> tuple[str, ...]:
        return ("name", "shown_status", "website", "contact") if obj else ()

    @display(description="status", ordering="status", label=STATUS_COLORS)
    def shown_status(self, holder: RightsHolder) -> tuple[str, str]:
        return holder.status, holder.get_status_display()

    def save_model(self, request: HttpRequest, obj: RightsHolder, form: Any, change: bool) -> None:
        if not change:
            by = staff_of(request)
            take_over(obj, services.register_holder(name=obj.name, by=by))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        by = staff_of(request)
        memberships = formset.save(commit=False)
        for gone in formset.deleted_objects:
            services.remove_member(holder=form.instance, user=gone.user, by=by)
        for one in memberships:
            services.add_member(holder=form.instance, user=one.user, role=Role(one.role), by=by)

    @action(description="Verified", permissions=["operate"])
    def verify(self, request: HttpRequest, holders: QuerySet[RightsHolder]) -> None:
        self._set_status(request, holders, HolderStatus.VERIFIED)

    @action(description="Activate", permissions=["operate"])
    def activate(self, request: HttpRequest, holders: QuerySet[RightsHolder]) -> None:
        self._set_status(request, holders, HolderStatus.ACTIVE)

    @action(description="Suspend", permissions=["operate"])
    def suspend(self, request: HttpRequest, holders: QuerySet[RightsHolder]) -> None:
        """Their licenses rest at once; clips that stand on them are hidden."""
        self._set_status(request, holders, HolderStatus.SUSPENDED)

    def _set_status(
        self, request: HttpRequest, holders: QuerySet[RightsHolder], status: HolderStatus
    ) -> None:
        for holder in holders:
            try:
                services.change_holder_status(holder=holder, status=status, by=staff_of(request))
            except Conflict as conflict:
                messages.warning(request, conflict.message)
            else:
                messages.success(request, f"{holder}: {status.label.lower()}.")
