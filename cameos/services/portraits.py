"""The portrait of a likeness: the first one, and another one, which must show the same face."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from cameos.models import Assurance, Cameo, Scope
from cameos.policies import may_enroll, opens_to_others
from cameos.portraits import make_portrait
from cameos.services.holding import store_change
from cameos.signals import consent_narrowed


@dataclass(slots=True)
class Stored:
    """A portrait in the storage that no row names yet; unless it is kept, it goes again."""

    name: str
    digest: str
    kept: bool = False

    def keep(self) -> None:
        self.kept = True


@contextmanager
def stored_portrait(jpeg: bytes) -> Iterator[Stored]:
    """Nothing is stored for no bytes."""
    name = default_storage.save(f"portraits/{uuid4().hex}.jpg", ContentFile(jpeg)) if jpeg else ""
    stored = Stored(name, sha256(jpeg).hexdigest())
    done = False
    try:
        yield stored
        done = stored.kept
    finally:
        if name and not done:
            default_storage.delete(name)


@transaction.atomic
def show_portrait(portrait: Stored, *, owner: User, by: User | None, assurance: Assurance) -> Cameo:
    """Give `owner` this portrait, and a likeness if they have none. The caller holds the person.

    A new likeness is for its owner alone; so is one again for which nobody vouches any more.
    """
    portrait.keep()
    cameo = Cameo.objects.people().select_for_update(no_key=True).filter(owner=owner).first() or Cameo(
        owner=owner
    )
    former, scope = cameo.portrait.name, Scope(cameo.scope)
    cameo.portrait, cameo.portrait_sha256, cameo.withdrawn_at = portrait.name, portrait.digest, None
    cameo.assurance = assurance
    if not opens_to_others(cameo):
        cameo.scope = Scope.ONLY_ME
    store_change(cameo, "likeness.portrait_set", by, sha256=portrait.digest, assurance=assurance)
    if scope != cameo.scope:
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    erase_portrait(former)
    return cameo


def admit_likeness(
    *, owner: User, portrait_file: BinaryIO, country: str, assurance: Assurance, by: User | None
) -> Cameo:
    """Put a likeness here for which somebody else vouches: a provider, or the keeper of a demo world.

    No page leads here. Raises Refused, or BadPicture for an unusable picture.
    """
    may_enroll(user=owner, country=country).require()
    jpeg = make_portrait(portrait_file)
    with stored_portrait(jpeg) as portrait, transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # or two could make two likenesses
        return show_portrait(portrait, owner=owner, by=by, assurance=assurance)


def erase_portrait(name: str | None) -> None:
    """Delete the file of a portrait once the decision stands."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name), robust=True)
