"""Holders, and who acts for them. Operators decide; members of a holder look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action, display

from rights import services
from rights.admin.base import ManagedAdmin, staff_of, take_over
from rights.models import HolderStatus, RightsHolder
from rights.policies import may_operate

STATUS_COLORS = {
    HolderStatus.APPLIED: "info",
    HolderStatus.ACTIVE: "success",
    HolderStatus.SUSPENDED: "danger",
}


@admin.register(RightsHolder)
class RightsHolderAdmin(ManagedAdmin):
    list_display = ("name", "shown_status")
    list_filter = ("status",)
    search_fields = ("name",)
    ordering = ("name", "pk")
    autocomplete_fields = ("members",)
    actions = ("activate", "suspend")

    def get_fields(self, request: HttpRequest, obj: RightsHolder | None = None) -> tuple[str, ...]:
        return ("name", "shown_status", "members") if obj else ("name", "status", "members")

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
            take_over(obj, services.register_holder(name=obj.name, status=HolderStatus(obj.status), by=by))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        holder, by = form.instance, staff_of(request)
        wanted, now = set(form.cleaned_data["members"]), set(holder.members.all())
        for user in wanted - now:
            services.add_member(holder=holder, user=user, by=by)
        for user in now - wanted:
            services.remove_member(holder=holder, user=user, by=by)

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
