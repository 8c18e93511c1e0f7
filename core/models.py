"""The audit log: who did what to what, when and why. Rows are added, never changed."""

from django.db import models
from django.db.models.fields.json import KeyTransform


class AuditEvent(models.Model):
    """One act. No foreign keys: the record outlives everything it speaks of."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=64, help_text='"user:7", or "system"')
    verb = models.CharField(max_length=64, help_text='past tense, "cameo.scope_changed"')
    subject = models.CharField(max_length=128, help_text='"cameo:12"')
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
            # Whose event it is, where somebody reads their own: "rightsholder:5".
            models.Index(
                KeyTransform("owner", "details"),
                models.F("id").desc(),
                condition=models.Q(details__has_key="owner"),
                name="audit_by_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.subject}"
