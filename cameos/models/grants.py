"""What the owner of a likeness allows one other person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils import timezone

from cameos.models.terms import Audience

if TYPE_CHECKING:
    from accounts.models import User
    from cameos.models.likeness import Cameo


class ConsentGrantQuerySet(models.QuerySet["ConsentGrant"]):
    def open(self) -> ConsentGrantQuerySet:
        """Not revoked; it may have expired."""
        return self.filter(revoked_at=None)

    def active(self) -> ConsentGrantQuerySet:
        """By the clock of the database, which is one, and not that of whichever machine asks."""
        return self.open().filter(_in_time())

    def telling(self) -> ConsentGrantQuerySet:
        """Not revoked, each with `lets_in`: does it still let its person in, or only bound them?"""
        lets_in = ExpressionWrapper(_in_time(), output_field=models.BooleanField())
        return self.open().annotate(lets_in=lets_in)  # type: ignore[no-redef]

    def between(self, cameo: Cameo, grantee: User) -> ConsentGrantQuerySet:
        return self.filter(cameo=cameo, grantee=grantee)


def _in_time() -> Q:
    return Q(expires_at=None) | Q(expires_at__gt=Now())


class ConsentGrant(models.Model):
    """The owner of a likeness lets one person use it.

    Its end takes away what it gave, and gives nothing: until it is revoked its limits hold for whoever is in
    the scope anyway.
    """

    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="grants")
    grantee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents_received"
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True, help_text="clips, in all")
    per_day = models.PositiveSmallIntegerField(null=True, blank=True, help_text="clips")
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.EVERYONE)

    lets_in: bool  # by the database's clock: `telling` sets it

    objects = ConsentGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cameo", "grantee"], condition=Q(revoked_at=None), name="one_open_grant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grantee} may use the {self.cameo}"

    @property
    def is_limited(self) -> bool:
        return self.total is not None or self.per_day is not None

    @property
    def bounds_anything(self) -> bool:
        """Does it say to somebody who is in the scope anyway that they may do less?"""
        return self.is_limited or self.audience != Audience.EVERYONE

    @property
    def state(self) -> str:
        """One word: counts, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= timezone.now() else "counts"
