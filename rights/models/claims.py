"""Claims: a holder says that a work is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from rights.models.holders import RightsHolder
from rights.models.works import Work

if TYPE_CHECKING:
    from accounts.models import User


class ClaimState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Handed in"
    TESTED = "tested", "Distinctiveness tested"
    VERIFIED = "verified", "Verified"
    LIVE = "live", "In force"
    DISPUTED = "disputed", "Disputed by another claim"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


STANDING = (
    ClaimState.SUBMITTED,
    ClaimState.TESTED,
    ClaimState.VERIFIED,
    ClaimState.LIVE,
    ClaimState.DISPUTED,
)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def managed_by(self, user: User) -> ClaimQuerySet:
        return self.filter(holder__in=RightsHolder.objects.managed_by(user))

    def of_member(self, user: User) -> ClaimQuerySet:
        return self.filter(holder__in=RightsHolder.objects.of_member(user))

    def standing(self) -> ClaimQuerySet:
        """Handed in and neither rejected nor withdrawn: they speak against a second claim."""
        return self.filter(state__in=STANDING)


class Claim(ConcurrentTransitionMixin, models.Model):
    """A holder's word that they hold a work, and how far the check of it has come."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="claims")
    holder = models.ForeignKey(RightsHolder, on_delete=models.CASCADE, related_name="claims")
    statement = models.TextField(max_length=2000)
    evidence_url = models.URLField(blank=True)
    state = FSMField(max_length=9, choices=ClaimState.choices, default=ClaimState.DRAFT, protected=True)
    distinctiveness = models.JSONField(
        null=True, blank=True, help_text="how many innocent prompts the names would stop, and which"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="of the latest decision")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "holder"], condition=Q(state__in=STANDING), name="claimed_once_a_holder"
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.pk} of {self.holder} to {self.work} ({self.state})"

    @transition(field=state, source=ClaimState.DRAFT, target=ClaimState.SUBMITTED)
    def submit(self) -> None: ...

    @transition(field=state, source=ClaimState.SUBMITTED, target=ClaimState.TESTED)
    def test(self) -> None: ...

    @transition(field=state, source=ClaimState.TESTED, target=ClaimState.VERIFIED)
    def verify(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=ClaimState.VERIFIED, target=ClaimState.LIVE)
    def go_live(self) -> None: ...

    @transition(field=state, source=STANDING, target=ClaimState.DISPUTED)
    def dispute(self) -> None: ...

    @transition(field=state, source=ClaimState.DISPUTED, target=ClaimState.TESTED)
    def reopen(self) -> None: ...

    @transition(field=state, source=ClaimState.DISPUTED, target=ClaimState.LIVE)
    def settle(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=STANDING, target=ClaimState.REJECTED)
    def reject(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=[ClaimState.DRAFT, *STANDING], target=ClaimState.WITHDRAWN)
    def withdraw(self) -> None:
        self.decided_at = timezone.now()
