"""Reports, the cases they make, and what moderators decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from cameos.models import Enrolment, EnrolmentState
from generation.models import Clip, Picture, PictureState, WaitingOrder, WaitingState
from moderation.counternotices import CASE, CounterNotice, CounterState
from moderation.likeness_claims import LikenessClaim, LikenessClaimState

__all__ = [
    "Case",
    "CaseQuerySet",
    "CaseState",
    "CounterNotice",
    "CounterState",
    "LikenessClaim",
    "LikenessClaimState",
    "Report",
    "ReportReason",
    "Ruling",
    "Verdict",
]

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class ReportReason(models.TextChoices):
    LIKENESS = "likeness", "It shows somebody against their will"
    RIGHTS = "rights", "It uses a work without permission"
    SEXUAL = "sexual", "Sexual content"
    VIOLENCE = "violence", "Violence or cruelty"
    HATE = "hate", "Hate or harassment"
    OTHER = "other", "Something else"


class CaseState(models.TextChoices):
    OPEN = "open", "Waiting for a decision"
    REMOVED = "removed", "Removed"
    KEPT = "kept", "Kept"
    ALLOWED = "allowed", "Allowed"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "Not decided"


class CaseQuerySet(models.QuerySet["Case"]):
    def wanted(self) -> CaseQuerySet:
        """Without prompts, recordings and pictures that were dropped before anybody ruled on them."""
        waiting = self.exclude(state=CaseState.OPEN, order__state=WaitingState.DROPPED)
        waiting = waiting.exclude(state=CaseState.OPEN, enrolment__state=EnrolmentState.DELETED)
        return waiting.exclude(state=CaseState.OPEN, picture__state=PictureState.GONE)

    def in_state(self, state: CaseState) -> CaseQuerySet:
        """Waiting cases: the oldest first. Decided ones: the latest decision first."""
        if state == CaseState.OPEN:
            return self.wanted().filter(state=state).order_by("opened_at", "pk")
        return self.filter(state=state).order_by("-updated_at", "-pk")

    def with_evidence(self) -> CaseQuerySet:
        """What a moderator looks at, in a number of queries that does not grow."""
        latest = Report.objects.select_related("reporter").order_by("-pk")[:LATEST]
        return self.select_related("clip__post", *MAKERS).prefetch_related(
            "clip__cast__owner",
            "clip__withdrawals",
            "rulings__moderator",
            Prefetch("reports", latest, to_attr="latest_reports"),
        )


LATEST = 3  # reports that a card of the queue shows
MAKERS = ("clip__maker", "order__user", "enrolment__user", "picture__user")  # of what a case is about
THINGS = ("clip", "order", "enrolment", "picture")  # what a case may be about: one of them


def _only(thing: str) -> Q:
    return Q(**{f"{it}__isnull": it != thing for it in THINGS})


def _about_clip(case: Case) -> bool:
    return case.is_about_clip


def _about_other(case: Case) -> bool:
    return not case.is_about_clip


class Case(ConcurrentTransitionMixin, models.Model):
    """What moderators decide about one clip, about one prompt that may show a protected work, about one
    enrolment of a likeness, or about one picture in which faces were redrawn.

    Later reports of a clip reopen its case. A prompt is decided once: its order goes on. An enrolment
    that its owner puts forward again waits again. A picture is decided once.
    """

    clip = models.OneToOneField(Clip, on_delete=models.PROTECT, null=True, blank=True, related_name="case")
    order = models.OneToOneField(
        WaitingOrder, on_delete=models.CASCADE, null=True, blank=True, related_name="case"
    )
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="case"
    )
    picture = models.OneToOneField(
        Picture, on_delete=models.CASCADE, null=True, blank=True, related_name="case"
    )
    state = FSMField(default=CaseState.OPEN, choices=CaseState.choices, protected=True)
    opened_at = models.DateTimeField(default=timezone.now, help_text="when it last began to wait")
    updated_at = models.DateTimeField(auto_now=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        permissions = [("rule_case", "Can decide about reported clips")]
        constraints = [
            models.CheckConstraint(
                condition=_only("clip") | _only("order") | _only("enrolment") | _only("picture"),
                name="case_is_about_one_thing",
            )
        ]
        indexes = [models.Index(fields=["opened_at"], condition=Q(state="open"), name="case_open")]

    def __str__(self) -> str:
        return f"case {self.pk} ({self.state})"

    @property
    def is_about_clip(self) -> bool:
        return self.clip_id is not None

    @property
    def is_about_enrolment(self) -> bool:
        return self.enrolment_id is not None

    @property
    def is_about_picture(self) -> bool:
        return self.picture_id is not None

    @property
    def thing(self) -> str:
        """What it is about, in a word for people."""
        if self.is_about_clip:
            return "clip"
        if self.is_about_enrolment:
            return "recording"
        return "picture" if self.is_about_picture else "prompt"

    @property
    def maker(self) -> User:
        if self.clip:
            return self.clip.maker
        if self.enrolment:
            return self.enrolment.user
        if self.picture:
            return self.picture.user
        assert self.order  # the constraint says so
        return self.order.user

    @transition(
        field=state,
        source=[CaseState.OPEN, CaseState.KEPT],
        target=CaseState.REMOVED,
        conditions=[_about_clip],
    )
    def remove(self) -> None: ...

    @transition(field=state, source=CaseState.REMOVED, target=CaseState.KEPT)
    def restore(self) -> None: ...

    @transition(field=state, source=CaseState.OPEN, target=CaseState.KEPT, conditions=[_about_clip])
    def keep(self) -> None: ...

    @transition(field=state, source=CaseState.OPEN, target=CaseState.ALLOWED, conditions=[_about_other])
    def allow(self) -> None: ...

    @transition(field=state, source=CaseState.OPEN, target=CaseState.REFUSED, conditions=[_about_other])
    def refuse(self) -> None: ...

    @transition(field=state, source=CaseState.OPEN, target=CaseState.LAPSED, conditions=[_about_other])
    def lapse(self) -> None: ...

    @transition(field=state, source=CaseState.KEPT, target=CaseState.OPEN)
    def reopen(self) -> None:
        self.opened_at = timezone.now()

    @property
    def source(self) -> str:
        """The name under which this case withdraws its clip."""
        return f"{CASE}{self.pk}"


class ReportQuerySet(models.QuerySet["Report"]):
    def of(self, user: User) -> ReportQuerySet:
        return self.filter(reporter=user)

    def since(self, moment: datetime) -> ReportQuerySet:
        return self.filter(created_at__gte=moment)


class Report(models.Model):
    """One person's word that something is wrong with a clip."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    reason = models.CharField(max_length=10, choices=ReportReason)
    text = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "reporter", "reason"], name="reported_once")]
        indexes = [models.Index(fields=["reporter", "-created_at"], name="report_by_reporter")]

    def __str__(self) -> str:
        return f"{self.reason} against {self.case_id}"

    @property
    def receipt(self) -> str:
        """The number that the reporter keeps: "R-000042"."""
        return f"R-{self.pk:06d}"


class Verdict(models.TextChoices):
    REMOVE = "remove", "Remove"
    RESTORE = "restore", "Restore"
    KEEP = "keep", "Keep"
    ALLOW = "allow", "Allow"
    REFUSE = "refuse", "Refuse"


class Ruling(models.Model):
    """A moderator's decision, with who, when and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rulings")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rulings")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="every_ruling_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.case_id}"
