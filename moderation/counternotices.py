"""Counter-notices: the maker of a clip that was taken down says that this was a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from generation.models import Clip, Ground, Withdrawal
from moderation.business_days import add_business_days

if TYPE_CHECKING:
    from accounts.models import User

CASE = "case:"  # how a withdrawal names the case in which a moderator removed the clip
USE = "licenseuse:"  # and the use that its holder took back
EARLIEST, LATEST = 10, 14  # business days after its receipt


class CounterState(models.TextChoices):
    RECEIVED = "received", "Received"
    FORWARDED = "forwarded", "Forwarded to whoever had it taken down"
    RESTORED = "restored", "The clip is back"
    UPHELD = "upheld", "The clip stays down"


OPEN = (CounterState.RECEIVED, CounterState.FORWARDED)


class CounterNoticeQuerySet(models.QuerySet["CounterNotice"]):
    def of(self, user: User) -> CounterNoticeQuerySet:
        return self.filter(by=user)

    def open(self) -> CounterNoticeQuerySet:
        return self.filter(state__in=OPEN)


class CounterNotice(ConcurrentTransitionMixin, models.Model):
    """What 17 U.S.C. 512(g)(3) asks for, as the maker has signed it. The statement never changes."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="counter_notices")
    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="counter_notices")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="counter_notices"
    )
    statement = models.TextField(max_length=3000)
    name = models.CharField(max_length=200)
    address = models.TextField(max_length=500)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    signature = models.CharField(max_length=200, help_text="the name, typed as a signature")
    consented_at = models.DateTimeField(
        default=timezone.now, help_text="to the jurisdiction, and good faith under penalty of perjury"
    )

    state = FSMField(
        max_length=9, choices=CounterState.choices, default=CounterState.RECEIVED, protected=True
    )
    received_at = models.DateTimeField(default=timezone.now)
    forwarded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="of the decision")

    objects = CounterNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["withdrawal"], condition=Q(state__in=OPEN), name="countered_once_at_a_time"
            )
        ]
        permissions = [("decide_counternotice", "Can forward and decide counter-notices")]

    def __str__(self) -> str:
        return f"counter-notice {self.pk} ({self.state})"

    @property
    def earliest(self) -> date:
        """Before this day the clip does not come back."""
        return add_business_days(timezone.localdate(self.received_at), EARLIEST)

    @property
    def latest(self) -> date:
        """By this day it does, unless somebody has gone to court."""
        return add_business_days(timezone.localdate(self.received_at), LATEST)

    @transition(field=state, source=CounterState.RECEIVED, target=CounterState.FORWARDED)
    def forward(self) -> None:
        self.forwarded_at = timezone.now()

    @transition(field=state, source=CounterState.FORWARDED, target=CounterState.RESTORED)
    def restore(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=OPEN, target=CounterState.UPHELD)
    def uphold(self) -> None:
        self.decided_at = timezone.now()


def is_contestable(withdrawal: Withdrawal) -> bool:
    """Somebody said that this very clip is wrong: a moderator, or the holder of a work in it.

    A consent or a license that has ended is no such word: there is nothing to be mistaken about. Whoever
    says that it shows them gets an answer of their own (`moderation.claiming`).
    """
    taken_down = withdrawal.ground == Ground.LICENSE and withdrawal.source.startswith(USE)
    removed = withdrawal.ground == Ground.MODERATION and withdrawal.source.startswith(CASE)
    return withdrawal.lifted_at is None and (taken_down or removed)
