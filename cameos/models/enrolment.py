"""One try to put a likeness here: consent, challenge, recording, checks, result."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class EnrolmentKind(models.TextChoices):
    RECORDING = "recording", "A recording with a challenge"
    PORTRAIT = "portrait", "Another portrait"


class EnrolmentState(models.TextChoices):
    STARTED = "started", "Started"
    UPLOADING = "uploading", "Being sent"
    CHECKING = "checking", "Being checked"
    PASSED = "passed", "Passed"
    REVIEW = "review", "A person is looking"
    REFUSED = "refused", "Not accepted"
    EXPIRED = "expired", "Run out"
    DELETED = "deleted", "Deleted"


S = EnrolmentState
RUNNING = (S.STARTED, S.UPLOADING, S.CHECKING)
HELD = (*RUNNING, S.REVIEW, S.PASSED)  # may have a recording


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of(self, user: User) -> EnrolmentQuerySet:
        return self.filter(user=user)

    def running(self) -> EnrolmentQuerySet:
        return self.filter(state__in=RUNNING)

    def since(self, moment: datetime) -> EnrolmentQuerySet:
        return self.filter(created_at__gte=moment)

    def in_time(self) -> EnrolmentQuerySet:
        """Their challenge can still be answered, by the clock of the database."""
        return self.filter(challenge_until__gt=Now())

    def stale(self) -> EnrolmentQuerySet:
        """Nobody has gone on with these for so long that nobody will."""
        until = timezone.now() - timedelta(minutes=settings.ENROLMENT_MINUTES)
        return self.filter(state__in=[S.STARTED, S.UPLOADING], created_at__lt=until)

    def undecided(self) -> EnrolmentQuerySet:
        """Nobody has decided on these for as long as a recording may be kept."""
        since = Coalesce("waiting_since", "created_at")
        before = Now() - timedelta(days=settings.RECORDING_DAYS)
        return self.alias(since=since).filter(state=S.REVIEW, since__lt=before)

    def recording_for_review(self) -> Enrolment | None:
        """The latest that passed, while its recording is kept: what a person could still look at."""
        latest = self.filter(state=S.PASSED, kind=EnrolmentKind.RECORDING).first()
        return latest if latest and latest.parts.exists() else None

    def lost(self) -> EnrolmentQuerySet:
        """Their check was never begun, or its worker is gone."""
        return self.filter(state=S.CHECKING).filter(Q(lease_until=None) | Q(lease_until__lt=Now()))


class Enrolment(ConcurrentTransitionMixin, models.Model):
    """State moves forward only; whoever wants another try starts another one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    kind = models.CharField(max_length=9, choices=EnrolmentKind, default=EnrolmentKind.RECORDING)
    state = FSMField(default=S.STARTED, choices=EnrolmentState, protected=True)
    assisted = models.BooleanField(default=False, help_text="cannot speak or turn: a person looks")
    country = models.CharField(max_length=2)
    consent_text = models.TextField(help_text="word for word what was agreed to")
    consented_at = models.DateTimeField()
    digits = models.CharField(max_length=8, blank=True)
    turns = models.JSONField(default=list)
    challenge_until = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes of the whole recording")
    received = models.PositiveIntegerField(default=0, help_text="bytes that are here")
    progress = models.PositiveSmallIntegerField(default=0)  # per cent of the check
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)
    sealed_portrait = models.BinaryField(null=True)  # what would be shown, while somebody looks
    sealed_face = models.BinaryField(null=True)
    note = models.CharField(max_length=300, blank=True, help_text="what a moderator said")
    created_at = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(null=True, help_text="for a person who decides")
    ended_at = models.DateTimeField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(consent_text=""), name="no_recording_without_consent"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=[*RUNNING, S.REVIEW]), name="one_enrolment_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="enrolment_by_state")]

    def __str__(self) -> str:
        return f"enrolment of {self.user} ({self.state})"

    @transition(field=state, source=S.STARTED, target=S.UPLOADING)
    def receive(self) -> None: ...

    @transition(field=state, source=S.UPLOADING, target=S.CHECKING)
    def check_it(self) -> None: ...

    @transition(field=state, source=[S.CHECKING, S.REVIEW], target=S.PASSED)
    def accept(self) -> None:
        self.ended_at = timezone.now()

    @transition(field=state, source=[S.STARTED, S.CHECKING, S.PASSED], target=S.REVIEW)
    def ask_a_person(self) -> None:
        self.waiting_since = timezone.now()

    @transition(field=state, source=[S.CHECKING, S.REVIEW], target=S.REFUSED)
    def refuse(self) -> None:
        self.ended_at = timezone.now()

    @transition(field=state, source=[S.STARTED, S.UPLOADING], target=S.EXPIRED)
    def expire(self) -> None:
        self.ended_at = timezone.now()

    @transition(field=state, source=S.REVIEW, target=S.EXPIRED)
    def lapse(self) -> None:
        self.ended_at = timezone.now()

    @transition(field=state, source=[*HELD, S.REFUSED, S.EXPIRED], target=S.DELETED)
    def erase(self) -> None:
        self.ended_at = timezone.now()


class EnrolmentPart(models.Model):
    """A piece of a recording as it came over the wire, sealed in a file of its own."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveIntegerField()
    name = models.CharField(max_length=120, help_text="in the storage")

    class Meta:
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "offset"], name="one_part_at_a_place")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} from {self.offset}"
