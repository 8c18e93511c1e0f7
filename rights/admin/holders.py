"""Holders, and who acts for them. Operators decide; members of a holder look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import action, display

from rights import services
from rights.admin.base import ManagedAdmin, staff_of, take_over
from rights.models import HolderStatus, Membership, RightsHolder, Role
from rights.policies import may_operate

STATUS_COLORS = {
    HolderStatus.APPLIED: "info",
    HolderStatus.VERIFIED: "info",
    HolderStatus.ACTIVE: "success",
    HolderStatus.SUSPENDED: "danger",
    HolderStatus.REJECTED: "danger",
}


class MembershipInline(TabularInline):  # type: ignore[misc]  # the theme has no types
    """Who acts for one holder."""

    model = Membership
    fields = ("user", "role")
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(RightsHolder)
class RightsHolderAdmin(ManagedAdmin):
    list_display = ("name", "shown_status")
    list_filter = ("status",)
    search_fields = ("name",)
    ordering = ("name", "pk")
    inlines = (MembershipInline,)
    actions = ("activate", "suspend")

    def get_fields(self, request: HttpRequest, obj: RightsHolder | None = None) -> tuple[str, ...]:
        return ("name", "shown_status") if obj else ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: RightsHolder | None = None) -> tuple[str, ...]:
        return ("name", "shown_status") if obj else ()

    @display(description="status", ordering="status", label=STATUS_COLORS)
    def shown_status(self, holder: RightsHolder) -> tuple[str, str]:
        return holder.status, holder.get_status_display()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_operate(staff_of(request)).allowed

    def has_change_permission(self, request: HttpRequest, obj: RightsHolder | None = None) -> bool:
        return may_operate(staff_of(request)).allowed

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

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return may_operate(staff_of(request)).allowed

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
            services.change_holder_status(holder=holder, status=status, by=staff_of(request))
        messages.success(request, f"{status.label}: {len(holders)}.")
