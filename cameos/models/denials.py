"""Whom the owner of a likeness keeps out, however wide it is open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ConsentDenial(models.Model):
    """The owner's no to one person. It is lifted, never deleted."""

    cameo = models.ForeignKey("cameos.Cameo", on_delete=models.CASCADE, related_name="denials")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    denied_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cameo", "person"], condition=Q(lifted_at=None), name="one_open_denial"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} may not use {self.cameo_id}"
