"""Likenesses and grants, to look at. Portraits are not here: who must see one finds it at its address."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.forms import ActionForm

from accounts.models import User
from cameos.models import Cameo, ConsentGrant
from cameos.services import take_down_being
from core.admin import ReadOnlyAdmin
from core.decisions import Conflict, Refused

STATE_COLORS = {"in use": "success", "paused": "warning", "withdrawn": "danger"}
GRANT_COLORS = {"counts": "success", "expired": "warning", "revoked": "danger"}


class TakeDownForm(ActionForm):  # type: ignore[misc]  # the theme has no types
    reason = forms.CharField(required=False, max_length=240, label="Why, in a sentence for the owner")


@admin.register(Cameo)
class CameoAdmin(ReadOnlyAdmin):
    action_form = TakeDownForm
    actions = ("take_down",)
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

    def has_take_down_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generation.view_withdrawn")

    @admin.action(description="Take down beings", permissions=["take_down"])
    def take_down(self, request: HttpRequest, chosen: QuerySet[Cameo]) -> None:
        """People end with a decision about their enrolment, or about a claim; not here."""
        assert isinstance(request.user, User)
        reason = request.POST.get("reason", "").strip()
        for cameo in chosen.select_related("owner").order_by("pk"):
            try:
                take_down_being(cameo=cameo, by=request.user, reason=reason)
            except (Refused, Conflict) as error:
                self.message_user(request, f"{cameo}: {error}", messages.ERROR)
            else:
                self.message_user(request, f"{cameo} is taken down.")

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
