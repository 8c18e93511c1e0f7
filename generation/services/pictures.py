"""Pictures that clips start from: looked at before anything is kept, and gone when nothing needs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from cameos.models import Cameo
from cameos.queries import read_consents
from cameos.services import Recognition, hold_consents
from core.clock import database_now
from core.decisions import YES, Decision, Refused, no
from core.locks import lock_for_change, lock_for_share
from core.pictures import BadPicture, as_jpeg, read_picture
from generation.models import Clip, Job, Picture, PictureState, WaitingOrder
from generation.pictures import PictureQuerySet
from generation.policies import (
    UNAVAILABLE,
    may_add_picture,
    may_ask_to_redraw,
    may_come,
    may_start_from,
    nobody_newer,
    only_willing,
)
from generation.services.discarding import discard_files
from generation.services.searching import Looked, look_and_redraw, look_at, pixels_of, search
from generation.signals import picture_changed

FOLDER: Final = "pictures"
SIDE: Final = 1280  # pixels, of the shorter side at most
LONGEST: Final = 1920  # pixels, of the longer one
NO_LONGER: Final = "It can no longer be used. Choose another one."
KEPT_UNUSED: Final = timedelta(days=1)


def take_in_picture(*, upload: BinaryIO, by: User, redraw: bool = False) -> Picture:
    """Keep a picture for `by` to start clips from, if all faces in it are of people who let them.

    With `redraw` all other faces are drawn anew, and the picture waits until a person has looked at it.
    Raises Refused, with a sentence that is the same for every face that will not do.
    """
    row = _begin(by, may_ask_to_redraw(by=by) if redraw else YES)
    try:
        _look(row, upload, by, look_and_redraw if redraw else look_at)
    except Refused as refusal:
        _end(row, refusal.decision)
        raise
    return row


@transaction.atomic
def _begin(by: User, may: Decision) -> Picture:
    """A try counts from its beginning: many at once take turns here, and none of them is free."""
    [held] = lock_for_change(User.objects.filter(pk=by.pk))
    (may & may_add_picture(by=held)).require()
    return Picture.objects.create(user=held, faces=0, searched_at=database_now())


def _look(row: Picture, upload: BinaryIO, by: User, search_in: Callable[..., Looked]) -> None:
    jpeg = _read(upload)
    may_come(sha256(jpeg).hexdigest()).require()
    looked = search_in(jpeg, by=by)
    row.faces, row.people = looked.found.faces, len(looked.found.cameos)
    only_willing(looked.found).require()
    _keep(row, looked, by)


def _end(row: Picture, answer: Decision) -> None:
    """Nothing of it is kept but how many faces there were. What could not be checked was no try."""
    if any(reason.code == UNAVAILABLE for reason in answer.reasons):
        row.delete()
        return
    refused = Picture.objects.get(pk=row.pk)
    refused.faces = row.faces
    refused.refuse()
    refused.save()


def _read(upload: BinaryIO) -> bytes:
    try:
        picture = read_picture(upload, limit=settings.PICTURE_LIMIT_BYTES, side=SIDE)
    except BadPicture as error:
        raise Refused(no("picture.unusable", str(error))) from error
    picture.thumbnail((LONGEST, LONGEST))
    return as_jpeg(picture)


def _keep(row: Picture, looked: Looked, by: User) -> None:
    row.height, row.width = pixels_of(looked.jpeg).shape[:2]
    row.sha256, row.file.name = _save(looked.jpeg)
    if looked.original:
        row.original_sha256, row.original.name = _save(looked.original)
        row.redrawn = looked.redrawn
    try:
        with transaction.atomic():
            hold_still(looked.found, by)
            _store(row, looked.found)
    except BaseException as error:
        discard_files(*row.names)
        if row.redrawn and isinstance(error, IntegrityError):  # they have asked for two at the same moment
            may_ask_to_redraw(by=by).require()
        raise


def _save(jpeg: bytes) -> tuple[str, str]:
    """Under a name that nobody can guess. Returns the checksum, too."""
    name = default_storage.save(f"{FOLDER}/{uuid4()}.jpg", ContentFile(jpeg))
    return sha256(jpeg).hexdigest(), name


def hold_still(found: Recognition, by: User, *, known: Collection[int] = ()) -> None:
    """The search took its time: nobody has closed their account, their likeness or its doors to `by`
    meanwhile, nor does before the commit. Whoever ends one of them then finds the picture, and erases it.
    Those who are `known` to be in it are held; what they say to this clip the gate asks."""
    hold_consents(cameos=found.cameos, by=by)
    asked = read_consents(cameos=[it for it in found.cameos if it.pk not in known], by=by)
    in_standing(User.objects.get(pk=by.pk)).require()
    if not asked.decision.allowed:
        only_willing(Recognition(found.faces, strangers=True)).require()


def _store(row: Picture, found: Recognition) -> None:
    if row.redrawn:
        row.ask_a_person()
    else:
        row.accept()
    row.save()
    row.likenesses.set(found.cameos)
    if row.is_in_review:
        picture_changed.send(sender=Picture, picture=row, reason="")


def look_again(picture: Picture, *, by: User) -> None:
    """Search a picture once more if faces were enrolled since: whoever came later is asked, too. It takes a
    second, so before an order is put, and outside its transaction. Raises Refused."""
    if nobody_newer(picture).allowed or not may_start_from(picture=picture, by=by).allowed:
        return  # the gate says what is wrong
    compare_newcomers(picture, by=by)
    picture.refresh_from_db()


def compare_newcomers(picture: Picture, *, by: User) -> None:
    """Search it once more. Raises Refused where somebody is found who does not let `by`."""
    begun = database_now()  # before anybody is compared: whoever comes from now on may not have been
    known = set(picture.likenesses.values_list("pk", flat=True))
    found = search(_kept(picture, by), by=by, known=known)
    answer = only_willing(found)
    if not answer.allowed:
        erase_unused(Picture.objects.filter(pk=picture.pk))
        raise Refused(answer)
    _store_again(picture, found, begun, by)


def _kept(picture: Picture, by: User) -> bytes:
    try:
        with picture.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:  # erased at this moment
        raise Refused(may_start_from(picture=None, by=by)) from None


@transaction.atomic
def _store_again(picture: Picture, found: Recognition, begun: datetime, by: User) -> None:
    hold_still(found, by, known=set(picture.likenesses.values_list("pk", flat=True)))
    for row in lock_for_change(Picture.objects.kept().filter(pk=picture.pk)):  # none, if it has gone
        row.faces, row.people, row.searched_at = found.faces, len(found.cameos), begun
        row.save()
        row.likenesses.set(found.cameos)


def hold_picture(picture: Picture | None, *, by: User) -> Decision:
    """May `by` start from it, and will it still be there at the commit? After all other locks."""
    if picture is None:
        return YES
    held = lock_for_share(Picture.objects.filter(pk=picture.pk))
    return may_start_from(picture=held[0] if held else None, by=by)


def drop_picture(*, picture: Picture, by: User) -> None:
    """Its maker takes it out of the composer, or back from whom is to look at it. What is made from it keeps
    it."""
    own = Picture.objects.of(by).filter(pk=picture.pk)
    with transaction.atomic():
        for row in lock_for_change(own.in_review()):
            _erase(row, "")
    erase_unused(own)


@transaction.atomic
def erase_unused(pictures: PictureQuerySet) -> int:
    """Let the files go that nothing needs: no order, no job on the way, no clip. Returns how many.

    Asked again when they are held: an order that was faster has been committed by then.
    """
    held = lock_for_change(_unused(Picture.objects.ready().filter(pk__in=pictures.values("pk"))))
    return erase_pictures(_unused(Picture.objects.filter(pk__in=[picture.pk for picture in held])))


def _unused(pictures: PictureQuerySet) -> PictureQuerySet:
    jobs = Job.objects.filter(picture=OuterRef("pk"))
    clips = Clip.objects.filter(job__picture=OuterRef("pk")).exclude(video="")
    orders = WaitingOrder.objects.waiting().filter(picture=OuterRef("pk"))
    return pictures.filter(~Exists(jobs.open()), ~Exists(clips), ~Exists(orders))


def erase_pictures_of(*, user: User) -> int:
    """Everything that somebody has brought goes with their account, and so does what others have of them."""
    return erase_pictures(Picture.objects.of(user)) + erase_pictures_with(
        cameos=Cameo.objects.filter(owner=user)
    )


def erase_pictures_with(*, cameos: Iterable[Cameo]) -> int:
    """A likeness that has ended is in no picture that anybody could start from."""
    shown = Picture.likenesses.through.objects.filter(cameo__in=cameos)
    return erase_pictures(Picture.objects.filter(pk__in=shown.values("picture")))


def hold_pictures_of(*, user: User) -> None:
    """Hold for erasing what `erase_pictures_of` erases, all in the order of their ids."""
    shown = Picture.likenesses.through.objects.filter(cameo__owner=user)
    lock_for_change(Picture.objects.kept().filter(Q(user=user) | Q(pk__in=shown.values("picture"))))


@transaction.atomic
def erase_pictures(pictures: PictureQuerySet) -> int:
    """Let the files go, whatever starts from them. Returns how many were still kept."""
    rows = lock_for_change(pictures.kept())
    for row in rows:
        _erase(row, NO_LONGER)
    return len(rows)


def _erase(row: Picture, reason: str) -> None:
    """Whoever waits for it, or is to look at it, does so no longer."""
    waited = row.is_in_review
    let_go(row, row.erase)
    if waited:
        picture_changed.send(sender=Picture, picture=row, reason=reason)


def let_go(row: Picture, move: Callable[[], None]) -> None:
    """Its files go with the commit. It is held."""
    names = row.names
    move()
    row.save()
    row.likenesses.clear()
    transaction.on_commit(lambda: discard_files(*names), robust=True)


def sweep_pictures() -> int:
    """Erase what nothing has used for a day; forget what was refused or broke off, and files of no row. What
    a person has looked at leaves its row."""
    old = Picture.objects.before(KEPT_UNUSED)
    old.filter(state__in=[PictureState.REFUSED, PictureState.NEW], redrawn=0).delete()
    discard_files(*_lost_files())
    return erase_unused(old)


def _lost_files() -> list[str]:
    """Left behind by a crash between storing the file and making the row."""
    try:
        names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:  # no picture yet
        return []
    known = {name for names in Picture.objects.kept().values_list("file", "original") for name in names}
    before = timezone.now() - KEPT_UNUSED
    lost = (name for name in names if name not in known and _is_ours(name))
    return [name for name in lost if default_storage.get_modified_time(name) < before]


def _is_ours(name: str) -> bool:
    try:
        return bool(UUID(PurePath(name).stem))
    except ValueError:
        return False
