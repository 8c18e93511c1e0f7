"""What people do with their likeness. Narrowing takes effect, and is told, in one transaction.

Every change holds the people and the likeness's row until the commit, counts its policy's version
up, and writes the audit log. Whoever decides about a clip holds the same rows, by `hold_consents`:
they see a consent as it is before a change, or after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from cameos.consents import Consent, ask_all
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.policies import may_approve, may_enroll
from cameos.portraits import make_portrait
from cameos.signals import cameo_resumed, consent_granted, consent_narrowed
from core import audit
from core.decisions import Conflict
from core.locks import lock_for_share

__all__ = [
    "Consent",
    "change_scope",
    "enroll_cameo",
    "grant_consent",
    "hold_consents",
    "pause_cameo",
    "resume_cameo",
    "revoke_consent",
    "withdraw_cameo",
]


def hold_consents(*, cameos: Iterable[Cameo], by: User) -> Consent:
    """Ask everyone in a clip, and hold their answers unchanged until the commit.

    People, likenesses and grants are locked in this order, FOR SHARE; then they are read. Of the
    people, `by` is locked even when nobody is in the clip: the end of their account waits, or comes first.
    """
    cameos = list(cameos)
    ids = [cameo.pk for cameo in cameos]
    lock_for_share(User.objects.filter(pk__in={by.pk, *(cameo.owner_id for cameo in cameos)}))
    held = lock_for_share(Cameo.objects.filter(pk__in=ids).select_related("owner"))
    lock_for_share(ConsentGrant.objects.open().filter(cameo__in=ids, grantee=by))
    return ask_all(cameos=held, by=by)


def enroll_cameo(*, by: User, portrait_file: BinaryIO, country: str) -> Cameo:
    """Give `by` a likeness, or a new portrait for the one they have.

    A new likeness is for its owner alone. Raises Refused, or BadPortrait for an unusable upload.
    """
    may_enroll(user=by, country=country).require()
    jpeg = make_portrait(portrait_file, limit=settings.PORTRAIT_LIMIT_BYTES)
    name = default_storage.save(f"portraits/{uuid4().hex}.jpg", ContentFile(jpeg))
    try:
        return _show(name, sha256(jpeg).hexdigest(), by)
    except BaseException:
        default_storage.delete(name)
        raise


@transaction.atomic
def _show(name: str, digest: str, by: User) -> Cameo:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # or two uploads could make two likenesses
    cameo = Cameo.objects.select_for_update(no_key=True).filter(owner=by).first() or Cameo(owner=by)
    former = cameo.portrait.name
    cameo.portrait, cameo.portrait_sha256, cameo.withdrawn_at = name, digest, None
    _save(cameo, "likeness.portrait_set", by, sha256=digest)
    _erase(former)
    return cameo


@transaction.atomic
def change_scope(*, cameo: Cameo, scope: Scope, by: User) -> Cameo:
    """Let other people than before use the likeness. Widening needs an account in standing."""
    cameo = _hold(cameo, by)
    former = Scope(cameo.scope)
    if scope == former:
        return cameo
    if not former.includes(scope):
        in_standing(by).require()
    cameo.scope = scope
    _save(cameo, "likeness.scope_changed", by, former=former, scope=scope)
    if former.includes(scope):
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


@transaction.atomic
def grant_consent(
    *, cameo: Cameo, grantee: User, by: User, expires_at: datetime | None = None
) -> ConsentGrant:
    """Let one person use the likeness, until `expires_at` or until it is taken back.

    It counts while the scope is "people I approve" or wider. An equal grant that exists is answered.
    Raises Refused, and Conflict where one with another end exists: take that one back first.
    """
    cameo = _hold(cameo, by, grantee)
    may_approve(grantee=grantee, by=by).require()
    if expires_at and expires_at <= timezone.now():
        raise Conflict("consent.past", "This end is already past.")
    if existing := ConsentGrant.objects.active().between(cameo, grantee).first():
        if existing.expires_at != expires_at:
            raise Conflict("consent.granted", f"{grantee} is already approved, with another end.")
        return existing
    ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now())  # it had expired
    grant = ConsentGrant.objects.create(cameo=cameo, grantee=grantee, expires_at=expires_at)
    ends = expires_at.isoformat() if expires_at else None
    _save(cameo, "likeness.consent_granted", by, grantee=audit.name_of(grantee), expires_at=ends)
    consent_granted.send(sender=ConsentGrant, grant=grant)
    return grant


@transaction.atomic
def revoke_consent(*, cameo: Cameo, grantee: User, by: User) -> Cameo:
    """Take back what one person was allowed. Twice is once."""
    cameo = _hold(cameo, by, grantee)
    if ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now()):
        _save(cameo, "likeness.consent_revoked", by, grantee=audit.name_of(grantee))
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=grantee)
    return cameo


@transaction.atomic
def pause_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Stop every use at once, the owner's own included, until `resume_cameo`."""
    cameo = _hold(cameo, by)
    if cameo.paused_at is None:
        cameo.paused_at = timezone.now()
        _save(cameo, "likeness.paused", by)
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


@transaction.atomic
def resume_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Allow again what the scope and the grants allow now. Clips that the pause hid may come back."""
    cameo = _hold(cameo, by)
    in_standing(by).require()
    if cameo.paused_at is not None:
        cameo.paused_at = None
        _save(cameo, "likeness.resumed", by)
        cameo_resumed.send(sender=Cameo, cameo=cameo)
    return cameo


@transaction.atomic
def withdraw_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Delete the likeness: its portrait, what it allowed, and every use. A new one starts from nothing."""
    cameo = _hold(cameo, by)
    former = cameo.portrait.name
    cameo.portrait = cameo.portrait_sha256 = ""
    cameo.scope, cameo.paused_at, cameo.withdrawn_at = Scope.ONLY_ME, None, timezone.now()
    ConsentGrant.objects.open().filter(cameo=cameo).update(revoked_at=cameo.withdrawn_at)
    _save(cameo, "likeness.withdrawn", by)
    consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    _erase(former)
    return cameo


def _hold(cameo: Cameo, by: User, *others: User) -> Cameo:
    """The owner's likeness as it is now, held for change, after the people that it is about.

    Nobody but the owner gets this far: for others the likeness does not exist.
    """
    lock_for_share(User.objects.filter(pk__in=[by.pk, *(other.pk for other in others)]))
    held = Cameo.objects.select_for_update(no_key=True).get(pk=cameo.pk, owner=by)
    if held.withdrawn_at is not None:
        raise Conflict("likeness.withdrawn", "This likeness was deleted.")
    return held


def _save(cameo: Cameo, verb: str, by: User, **details: Any) -> None:
    """Store a change of the policy: its version counts on, and the audit log tells of it."""
    cameo.policy_version += 1
    cameo.save()
    audit.record(verb, cameo, by=by, version=cameo.policy_version, **details)


def _erase(name: str | None) -> None:
    """Delete the file of a portrait once the decision stands."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name), robust=True)
