"""What people do with their likeness. Narrowing takes effect, and is told, in one transaction.

Every change holds the likeness's row until the commit, counts its policy's version up, and writes
the audit log. Whoever decides about a clip holds the same rows, by `hold_consents`, so that they
see a consent as it is before a change or after it.
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
from accounts.queries import blocked_either_way
from cameos.consents import Consent, ask_all
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.policies import may_enroll
from cameos.portraits import make_portrait
from cameos.signals import consent_narrowed
from core import audit
from core.decisions import Conflict, no
from core.locks import lock_for_share

__all__ = [
    "Consent",
    "change_scope",
    "enroll",
    "grant_consent",
    "hold_consents",
    "pause",
    "revoke_consent",
    "unpause",
    "withdraw",
]


def hold_consents(*, cameos: Iterable[Cameo], by: User) -> Consent:
    """Ask everyone in a clip, and hold their answers unchanged until the commit.

    People, likenesses and grants are locked in this order, FOR SHARE; then they are read.
    """
    cameos = list(cameos)
    if not cameos:
        return ask_all(cameos=[], by=by)
    ids = [cameo.pk for cameo in cameos]
    lock_for_share(User.objects.filter(pk__in={by.pk, *(cameo.owner_id for cameo in cameos)}))
    held = lock_for_share(Cameo.objects.filter(pk__in=ids).select_related("owner"))
    lock_for_share(ConsentGrant.objects.open().filter(cameo__in=ids, grantee=by))
    return ask_all(cameos=held, by=by)


def enroll(*, upload: BinaryIO, by: User, country: str) -> Cameo:
    """Give `by` a likeness, or a new portrait for the one they have.

    A new likeness is for its owner alone. Raises Refused, or BadPortrait for an unusable upload.
    """
    may_enroll(user=by, country=country).require()
    jpeg = make_portrait(upload, limit=settings.PORTRAIT_LIMIT_BYTES)
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
        consent_narrowed.send(sender=Cameo, cameo=cameo)
    return cameo


@transaction.atomic
def grant_consent(
    *, cameo: Cameo, grantee: User, by: User, expires_at: datetime | None = None
) -> ConsentGrant:
    """Let one person use the likeness, until `expires_at` or until it is taken back.

    It counts while the scope is "people I approve" or wider. An equal grant that exists is answered;
    Raises Conflict for one with another term: end that one first.
    """
    lock_for_share(User.objects.filter(pk__in=[by.pk, grantee.pk]))
    cameo = _hold(cameo, by)
    in_standing(by).require()
    if grantee.pk == by.pk:
        no("consent.self", "You can always use your own likeness.").require()
    if not grantee.in_good_standing or blocked_either_way(by, grantee):
        no("consent.unavailable", f"You cannot approve {grantee}.", subject=str(grantee)).require()
    if existing := ConsentGrant.objects.active().between(cameo, grantee).first():
        if existing.expires_at != expires_at:
            raise Conflict("consent.granted", f"{grantee} is already approved, with another end.")
        return existing
    ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now())  # it had expired
    grant = ConsentGrant.objects.create(cameo=cameo, grantee=grantee, expires_at=expires_at)
    ends = expires_at.isoformat() if expires_at else None
    _save(cameo, "likeness.consent_granted", by, grantee=audit.name_of(grantee), expires_at=ends)
    return grant


@transaction.atomic
def revoke_consent(*, cameo: Cameo, grantee: User, by: User) -> Cameo:
    """Take back what one person was allowed. Twice is once."""
    cameo = _hold(cameo, by)
    if ConsentGrant.objects.open().between(cameo, grantee).update(revoked_at=timezone.now()):
        _save(cameo, "likeness.consent_revoked", by, grantee=audit.name_of(grantee))
        consent_narrowed.send(sender=Cameo, cameo=cameo)
    return cameo


@transaction.atomic
def pause(*, cameo: Cameo, by: User) -> Cameo:
    """Stop every use at once, the owner's own included, until `unpause`."""
    cameo = _hold(cameo, by)
    if cameo.paused_at is None:
        cameo.paused_at = timezone.now()
        _save(cameo, "likeness.paused", by)
        consent_narrowed.send(sender=Cameo, cameo=cameo)
    return cameo


@transaction.atomic
def unpause(*, cameo: Cameo, by: User) -> Cameo:
    """Allow again what was allowed before the pause. What the pause has ended stays ended."""
    cameo = _hold(cameo, by)
    in_standing(by).require()
    if cameo.paused_at is not None:
        cameo.paused_at = None
        _save(cameo, "likeness.unpaused", by)
    return cameo


@transaction.atomic
def withdraw(*, cameo: Cameo, by: User) -> Cameo:
    """Delete the likeness: its portrait, what it allowed, and every use. A new one starts from nothing."""
    cameo = _hold(cameo, by)
    former = cameo.portrait.name
    cameo.portrait = cameo.portrait_sha256 = ""
    cameo.scope, cameo.paused_at, cameo.withdrawn_at = Scope.ONLY_ME, None, timezone.now()
    ConsentGrant.objects.open().filter(cameo=cameo).update(revoked_at=cameo.withdrawn_at)
    _save(cameo, "likeness.withdrawn", by)
    consent_narrowed.send(sender=Cameo, cameo=cameo)
    _erase(former)
    return cameo


def _hold(cameo: Cameo, by: User) -> Cameo:
    """The owner's likeness as it is now, held for change. Nobody else can get this far."""
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
