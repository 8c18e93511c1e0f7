"""Members and the doors of the site. Whatever changes something calls a service."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from accounts import services
from accounts.models import Block, Invite, Region, ReservedHandle, SignUpMode, SignUpPolicy, User
from core.admin import ReadOnlyAdmin

STANDING_COLORS = {"in standing": "success", "suspended": "warning", "closed": "danger"}
INVITE_COLORS = {"open": "info", "redeemed": "success", "revoked": "danger", "expired": "warning"}


@admin.register(User)
class UserAdmin(ModelAdmin):  # type: ignore[misc]
    """Members are made at the sign-up page, or by `createsuperuser`; here they get their rights."""

    list_display = ("username", "display_name", "email", "standing", "country", "is_staff", "date_joined")
    list_filter = ("is_staff", "groups", "country", ("suspended_at", admin.EmptyFieldListFilter))
    search_fields = ("=username", "=email", "display_name")
    fields = (
        "username",
        "email",
        "display_name",
        "standing",
        "is_staff",
        "groups",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("username", "email", "standing", "date_joined", "last_login")
    filter_horizontal = ("groups",)
    actions = ("suspend", "reinstate")

    @display(description="standing", label=STANDING_COLORS)
    def standing(self, user: User) -> str:
        if user.deleted_at is not None or not user.is_active:
            return "closed"
        return "suspended" if user.suspended_at else "in standing"

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Who may hand out rights could hand them to themselves: superusers only."""
        rights = () if request.user.is_superuser else ("is_staff", "groups")
        return (*self.readonly_fields, *rights)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if "display_name" in form.changed_data:
            services.name_member(user=obj, display_name=obj.display_name, by=_staff(request))
        obj.save(update_fields=["is_staff"])  # groups are stored by the form

    @action(description="Suspend", permissions=["change"])
    def suspend(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            services.suspend_member(user=user, reason="by the staff", by=_staff(request))
        messages.success(request, f"Suspended {len(users)}.")

    @action(description="Take back", permissions=["change"])
    def reinstate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            services.reinstate_member(user=user, reason="by the staff", by=_staff(request))
        messages.success(request, f"Took back {len(users)}.")


@admin.register(Invite)
class InviteAdmin(ReadOnlyAdmin):
    """Codes are shown to those who made them, and to nobody here."""

    list_display = ("id", "inviter", "shown_state", "redeemed_by", "created_at", "expires_at")
    list_select_related = ("inviter", "redeemed_by")
    exclude = ("code",)
    search_fields = ("=inviter__username", "=redeemed_by__username")
    actions = ("revoke",)

    @display(description="state", label=INVITE_COLORS)
    def shown_state(self, invite: Invite) -> str:
        return invite.state

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_invite")

    @action(description="Revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, invites: QuerySet[Invite]) -> None:
        unused = [invite for invite in invites if invite.state in ("open", "expired")]
        for invite in unused:
            services.revoke_invite(invite=invite, by=_staff(request))
        messages.success(request, f"Revoked {len(unused)} of {len(invites)}.")


@admin.register(SignUpPolicy)
class SignUpPolicyAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("mode",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not SignUpPolicy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: SignUpPolicy | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SignUpPolicy, form: Any, change: bool) -> None:
        services.set_sign_up_mode(mode=SignUpMode(obj.mode), by=_staff(request))


@admin.register(Region)
class RegionAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("country", "minimum_age", "sign_up", "generate", "likeness", "view")

    def get_readonly_fields(self, request: HttpRequest, obj: Region | None = None) -> tuple[str, ...]:
        return ("country",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Region, form: Any, change: bool) -> None:
        services.change_region(region=obj, by=_staff(request))


@admin.register(ReservedHandle)
class ReservedHandleAdmin(ModelAdmin):  # type: ignore[misc]
    """Names are folded when they are stored: "Mika", "M1ka" and "míka" are one."""

    list_display = ("skeleton", "reason", "is_person")
    list_filter = ("is_person",)
    search_fields = ("skeleton", "reason")

    def get_readonly_fields(self, request: HttpRequest, obj: ReservedHandle | None = None) -> tuple[str, ...]:
        return ("skeleton",) if obj else ()

    def save_model(self, request: HttpRequest, obj: ReservedHandle, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=["reason", "is_person"])
        else:
            kept = services.reserve_handle(name=obj.skeleton, reason=obj.reason, is_person=obj.is_person)
            obj.skeleton = (kept or obj).skeleton


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    list_display = ("blocker", "blocked", "created_at")
    list_select_related = ("blocker", "blocked")
    search_fields = ("=blocker__username", "=blocked__username")


def _staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


admin.site.unregister(Group)  # to show it in the style of the rest


@admin.register(Group)
class GroupAdmin(ModelAdmin):  # type: ignore[misc]
    search_fields = ("name",)
    filter_horizontal = ("permissions",)
