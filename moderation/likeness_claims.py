"""The word of somebody without an account that clips show them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from generation.models import Clip

if TYPE_CHECKING:
    from accounts.models import User

CLAIM, HOLD = "likenessclaim:", ":hold"  # how a withdrawal names a claim, and that it is not answered yet
ANSWERED_WITHIN = timedelta(hours=48)  # the TAKE IT DOWN Act leaves no more


class LikenessClaimState(models.TextChoices):
    OPEN = "open", "Waiting for a decision"
    UPHELD = "upheld", "The clips are removed"
    REJECTED = "rejected", "The clips stay"


class LikenessClaimQuerySet(models.QuerySet["LikenessClaim"]):
    def waiting(self) -> LikenessClaimQuerySet:
        """The one whose time runs out first comes first."""
        return self.filter(state=LikenessClaimState.OPEN).order_by("due_at", "pk")

    def late(self) -> LikenessClaimQuerySet:
        return self.waiting().filter(due_at__lte=Now())

    def marked_for(self, viewer: User) -> LikenessClaimQuerySet:
        """Each knows whether a clip of the viewer is among its own: they do not read what is said of it."""
        own = LikenessClaim.clips.through.objects.filter(clip__maker=viewer, likenessclaim=OuterRef("pk"))
        return self.annotate(is_own=Exists(own))


def _due() -> datetime:
    return timezone.now() + ANSWERED_WITHIN


class LikenessClaim(ConcurrentTransitionMixin, models.Model):
    """Who says so, how they are reached, what they point at, and what was decided within 48 hours."""

    name = models.CharField(max_length=200)
    email = models.EmailField()
    links = models.TextField(max_length=4000, help_text="as they typed them")
    statement = models.TextField(max_length=3000)
    signature = models.CharField(max_length=200)
    clips = models.ManyToManyField(Clip, blank=True, related_name="likeness_claims")
    state = FSMField(default=LikenessClaimState.OPEN, choices=LikenessClaimState.choices, protected=True)
    received_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=_due)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="hidden while it is looked at")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LikenessClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LikenessClaimState.OPEN, answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="every_claim_is_answered_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="open"), name="likeness_claim_open")]

    def __str__(self) -> str:
        return f"likeness claim {self.pk} ({self.state})"

    @property
    def source(self) -> str:
        """The name under which it hides clips."""
        return f"{CLAIM}{self.pk}"

    @property
    def receipt(self) -> str:
        """The number that the claimant keeps: "L-000042"."""
        return f"L-{self.pk:06d}"

    @property
    def is_late(self) -> bool:
        return self.state == LikenessClaimState.OPEN and self.due_at <= timezone.now()

    @transition(field=state, source=LikenessClaimState.OPEN, target=LikenessClaimState.UPHELD)
    def uphold(self) -> None: ...

    @transition(field=state, source=LikenessClaimState.OPEN, target=LikenessClaimState.REJECTED)
    def reject(self) -> None: ...
