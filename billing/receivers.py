"""What billing does at the news of others."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import export_gathering
from billing.models import LedgerEntry


@receiver(export_gathering)
def hand_over(user: User, **_: Any) -> dict[str, Any]:
    """Every movement of their credits."""
    entries = LedgerEntry.objects.filter(wallet__user=user).order_by("pk")
    return {"billing": {"ledger": list(entries.values("kind", "available", "held", "key", "at"))}}
