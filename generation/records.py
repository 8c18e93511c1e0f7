"""What is written down and kept: each decision of the gate, and why a clip is not shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Stage(models.TextChoices):
    SUBMIT = "submit", "When asked for"
    DISPATCH = "dispatch", "When rendering started"
    PUBLISH = "publish", "When posted"


class Screening(models.Model):
    """The stored record of one decision of the gate. Never changed, never deleted with its job."""

    at = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=8, choices=Stage)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    job_id = models.UUIDField(null=True, db_index=True)
    allowed = models.BooleanField()
    reasons = models.JSONField(default=list)
    text_sha256 = models.CharField(max_length=64)
    registry_revision = models.PositiveBigIntegerField(null=True)
    outcome = models.CharField(max_length=8, blank=True, help_text="of the rights: allow, licensed, ask, …")
    evidence = models.JSONField(default=list, help_text="what the rights found, for reviewers only")
    policy_versions = models.JSONField(default=dict, help_text="cameo id -> policy version")

    def __str__(self) -> str:
        return f"{'yes' if self.allowed else 'no'} at {self.stage}"


class Ground(models.TextChoices):
    CONSENT = "consent", "Consent ended"
    LICENSE = "license", "License ended"
    MODERATION = "moderation", "Removed by a moderator"
    EXPIRY = "expiry", "A permission has run out"
    ANCESTOR = "ancestor", "The clip it remixes is gone"
    SUBJECT = "subject", "Hidden by somebody in it"


class Withdrawal(models.Model):
    """One reason why a clip is not shown. It is visible again when no withdrawal is open."""

    clip = models.ForeignKey("Clip", on_delete=models.CASCADE, related_name="withdrawals")
    ground = models.CharField(max_length=10, choices=Ground)
    source = models.CharField(max_length=80, help_text='what it came from: "cameo:12", "case:3"')
    note = models.CharField(max_length=300, blank=True, help_text="the reason, as told to the maker")
    opened_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clip", "ground", "source"], condition=Q(lifted_at=None), name="withdrawn_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ground} against {self.clip_id}"
