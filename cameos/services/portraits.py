"""Giving somebody a likeness, and its portrait."""

from __future__ import annotations

from hashlib import sha256
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from cameos.models import Cameo
from cameos.policies import may_enroll
from cameos.portraits import make_portrait
from cameos.services.holding import store_change


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
    store_change(cameo, "likeness.portrait_set", by, sha256=digest)
    erase_portrait(former)
    return cameo


def erase_portrait(name: str | None) -> None:
    """Delete the file of a portrait once the decision stands."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name), robust=True)
