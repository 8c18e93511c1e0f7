"""Likenesses and grants, to look at. Portraits are not here: who must see one finds it at its address."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from cameos.models import Cameo, ConsentGrant
from core.admin import ReadOnlyAdmin

STATE_COLORS = {"in use": "success", "paused": "warning", "withdrawn": "danger"}
GRANT_COLORS = {"counts": "success", "expired": "warning", "revoked": "danger"}


@admin.register(Cameo)
class CameoAdmin(ReadOnlyAdmin):
    list_display = (
        "owner",
        "own_handle",
        "kind",
        "state",
        "scope",
        "assurance",
        "grants_now",
        "policy_version",
        "created_at",
    )
    list_select_related = ("owner",)
    list_filter = (
        "kind",
        "scope",
        "assurance",
        ("paused_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("=owner__username", "=own_handle", "=portrait_sha256")
    fields = (
        "owner",
        "own_handle",
        "kind",
        "name",
        "description",
        "state",
        "scope",
        "assurance",
        "policy_version",
        "portrait_sha256",
        "paused_at",
        "withdrawn_at",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cameo]:
        given = Count("grants", filter=Q(grants__in=ConsentGrant.objects.active()))
        return Cameo.objects.annotate(given=given)

    @display(description="state", label=STATE_COLORS)
    def state(self, cameo: Cameo) -> str:
        if cameo.withdrawn_at:
            return "withdrawn"
        return "paused" if cameo.paused_at else "in use"

    @display(description="approved", ordering="given")
    def grants_now(self, cameo: Cameo) -> int:
        return int(getattr(cameo, "given"))  # noqa: B009 (annotated above)


@admin.register(ConsentGrant)
class ConsentGrantAdmin(ReadOnlyAdmin):
    list_display = ("cameo", "grantee", "state", "granted_at", "expires_at", "revoked_at")
    list_select_related = ("cameo__owner", "grantee")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("=cameo__owner__username", "=grantee__username")

    @display(description="state", label=GRANT_COLORS)
    def state(self, grant: ConsentGrant) -> str:
        return grant.state
