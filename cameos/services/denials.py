"""Keeping one person out, however wide the likeness is open."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from cameos.models import Cameo, ConsentDenial, ConsentGrant
from cameos.services.holding import hold_own, store_change
from cameos.services.requests import end_allowed
from cameos.signals import consent_narrowed
from core import audit
from core.decisions import no


@transaction.atomic
def deny_person(*, cameo: Cameo, person: User, by: User) -> ConsentDenial:
    """Let one person not use the likeness. What they were allowed by name ends. Twice is once."""
    cameo = hold_own(cameo, by, person)
    if person.pk == by.pk:
        no("consent.self", "You can always use your own likeness.").require()
    denial, is_new = ConsentDenial.objects.get_or_create(cameo=cameo, person=person, lifted_at=None)
    if is_new:
        ConsentGrant.objects.open().between(cameo, person).update(revoked_at=timezone.now())
        end_allowed(cameo=cameo, by=by, requester=person)
        store_change(cameo, "likeness.person_denied", by, person=audit.name_of(person))
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=person)
    return denial


@transaction.atomic
def lift_denial(*, cameo: Cameo, person: User, by: User, seen: int | None = None) -> Cameo:
    """From now on they may do what everybody like them may. What had ended stays so. `seen`: see
    `hold_own`."""
    in_standing(by).require()
    cameo = hold_own(cameo, by, person, seen=seen)
    open_ones = ConsentDenial.objects.filter(cameo=cameo, person=person, lifted_at=None)
    if open_ones.update(lifted_at=timezone.now()):
        store_change(cameo, "likeness.denial_lifted", by, person=audit.name_of(person))
    return cameo
