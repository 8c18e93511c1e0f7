"""Who holds works, and who acts for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

if TYPE_CHECKING:
    from accounts.models import User

OPERATE = "rights.operate_registry"


class HolderStatus(models.TextChoices):
    APPLIED = "applied", "Applied"
    VERIFIED = "verified", "Verified"
    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"
    REJECTED = "rejected", "Rejected"


class Role(models.TextChoices):
    """What a member of a holder may do; each may do what those after it may."""

    OWNER = "owner", "Owner: team, works and licenses"
    LICENSOR = "licensor", "Licensor: works and licenses"
    VIEWER = "viewer", "Viewer: looks only"


class RightsHolderQuerySet(models.QuerySet["RightsHolder"]):
    def managed_by(self, user: User) -> RightsHolderQuerySet:
        return self if user.has_perm(OPERATE) else self.of_member(user)

    def of_member(self, user: User) -> RightsHolderQuerySet:
        """Those that `user` acts for or looks at, operator or not: the scope of the console."""
        return self.filter(members=user.pk)


class RightsHolder(ConcurrentTransitionMixin, models.Model):
    """Somebody who can open works. Only an active one does: what others have opened rests."""

    name = models.CharField(max_length=200, unique=True)
    status = FSMField(
        max_length=10, choices=HolderStatus.choices, default=HolderStatus.APPLIED, protected=True
    )
    website = models.URLField(blank=True)
    contact = models.EmailField(blank=True, help_text="for the operators of this site; shown to nobody else")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="rights_holders", blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RightsHolderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transition(field=status, source=HolderStatus.APPLIED, target=HolderStatus.VERIFIED)
    def verify(self) -> None: ...

    @transition(
        field=status,
        source=[HolderStatus.APPLIED, HolderStatus.VERIFIED, HolderStatus.SUSPENDED],
        target=HolderStatus.ACTIVE,
    )
    def activate(self) -> None: ...

    @transition(field=status, source=HolderStatus.ACTIVE, target=HolderStatus.SUSPENDED)
    def suspend(self) -> None: ...

    @transition(
        field=status, source=[HolderStatus.APPLIED, HolderStatus.VERIFIED], target=HolderStatus.REJECTED
    )
    def reject(self) -> None: ...


class Membership(models.Model):
    """A person who acts for a holder, and how far."""

    holder = models.ForeignKey(RightsHolder, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rights_memberships"
    )
    role = models.CharField(max_length=8, choices=Role, default=Role.LICENSOR)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.holder} ({self.role})"
