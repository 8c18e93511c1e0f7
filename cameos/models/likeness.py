"""A likeness, and how widely it is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Now

from accounts.models import Follow
from cameos.models.between import at_rest, in_reach
from cameos.models.scopes import Scope

if TYPE_CHECKING:
    from accounts.models import User


class Assurance(models.TextChoices):
    """Who says that the likeness is its owner's. Only the last two open it to other people."""

    BUILT_IN = "built_in", "Checked by this site's own programs"
    REVIEWED = "reviewed", "Looked at by a person"
    ATTESTED = "attested", "Vouched for by a provider"


class CameoQuerySet(models.QuerySet["Cameo"]):
    def usable(self) -> CameoQuerySet:
        """Neither paused nor withdrawn; whether a given person may use it, the policy says."""
        return self.filter(~at_rest())

    def cooling(self) -> CameoQuerySet:
        """Open to everyone, but not yet."""
        return self.filter(scope=Scope.EVERYONE, everyone_from__gt=Now())

    def kept(self) -> CameoQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def by_handle(self, handles: Iterable[str]) -> CameoQuerySet:
        return self.filter(owner__username__in=[handle.lower() for handle in handles])

    def named_like(self, text: str) -> CameoQuerySet:
        """Whose handle or name begins with `text`; all, when it is empty."""
        return self.filter(
            Q(owner__username__startswith=text.lower()) | Q(owner__display_name__istartswith=text)
        )

    def closest_first(self, user: User) -> CameoQuerySet:
        """One's own, then those of people whom `user` follows, then others."""
        follows = Follow.objects.filter(follower=user, followed=OuterRef("owner"))
        order = Case(When(owner=user, then=0), When(Exists(follows), then=1), default=2)
        return self.order_by(order, "owner__username")

    def castable_by(self, user: User) -> CameoQuerySet:
        """Whom `user` may put into a clip now: `policies.may_depict` as one question to the database."""
        return self.usable().filter(Q(owner=user) | in_reach(user))


class Cameo(models.Model):
    """One person's likeness. The owner's handle is its name."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cameo")
    portrait = models.ImageField(upload_to="portraits/")
    portrait_sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.ONLY_ME)
    # When the scope "everyone" begins, by the database's clock. Until then it lets in whom "mutuals" does.
    everyone_from = models.DateTimeField(null=True, blank=True)
    assurance = models.CharField(max_length=8, choices=Assurance, default=Assurance.BUILT_IN)
    # Counts every change of scope, grant or pause: a stored decision names the version it rests on.
    policy_version = models.PositiveIntegerField(default=1)
    paused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CameoQuerySet.as_manager()

    def __str__(self) -> str:
        return f"likeness of {self.owner}"

    @property
    def handle(self) -> str:
        return self.owner.username
