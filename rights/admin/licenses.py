"""Licenses: given here, looked at, and revoked. A license that was given is never rewritten."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import action, display

from rights import services
from rights.admin.base import RegistryAdmin, staff_of, take_over
from rights.admin.forms import LicenseForm
from rights.models import HolderStatus, License, LicenseState

STATE_COLORS = {"active": "success", "ended": "warning", "revoked": "danger", "resting": "info"}


@admin.register(License)
class LicenseAdmin(RegistryAdmin):
    form = LicenseForm
    list_display = ("work", "to", "state", "starts_at", "ends_at", "credit_line")
    list_filter = ("state",)
    list_select_related = ("work__holder",)
    list_prefetch_related = ("grantees",)
    search_fields = ("work__title", "=grantees__username")
    autocomplete_fields = ("work",)
    ordering = ("-pk",)
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: License | None = None) -> tuple[str, ...]:
        if obj:
            return ("work", "to", "state", "starts_at", "ends_at", "revoked_at", "credit_line")
        return ("work", "handle", "ends_at", "credit_line")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @display(description="to")
    def to(self, license: License) -> str:
        return ", ".join(str(user) for user in license.grantees.all()) or license.get_open_to_display()

    @display(description="state", label=STATE_COLORS)
    def state(self, license: License) -> str:
        if license.state == LicenseState.REVOKED:
            return "revoked"
        if license.ends_at and license.ends_at <= timezone.now():
            return "ended"
        holder = license.work.holder
        return "active" if holder and holder.status == HolderStatus.ACTIVE else "resting"

    def save_model(self, request: HttpRequest, obj: License, form: LicenseForm, change: bool) -> None:
        made = services.grant_license(
            work=obj.work,
            to=form.grantees(),
            offer=services.Offer(ends_at=obj.ends_at, credit_line=obj.credit_line),
            by=staff_of(request),
        )
        take_over(obj, made)

    @action(description="Revoke", permissions=["operate"])
    def revoke(self, request: HttpRequest, licenses: QuerySet[License]) -> None:
        """What rests on them ends at once, posted clips included."""
        for license in licenses:
            services.revoke_license(license=license, by=staff_of(request))
        messages.success(request, f"Revoked {len(licenses)}.")
