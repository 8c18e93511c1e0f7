"""The key of each person, and the end of everything that lies under it."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_bytes

from django.db import transaction

from accounts.models import User
from cameos.biometrics import KeysUnavailable, key_store
from cameos.models import FacePrint, PersonKey
from cameos.services.recordings import discard_all
from core import audit

KEY = 32  # bytes


@transaction.atomic
def key_of(owner: User) -> bytes:
    """The person's key, made when they have none. Raises KeysUnavailable."""
    if row := PersonKey.objects.filter(owner=owner).first():
        return open_key(row)
    key = token_bytes(KEY)
    row, is_new = PersonKey.objects.get_or_create(
        owner=owner, defaults={"wrapped": key_store().wrap(key, _about(owner.pk))}
    )
    return key if is_new else open_key(row)


def existing_key(owner_id: int) -> bytes:
    """Raises KeysUnavailable, also where there is no key any more: what lay under it is gone."""
    row = PersonKey.objects.filter(owner=owner_id).first()
    if row is None:
        raise KeysUnavailable("This person has no key.")
    return open_key(row)


def open_key(row: PersonKey) -> bytes:
    return key_store().unwrap(bytes(row.wrapped), _about(row.owner_id))


@transaction.atomic
def forget_body(*, owner: User, by: User | None) -> None:
    """Destroy the person's key, and delete what lay under it: it could not be read any more anyway.

    The audit log keeps the digest of the wrapped key: a backup that still holds it can be told by that.
    """
    key = PersonKey.objects.select_for_update().filter(owner=owner).first()
    prints, _ = FacePrint.objects.filter(owner=owner).delete()
    files = discard_all(owner)
    if key is None:
        return
    digest = sha256(bytes(key.wrapped)).hexdigest()
    key.delete()
    audit.record("likeness.key_destroyed", owner, by=by, key=digest, prints=prints, files=files)


def _about(owner_id: int) -> str:
    return f"key:{owner_id}"
