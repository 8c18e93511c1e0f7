"""Reports, the cases they make, and what moderators decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from generation.models import Clip


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


class Case(ConcurrentTransitionMixin, models.Model):
    """What moderators decide about one clip. Later reports reopen the same case."""

    clip = models.OneToOneField(Clip, on_delete=models.PROTECT, related_name="case")
    state = FSMField(default=CaseState.OPEN, choices=CaseState.choices, protected=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["opened_at"], condition=Q(state="open"), name="case_open")]

    def __str__(self) -> str:
        return f"case {self.pk} ({self.state})"

    @transition(field=state, source=[CaseState.OPEN, CaseState.KEPT], target=CaseState.REMOVED)
    def remove(self) -> None: ...

    @transition(field=state, source=CaseState.REMOVED, target=CaseState.KEPT)
    def restore(self) -> None: ...

    @transition(field=state, source=CaseState.OPEN, target=CaseState.KEPT)
    def keep(self) -> None: ...

    @transition(field=state, source=CaseState.KEPT, target=CaseState.OPEN)
    def reopen(self) -> None: ...


class Report(models.Model):
    """One person's word that something is wrong with a clip."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    reason = models.CharField(max_length=10, choices=ReportReason)
    text = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter", "reason"], name="reported_once")]

    def __str__(self) -> str:
        return f"{self.reason} against {self.case_id}"


class Verdict(models.TextChoices):
    REMOVE = "remove", "Remove"
    RESTORE = "restore", "Restore"
    KEEP = "keep", "Keep"


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
