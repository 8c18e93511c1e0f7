"""What the owner of a likeness allows: one row for each version, and none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cameos.models.scopes import Scope
from cameos.models.terms import Approval, cautious

if TYPE_CHECKING:
    from cameos.models.likeness import Cameo

# The columns that are terms: a new version takes them over from the one before.
TERMS = (
    "scope",
    "forbidden",
    "voice",
    "remix",
    "commercial",
    "regions",
    "starts_at",
    "ends_at",
    "per_day",
    "per_person_day",
    "approval",
    "rules",
)
# Which of them are about words: where they change, those of clips that are there are read again.
FOR_WORDS = ("forbidden", "rules")


class ConsentPolicyQuerySet(models.QuerySet["ConsentPolicy"]):
    def current_of(self, cameos: Iterable[Cameo]) -> ConsentPolicyQuerySet:
        """The version that counts now, for each likeness."""
        return self.filter(cameo__in=[cameo.pk for cameo in cameos], version=F("cameo__policy_version"))

    def running(self) -> ConsentPolicyQuerySet:
        """Between its dates, by the clock of the database, which is one."""
        begun = Q(starts_at=None) | Q(starts_at__lte=Now())
        return self.filter(begun & (Q(ends_at=None) | Q(ends_at__gt=Now())))

    def newest(self) -> ConsentPolicyQuerySet:
        return self.order_by("-version")


class ConsentPolicy(models.Model):
    """One version of what a likeness allows others. The owner's own use is bound by the pause alone,
    and by what is refused for everyone.

    The database refuses to change a row. `Cameo.scope` and `Cameo.policy_version` are those of the
    version that counts now, for queries.
    """

    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="policies")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=64, help_text='what made it: "likeness.scope_changed"')
    paused = models.BooleanField(default=False)

    scope = models.CharField(max_length=8, choices=Scope, default=Scope.ONLY_ME)
    forbidden = models.JSONField(default=cautious, help_text="topics that are switched off")
    voice = models.BooleanField(default=True, help_text="may they speak?")
    remix = models.BooleanField(default=True)
    commercial = models.BooleanField(default=False)
    regions = models.JSONField(default=list, blank=True, help_text="countries, ISO 3166-1; none: everywhere")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    per_day = models.PositiveSmallIntegerField(null=True, blank=True, help_text="clips, by all others")
    per_person_day = models.PositiveSmallIntegerField(null=True, blank=True, help_text="clips, by each")
    approval = models.CharField(max_length=8, choices=Approval, default=Approval.NEVER)
    rules = models.JSONField(default=list, blank=True, help_text="see cameos.rules.compiled.Rule")

    objects = ConsentPolicyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "consent policies"
        ordering = ["cameo", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["cameo", "version"], name="one_policy_a_version"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="policy_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.cameo_id}"

    @property
    def is_limited(self) -> bool:
        return self.per_day is not None or self.per_person_day is not None

    def terms(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in TERMS}

    def with_terms(self, **changed: Any) -> ConsentPolicy:
        """The same with other terms, not stored: what a new version, or a trial, would say."""
        return ConsentPolicy(cameo_id=self.cameo_id, version=self.version, **(self.terms() | changed))
