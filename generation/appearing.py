"""What people say about clips that show them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def kept(self) -> AppearanceQuerySet:
        """Where the subject lets the clip stay, whatever else they allow now."""
        return self.filter(kept_at__isnull=False)


class Appearance(models.Model):
    """One person in one clip, once they have said something about it.

    `kept_at` is a permission of its own: the clip may stay with its maker although the scope no longer
    lets them in. It ends with a pause, with everything that is taken back, a block or a deletion.
    """

    clip = models.ForeignKey("Clip", on_delete=models.CASCADE, related_name="appearances")
    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="appearances")
    approved_at = models.DateTimeField(null=True, blank=True, help_text="they have seen it, and agree")
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_version = models.PositiveIntegerField(null=True, blank=True, help_text="of the policy at that time")

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clip", "cameo"], name="said_once"),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_version=None)
                | Q(kept_at__isnull=False, kept_version__isnull=False),
                name="kept_under_a_version",
            ),
        ]
        indexes = [models.Index(fields=["cameo"], condition=Q(kept_at__isnull=False), name="kept_by_subject")]

    def __str__(self) -> str:
        return f"likeness {self.cameo_id} in clip {self.clip_id}"
