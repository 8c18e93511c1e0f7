"""Claims: what operators decide about whose a work is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.decorators import action, display

from core.decisions import Conflict
from rights import services
from rights.admin.base import RegistryAdmin, staff_of
from rights.models import Claim, ClaimState

STATE_COLORS = {
    ClaimState.TESTED: "info",
    ClaimState.VERIFIED: "info",
    ClaimState.LIVE: "success",
    ClaimState.DISPUTED: "warning",
    ClaimState.REJECTED: "danger",
}


@admin.register(Claim)
class ClaimAdmin(RegistryAdmin):
    """Those that wait are tested or disputed. Two that speak against each other stand under one work."""

    list_display = ("work", "holder", "shown_state", "stops", "created_at", "decided_at")
    list_filter = ("state",)
    list_select_related = ("work", "holder")
    search_fields = ("work__title", "holder__name")
    ordering = ("-pk",)
    fields = (
        "work", "holder", "shown_state", "statement", "evidence_url", "distinctiveness", "by", "created_at",
        "decided_at", "reason",
    )  # fmt: skip
    actions = ("verify", "put_in_force", "dispute", "settle", "reject")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """A draft is its holder's alone."""
        rows: QuerySet[Claim] = super().get_queryset(request).exclude(state=ClaimState.DRAFT)
        return rows

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @display(description="state", ordering="state", label=STATE_COLORS)
    def shown_state(self, claim: Claim) -> tuple[str, str]:
        return claim.state, claim.get_state_display()

    @display(description="innocent prompts stopped")
    def stops(self, claim: Claim) -> str:
        found = claim.distinctiveness
        return f"{found['stopped']} of {found['tried']}" if found else "–"

    @action(description="Verified: the evidence holds", permissions=["operate"])
    def verify(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(request, claims, services.verify_claim)

    @action(description="In force: the work is the claimant's", permissions=["operate"])
    def put_in_force(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(request, claims, services.put_in_force)

    @action(description="Dispute: freeze the work", permissions=["operate"])
    def dispute(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(request, claims, partial(services.dispute_claim, reason="Frozen by the operators."))

    @action(description="Settle the dispute for this claim", permissions=["operate"])
    def settle(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(request, claims, partial(services.settle_dispute, reason="Settled by the operators."))

    @action(description="Reject", permissions=["operate"])
    def reject(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(request, claims, partial(services.reject_claim, reason="Rejected by the operators."))

    def _each(self, request: HttpRequest, claims: QuerySet[Claim], act: Callable[..., Claim]) -> None:
        for claim in claims.order_by("pk"):
            try:
                act(claim=claim, by=staff_of(request))
            except Conflict as conflict:
                messages.warning(request, conflict.message)
            else:
                messages.success(request, f"{claim.work}: done.")
