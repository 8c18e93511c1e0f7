"""What happens to licenses and memberships when people leave."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from accounts.signals import account_closing, export_gathering
from rights import registry
from rights.models import License
from rights.services import remove_member


@receiver(account_closing)
def leave(user: User, **_: Any) -> None:
    """Nobody acts for a holder, and nothing is licensed to anybody, under an account that is closed."""
    for holder in user.rights_holders.order_by("pk"):
        remove_member(holder=holder, user=user, by=None)
    if License.objects.open().filter(grantee=user).update(revoked_at=timezone.now()):
        registry.bump()


@receiver(export_gathering)
def gather(user: User, **_: Any) -> dict[str, Any]:
    terms = ("work__title", "credit_line", "starts_at", "ends_at", "revoked_at")
    return {
        "rights": {
            "acts_for": list(user.rights_holders.order_by("name").values_list("name", flat=True)),
            "licenses": list(License.objects.filter(grantee=user).order_by("pk").values(*terms)),
        }
    }
