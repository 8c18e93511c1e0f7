"""Orders that wait for an answer of somebody else."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from cameos.models import CastRequest, CastState
from generation.pictures import Picture
from rights.models import LicenseRequest, Purpose, RequestState
from rights.outcomes import Outcome

if TYPE_CHECKING:
    from accounts.models import User
    from generation.models import Job


class WaitingState(models.TextChoices):
    WAITING = "waiting", "Waiting for an answer"
    SENT = "sent", "On its way"
    REFUSED = "refused", "Refused"
    DROPPED = "dropped", "Dropped"


class WaitingOrderQuerySet(models.QuerySet["WaitingOrder"]):
    def of(self, user: User) -> WaitingOrderQuerySet:
        return self.filter(user=user)

    def waiting(self) -> WaitingOrderQuerySet:
        return self.filter(state=WaitingState.WAITING)

    def answered(self) -> WaitingOrderQuerySet:
        """Waiting, although everything that it waits for has been answered."""
        unanswered = LicenseRequest.objects.waiting().filter(orders=OuterRef("pk"))
        unasked = CastRequest.objects.waiting().filter(orders=OuterRef("pk"))
        answered = self.waiting().filter(~Exists(unanswered), ~Exists(unasked))
        return answered.exclude(review=ReviewState.WAITING)

    def with_requests(self) -> WaitingOrderQuerySet:
        """With all that its maker sees of what was asked, in a number of queries that does not grow."""
        return self.prefetch_related(
            Prefetch("requests", LicenseRequest.objects.select_related("work__holder").order_by("pk")),
            Prefetch(
                "cast_requests", CastRequest.objects.select_related("cameo__owner").order_by("created_at")
            ),
            "requests__messages",
            "requests__license__not_with",
        )

    def newest(self) -> WaitingOrderQuerySet:
        return self.order_by("-created_at")


class ReviewState(models.TextChoices):
    NONE = "none", "No moderator has to look at it"
    WAITING = "waiting", "A moderator looks at it"
    RULED = "ruled", "A moderator has ruled"


class WaitingOrder(ConcurrentTransitionMixin, models.Model):
    """A wish that waits for holders or moderators, and goes on by itself when they have answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_orders"
    )
    text = models.TextField()
    cast = models.JSONField(default=list, help_text="handles")
    parent = models.ForeignKey("Clip", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_remix = models.BooleanField(default=False, help_text="a parent that is gone leaves no plain clip")
    picture = models.ForeignKey(
        Picture, on_delete=models.RESTRICT, null=True, blank=True, related_name="orders"
    )
    country = models.CharField(max_length=2, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.PERSONAL)
    requests = models.ManyToManyField(LicenseRequest, related_name="orders", blank=True)
    cast_requests = models.ManyToManyField(CastRequest, related_name="orders", blank=True)
    review = models.CharField(max_length=7, choices=ReviewState, default=ReviewState.NONE)
    texts = models.JSONField(default=list, help_text="what the gate read: this text, then those it remixes")
    evidence = models.JSONField(default=list, help_text="what the rights found, for reviewers only")
    state = FSMField(max_length=8, choices=WaitingState.choices, default=WaitingState.WAITING, protected=True)
    job = models.OneToOneField("Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="order")
    reasons = models.JSONField(default=list, help_text="why it was refused in the end")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WaitingOrderQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="order_by_user")]

    def __str__(self) -> str:
        return f"order {self.pk} ({self.state})"

    @property
    def key(self) -> str:
        """The name of the wish: however often it is sent, one job comes of it."""
        return f"waiting:{self.pk}"

    @property
    def in_doubt(self) -> list[str]:
        """Slugs of the works that a moderator looks for in it."""
        return sorted({found["work"] for found in self.evidence if found["outcome"] == Outcome.REVIEW})

    @property
    def awaited(self) -> list[str]:
        """Whose answer it still waits for."""
        open_ones = [it for it in self.requests.all() if it.state == RequestState.OPEN]
        holders = dict.fromkeys(it.work.held_by for it in open_ones)
        people = [f"@{it.cameo.handle}" for it in self.cast_requests.all() if it.state == CastState.OPEN]
        return [*holders, *people, *(["a moderator"] if self.review == ReviewState.WAITING else [])]

    @property
    def is_makers_turn(self) -> bool:
        """A holder has asked something, or offers terms."""
        return any(it.is_waiting and it.state != RequestState.OPEN for it in self.requests.all())

    @transition(field=state, source=WaitingState.WAITING, target=WaitingState.SENT)
    def send(self, job: Job) -> None:
        self.job = job

    @transition(field=state, source=WaitingState.WAITING, target=WaitingState.REFUSED)
    def refuse(self, reasons: list[dict[str, Any]]) -> None:
        self.reasons = reasons

    @transition(field=state, source=[WaitingState.WAITING, WaitingState.REFUSED], target=WaitingState.DROPPED)
    def drop(self) -> None: ...
