"""How widely a likeness is open."""

from __future__ import annotations

from django.db import models


class Scope(models.TextChoices):
    """Each scope lets in whom the one before it lets in, and more."""

    ONLY_ME = "only_me", "Only me"
    APPROVED = "approved", "People I approve"
    MUTUALS = "mutuals", "Mutuals"
    EVERYONE = "everyone", "Everyone"

    def includes(self, other: Scope) -> bool:
        """Is this scope at least as wide as `other`?"""
        order = list(Scope)
        return order.index(self) >= order.index(other)
