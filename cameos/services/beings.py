"""Beings that are not people: made, described anew, and their pictures.

Their words are judged before they come here, by `generation.services.make_being` and `describe_being`:
rights and safety are asked above this app.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Final

from django.db import transaction

from accounts.models import User
from accounts.policies import in_standing
from accounts.services import take_handle
from cameos.models import Assurance, Cameo, Kind, ReferencePicture
from cameos.policies import may_have_beings, may_take_down
from cameos.services.holding import hold_own, store_change
from cameos.services.portraits import Stored, erase_portrait, stored_portrait
from cameos.services.scopes import withdraw_cameo
from cameos.signals import being_taken_down
from core import audit
from core.decisions import Conflict

PICTURES_CHANGED: Final = "likeness.pictures_changed"
MOST_PICTURES: Final = 4  # beside the portrait


@dataclass(frozen=True, slots=True)
class Looks:
    """What kind of being it is, its name, and what it looks like."""

    kind: Kind
    name: str
    description: str


def admit_being(*, handle: str, looks: Looks, pictures: Sequence[bytes], country: str, by: User) -> Cameo:
    """Put a being here, for its owner alone at first. `pictures` are square JPEGs, the first its portrait;
    `handle` is canonical. Raises Refused, and Conflict where somebody else was faster with the name."""
    with ExitStack() as files, transaction.atomic():
        take_handle(handle=handle, reason="of a being")  # names are held before people: see `join`
        owner = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # or two could pass the limit
        may_have_beings(user=owner, country=country).require()
        portrait, *others = [files.enter_context(stored_portrait(jpeg)) for jpeg in pictures]
        portrait.keep()
        cameo = Cameo(owner=owner, own_handle=handle, assurance=Assurance.BUILT_IN, **asdict(looks))
        cameo.portrait, cameo.portrait_sha256 = portrait.name, portrait.digest
        store_change(cameo, "likeness.being_made", by, kind=looks.kind, sha256=portrait.digest)
        _add(cameo, others)
    return cameo


@transaction.atomic
def redescribe_being(*, cameo: Cameo, looks: Looks, by: User) -> Cameo:
    """What it looks like from now on: a new version, for receipts name what was drawn. Its handle stays."""
    cameo = hold_own(cameo, by)
    before = Looks(Kind(cameo.kind), cameo.name, cameo.description)
    if not cameo.is_being or before == looks:
        return cameo
    in_standing(by).require()
    cameo.kind, cameo.name, cameo.description = looks.kind, looks.name, looks.description
    store_change(cameo, "likeness.being_described", by)
    return cameo


def change_pictures(
    *,
    cameo: Cameo,
    by: User,
    portrait: bytes = b"",
    added: Sequence[bytes] = (),
    removed: Collection[int] = (),
) -> Cameo:
    """Another portrait, more pictures, fewer: by their ids. Whoever may do nothing else here may still take
    pictures away. Raises Conflict when they would be too many."""
    with ExitStack() as files, transaction.atomic():
        cameo = hold_own(cameo, by)
        if portrait or added:
            in_standing(by).require()
        gone = list(cameo.pictures.filter(pk__in=removed))
        if cameo.pictures.count() - len(gone) + len(added) > MOST_PICTURES:
            raise Conflict("being.pictures", f"A being has {MOST_PICTURES} more pictures at most.")
        for row in gone:
            erase_portrait(row.picture.name)
            row.delete()
        _add(cameo, [files.enter_context(stored_portrait(jpeg)) for jpeg in added])
        if portrait:
            _replace(cameo, files.enter_context(stored_portrait(portrait)))
        if portrait or added or gone:
            digests = list(cameo.pictures.values_list("sha256", flat=True))
            store_change(cameo, PICTURES_CHANGED, by, sha256=[cameo.portrait_sha256, *digests])
    return cameo


@transaction.atomic
def take_down_being(*, cameo: Cameo, by: User, reason: str) -> Cameo:
    """A moderator's decision, told to its owner: the being goes as if they had deleted it."""
    may_take_down(cameo=cameo, by=by, reason=reason).require()
    handle = cameo.handle
    gone = withdraw_cameo(cameo=cameo, by=cameo.owner)
    audit.record("likeness.being_taken_down", gone, by=by, reason=reason, handle=handle)
    being_taken_down.send(sender=Cameo, cameo=gone, handle=handle, reason=reason)
    return gone


def _replace(cameo: Cameo, portrait: Stored) -> None:
    portrait.keep()
    erase_portrait(cameo.portrait.name)
    cameo.portrait, cameo.portrait_sha256 = portrait.name, portrait.digest


def _add(cameo: Cameo, stored: Sequence[Stored]) -> None:
    last = cameo.pictures.order_by("-place").values_list("place", flat=True).first() or 0
    for place, picture in enumerate(stored, last + 1):
        picture.keep()
        ReferencePicture.objects.create(cameo=cameo, place=place, picture=picture.name, sha256=picture.digest)
