"""Likenesses, and who may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class Scope(models.TextChoices):
    ONLY_ME = "only_me", "Only me"
    APPROVED = "approved", "People I approve"
    MUTUALS = "mutuals", "Mutuals"
    EVERYONE = "everyone", "Everyone"


class CameoQuerySet(models.QuerySet["Cameo"]):
    def usable(self) -> CameoQuerySet:
        """Neither paused nor withdrawn; whether a given person may use it, the policy says."""
        return self.filter(paused_at=None, withdrawn_at=None, owner__is_active=True)

    def by_handle(self, handles: list[str]) -> CameoQuerySet:
        return self.filter(owner__username__in=[handle.lower() for handle in handles])


class Cameo(models.Model):
    """One person's likeness. The owner's handle is its name."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cameo")
    portrait = models.ImageField(upload_to="portraits/")
    portrait_sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.ONLY_ME)
    # Counts every change of scope, grant or pause: a stored decision names the version it rests on.
    policy_version = models.PositiveIntegerField(default=1)
    paused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CameoQuerySet.as_manager()

    def __str__(self) -> str:
        return f"likeness of {self.owner}"


class ConsentGrantQuerySet(models.QuerySet["ConsentGrant"]):
    def active(self) -> ConsentGrantQuerySet:
        now = timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)

    def between(self, cameo: Cameo, grantee: User) -> ConsentGrantQuerySet:
        return self.filter(cameo=cameo, grantee=grantee)


class ConsentGrant(models.Model):
    """The owner of a likeness lets one person use it."""

    cameo = models.ForeignKey(Cameo, on_delete=models.CASCADE, related_name="grants")
    grantee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents_received"
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cameo", "grantee"], condition=Q(revoked_at=None), name="one_open_grant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grantee} may use the {self.cameo}"
