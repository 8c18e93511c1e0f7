"""The registry as a whole: its revision, and what each work was at each of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from rights.models.works import Work


class Registry(models.Model):
    """One row: the number of the registry's latest change, which every process compares with its own."""

    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_registry")]
        verbose_name_plural = "registry"

    def __str__(self) -> str:
        return f"revision {self.revision}"


class Version(models.Model):
    """A work as it was from one revision of the registry on. Written once, never changed."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField(help_text="title, names, descriptions, traits, licenses as they were")

    class Meta:
        ordering = ["-revision", "-pk"]

    def __str__(self) -> str:
        return f"{self.work} at revision {self.revision}"


class BlockedCount(models.Model):
    """How often a work was asked for and refused on one day. No names and no texts: holders see these."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="blocked_counts")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "day"], name="blocked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"


class RegressionCase(models.Model):
    """Texts about which a moderator has ruled. The gate answers so from then on, and is tested by it."""

    text = models.TextField()
    before = models.JSONField(default=list, help_text="texts of the clips that it remixes, nearest first")
    text_sha256 = models.CharField(max_length=64, db_index=True, help_text="of all of them")
    works = models.ManyToManyField(Work, blank=True, related_name="+", help_text="those it was taken for")
    allowed = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{'yes' if self.allowed else 'no'} to {self.text[:40]}"

    @property
    def texts(self) -> list[str]:
        return [self.text, *self.before]
