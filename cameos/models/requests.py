"""A person asks to put somebody into a clip, and the owner of the likeness answers."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from cameos.models.denials import ConsentDenial
from cameos.models.uses import ConsentUse, UseState
from cameos.uses import Moment, Use

if TYPE_CHECKING:
    from accounts.models import User
    from cameos.models.likeness import Cameo


class CastState(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    APPROVED = "approved", "This clip is allowed, once"
    GRANTED = "granted", "The person is approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"
    REVOKED = "revoked", "The permission was taken back"


class CastRequestQuerySet(models.QuerySet["CastRequest"]):
    def waiting(self) -> CastRequestQuerySet:
        """Unanswered, and not too old to be answered."""
        return self.filter(state=CastState.OPEN, expires_at__gt=Now())

    def of_nobody_kept_out(self) -> CastRequestQuerySet:
        """Not from those whom the owner has denied by name since they asked: nobody tells them, and their
        questions lapse."""
        kept_out = ConsentDenial.objects.filter(
            cameo=OuterRef("cameo"), person=OuterRef("requester"), lifted_at=None
        )
        return self.filter(~Exists(kept_out))

    def ending_with(self, cameos: Collection[Cameo]) -> CastRequestQuerySet:
        """What changes when these likenesses end: what is asked of them or was allowed once, and the words of
        what tells of them."""
        asked = Q(cameo__in=cameos, state__in=[CastState.OPEN, CastState.APPROVED])
        return self.filter(asked | _telling_of(cameos))

    def telling_of(self, cameos: Iterable[Cameo]) -> CastRequestQuerySet:
        """Asked of others in whose company these were to be: with what is drawn of them."""
        return self.filter(_telling_of(cameos))

    def counting(
        self, *, by: User, asked: Mapping[int, str], job: uuid.UUID | None, moment: Moment
    ) -> CastRequestQuerySet:
        """Approvals of exactly what is `asked`, digests by the ids of the likenesses, that no other job rests
        on. What has begun keeps its own beyond the day until which it had to; and what is there keeps it,
        as nothing in it changes."""
        taken = ConsentUse.objects.filter(request=OuterRef("pk")).exclude(state=UseState.RELEASED)
        own = Exists(taken.filter(job_id=job)) if job else Q(pk__in=[])
        in_time = Q(expires_at__gt=Now())
        free = (in_time & ~Exists(taken)) | (own if moment.has_begun else in_time & own)
        these = reduce(or_, (Q(cameo=cameo, digest=digest) for cameo, digest in asked.items()))
        kept = own if moment.is_after else Q(pk__in=[])
        counts = Q(cameo__in=list(asked)) & ((free & these) | kept)
        return self.filter(counts, requester=by, state=CastState.APPROVED)

    def newest(self) -> CastRequestQuerySet:
        return self.order_by("-created_at")


def _telling_of(cameos: Iterable[Cameo]) -> Q:
    return Q(company__has_any_keys=[cameo.handle for cameo in cameos])


class CastRequest(ConcurrentTransitionMixin, models.Model):
    """`requester` wants to make a clip from exactly these words, with this company and this picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="requests")
    requester = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(help_text="the prompt")
    inherited = models.JSONField(default=list, help_text="the words of the clips that it remixes")
    company = models.JSONField(default=list, help_text="handles of whoever else is in it")
    lines = models.JSONField(default=list, help_text="what of those is drawn beside the prompt")
    picture = models.UUIDField(null=True, blank=True, help_text="the one that it starts from")
    digest = models.CharField(max_length=64, help_text="see cameos.uses.Use.digest")
    note = models.CharField(max_length=500, blank=True)
    state = FSMField(max_length=9, choices=CastState.choices, default=CastState.OPEN, protected=True)
    answer = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Until when an open one can be answered; of an approved one, until when the clip has to be begun.
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CastRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cameo", "requester", "digest"], condition=Q(state="open"), name="cast_asked_once"
            )
        ]
        indexes = [models.Index(fields=["cameo", "-created_at"], name="cast_request_inbox")]

    def __str__(self) -> str:
        return f"request {self.pk} ({self.state})"

    @property
    def use(self) -> Use:
        """What was asked, as its words are judged."""
        return Use(self.text, inherited=tuple(self.inherited), lines=tuple(self.lines))

    @transition(field=state, source=CastState.OPEN, target=CastState.APPROVED)
    def approve(self) -> None: ...

    @transition(field=state, source=CastState.OPEN, target=CastState.GRANTED)
    def grant(self) -> None: ...

    @transition(field=state, source=CastState.OPEN, target=CastState.DECLINED)
    def decline(self) -> None: ...

    @transition(field=state, source=CastState.OPEN, target=CastState.WITHDRAWN)
    def withdraw(self) -> None: ...

    @transition(field=state, source=CastState.APPROVED, target=CastState.REVOKED)
    def revoke(self) -> None: ...
