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

    def within(self, other: Bounds) -> bool:
        """Do these allow nothing that the other ones do not? Their ends are another matter: an end takes
        away what the grant gives, and not what the scope does."""
        audiences = list(Audience)
        return (
            audiences.index(Audience(self.audience)) <= audiences.index(Audience(other.audience))
            and _at_most(self.total, other.total)
            and _at_most(self.per_day, other.per_day)
        )


def _at_most(limit: int | None, other: int | None) -> bool:
    return other is None or (limit is not None and limit <= other)


@transaction.atomic
def grant_consent(
    *,
    cameo: Cameo,
    grantee: User,
    by: User,
    expires_at: datetime | None = None,
    bounds: Bounds | None = None,
    seen: int | None = None,
) -> ConsentGrant:
    """Let one person use the likeness, until `expires_at` or within `bounds`, or until it is taken back.

    It counts while the scope is "people I approve" or wider; its bounds hold in every scope, and beyond
    its end until it is taken back. Where they are tighter than what held, what exists is asked anew. An
    equal grant that exists is answered. Raises Refused, and Conflict where one with other bounds exists:
    take that one back first. `seen`: see `hold_own`.
    """
    bounds = bounds or Bounds(expires_at=expires_at)
    cameo = hold_own(cameo, by, grantee, seen=seen)
    (may_approve(grantee=grantee, by=by) & may_widen(cameo=cameo, by=by)).require()
    if bounds.expires_at and bounds.expires_at <= timezone.now():
        raise Conflict("consent.past", "This end is already past.")
    if existing := ConsentGrant.objects.active().between(cameo, grantee).first():
        if Bounds.of(existing) != bounds:
            raise Conflict("consent.granted", f"{grantee} is already approved, with another end or limit.")
        return existing
    former = bounds_between(cameo, grantee)
    ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now())  # it had expired
    denials = ConsentDenial.objects.filter(cameo=cameo, person=grantee, lifted_at=None)
    lifted = bool(denials.update(lifted_at=timezone.now()))
    grant = ConsentGrant.objects.create(cameo=cameo, grantee=grantee, **asdict(bounds))
    told = asdict(bounds) | {"expires_at": bounds.expires_at.isoformat() if bounds.expires_at else None}
    store_change(
        cameo, "likeness.consent_granted", by, grantee=audit.name_of(grantee), denial_lifted=lifted, **told
    )
    consent_granted.send(sender=ConsentGrant, grant=grant)
    if not former.within(bounds):
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=grantee)
    return grant


def bounds_between(cameo: Cameo, grantee: User) -> Bounds:
    """What bounds this person now, by a grant that runs or has run out; nothing where there is none."""
    held = ConsentGrant.objects.open().between(cameo, grantee).first()
    return Bounds.of(held) if held else Bounds()


@transaction.atomic
def revoke_consent(*, cameo: Cameo, grantee: User, by: User, seen: int | None = None) -> Cameo:
    """Take back what one person was allowed, and with it what bounds them. Twice is once. `seen`: see
    `hold_own`."""
    cameo = hold_own(cameo, by, grantee, seen=seen)
    if ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now()):
        store_change(cameo, "likeness.consent_revoked", by, grantee=audit.name_of(grantee))
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=grantee)
    return cameo
