"""Which clips rest on whose consent: set aside with the job, spent with the clip, given back without one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from cameos.models.likeness import Cameo


class UseState(models.TextChoices):
    RESERVED = "reserved", "Being made"
    USED = "used", "A clip came of it"
    RELEASED = "released", "No clip came of it"


class ConsentUseQuerySet(models.QuerySet["ConsentUse"]):
    def counting(self) -> ConsentUseQuerySet:
        return self.exclude(state=UseState.RELEASED)

    def to_look_at(self, cameos: Iterable[Cameo]) -> ConsentUseQuerySet:
        """Clips about which the owner of these likenesses was asked, and has said nothing."""
        return self.filter(cameo__in=cameos, state=UseState.USED, asked_at__isnull=False, answered_at=None)


class ConsentUse(models.Model):
    """One clip, or one job, of somebody else with this likeness in it."""

    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="uses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job_id = models.UUIDField()
    clip_id = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=UseState, default=UseState.RESERVED)
    policy_version = models.PositiveIntegerField()
    grant = models.ForeignKey(
        "cameos.ConsentGrant", on_delete=models.SET_NULL, null=True, blank=True, related_name="uses"
    )
    request = models.ForeignKey(
        "cameos.CastRequest", on_delete=models.SET_NULL, null=True, blank=True, related_name="uses"
    )
    # The owner looks at the clip before it is posted: when they were asked, when they answered, and until
    # when their yes counts.
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    approved_until = models.DateTimeField(null=True, blank=True)

    objects = ConsentUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cameo", "job_id"], name="one_use_a_job"),
            models.CheckConstraint(
                condition=Q(approved_until=None) | Q(answered_at__isnull=False), name="approved_by_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["cameo", "at"], condition=~Q(state="released"), name="uses_by_day"),
            models.Index(fields=["job_id"], name="uses_by_job"),
        ]

    def __str__(self) -> str:
        return f"{self.state} by {self.user_id}"

    @property
    def is_approved(self) -> bool:
        """The owner has looked at the clip, and their yes has not grown too old."""
        return bool(self.approved_until and self.approved_until > timezone.now())
