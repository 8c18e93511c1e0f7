"""What the owner of a likeness allows one person, and takes back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, ConsentGrant
from cameos.policies import may_approve, may_widen
from cameos.services.holding import hold_own, store_change
from cameos.signals import consent_granted, consent_narrowed
from core import audit
from core.decisions import Conflict


@transaction.atomic
def grant_consent(
    *, cameo: Cameo, grantee: User, by: User, expires_at: datetime | None = None
) -> ConsentGrant:
    """Let one person use the likeness, until `expires_at` or until it is taken back.

    It counts while the scope is "people I approve" or wider. An equal grant that exists is answered.
    Raises Refused, and Conflict where one with another end exists: take that one back first.
    """
    cameo = hold_own(cameo, by, grantee)
    (may_approve(grantee=grantee, by=by) & may_widen(cameo=cameo, by=by)).require()
    if expires_at and expires_at <= timezone.now():
        raise Conflict("consent.past", "This end is already past.")
    if existing := ConsentGrant.objects.active().between(cameo, grantee).first():
        if existing.expires_at != expires_at:
            raise Conflict("consent.granted", f"{grantee} is already approved, with another end.")
        return existing
    ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now())  # it had expired
    grant = ConsentGrant.objects.create(cameo=cameo, grantee=grantee, expires_at=expires_at)
    ends = expires_at.isoformat() if expires_at else None
    store_change(cameo, "likeness.consent_granted", by, grantee=audit.name_of(grantee), expires_at=ends)
    consent_granted.send(sender=ConsentGrant, grant=grant)
    return grant


@transaction.atomic
def revoke_consent(*, cameo: Cameo, grantee: User, by: User) -> Cameo:
    """Take back what one person was allowed. Twice is once."""
    cameo = hold_own(cameo, by, grantee)
    if ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now()):
        store_change(cameo, "likeness.consent_revoked", by, grantee=audit.name_of(grantee))
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=grantee)
    return cameo
