"""What the owner of a likeness allows one person, and takes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cameos.models import Audience, Cameo, ConsentDenial, ConsentGrant
from cameos.policies import may_approve, may_widen
from cameos.services.holding import hold_own, store_change
from cameos.signals import consent_granted, consent_narrowed
from core import audit
from core.decisions import Conflict


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a grant goes: until when, for how many clips in all and a day, and who may come to see them."""

    expires_at: datetime | None = None
    total: int | None = None
    per_day: int | None = None
    audience: str = Audience.EVERYONE

    @classmethod
    def of(cls, grant: ConsentGrant) -> Bounds:
        return cls(**{part.name: getattr(grant, part.name) for part in fields(cls)})


@transaction.atomic
def grant_consent(
    *,
    cameo: Cameo,
    grantee: User,
    by: User,
    expires_at: datetime | None = None,
    bounds: Bounds | None = None,
) -> ConsentGrant:
    """Let one person use the likeness, until `expires_at` or within `bounds`, or until it is taken back.

    It counts while the scope is "people I approve" or wider; its bounds hold in every scope. An equal
    grant that exists is answered. Raises Refused, and Conflict where one with other bounds exists: take
    that one back first.
    """
    bounds = bounds or Bounds(expires_at=expires_at)
    cameo = hold_own(cameo, by, grantee)
    (may_approve(grantee=grantee, by=by) & may_widen(cameo=cameo, by=by)).require()
    if bounds.expires_at and bounds.expires_at <= timezone.now():
        raise Conflict("consent.past", "This end is already past.")
    if existing := ConsentGrant.objects.active().between(cameo, grantee).first():
        if Bounds.of(existing) != bounds:
            raise Conflict("consent.granted", f"{grantee} is already approved, with another end or limit.")
        return existing
    ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now())  # it had expired
    ConsentDenial.objects.filter(cameo=cameo, person=grantee, lifted_at=None).update(lifted_at=timezone.now())
    grant = ConsentGrant.objects.create(cameo=cameo, grantee=grantee, **asdict(bounds))
    told = asdict(bounds) | {"expires_at": bounds.expires_at.isoformat() if bounds.expires_at else None}
    store_change(cameo, "likeness.consent_granted", by, grantee=audit.name_of(grantee), **told)
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
