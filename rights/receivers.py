"""What happens to licenses and memberships when people leave."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import account_closing, export_gathering
from rights import registry
from rights.models import License, LicenseRequest
from rights.services import hold_to_change, remove_member, withdraw_request


@receiver(account_closing)
def leave(user: User, **_: Any) -> None:
    """Nobody acts for a holder, asks for a license or has one under an account that is closed."""
    for request in LicenseRequest.objects.of(user).waiting().order_by("pk"):
        withdraw_request(request=request, by=user)
    for holder in user.rights_holders.order_by("pk"):
        remove_member(holder=holder, user=user, by=None)
    licenses = hold_to_change(License.objects.unended().filter(grantees=user))
    for license in licenses:
        license.grantees.remove(user)
        if not license.grantees.exists():
            license.revoke()
            license.save()
    if licenses:
        registry.bump()


@receiver(export_gathering)
def gather(user: User, **_: Any) -> dict[str, Any]:
    asked = ("work__title", "purpose", "reach", "prompt", "ends_at", "note", "state", "created_at")
    terms = ("work__title", "credit_line", "starts_at", "ends_at", "revoked_at")
    return {
        "rights": {
            "acts_for": list(user.rights_holders.order_by("name").values_list("name", flat=True)),
            "licenses": list(License.objects.filter(grantees=user).order_by("pk").values(*terms)),
            "requests": list(LicenseRequest.objects.of(user).order_by("pk").values(*asked)),
        }
    }
