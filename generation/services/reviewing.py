"""Pictures whose faces were redrawn, before a person of the staff: both are seen, and it is let in or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo
from cameos.services import Recognition
from core import audit
from core.decisions import YES, Conflict, Decision, Refused
from core.locks import lock_for_change
from generation.models import Picture, PictureState
from generation.policies import UNAVAILABLE, may_come, nobody_newer, unchecked
from generation.services.discarding import discard_files
from generation.services.pictures import compare_newcomers, hold_still, let_go
from generation.signals import picture_changed

Which = Literal["original", "redrawn"]
NOT_ANY_MORE: Final = (
    "It cannot be let in as things are: somebody in it or its maker does not allow it, or it was taken down. "
    "Refuse it, or leave it."
)


class PictureGone(Exception):
    """Nobody is to look at it any more."""


def look_at_picture(*, picture: Picture, which: Which, by: User) -> bytes:
    """One of the two, for who reviews it; every look is in the audit log. Raises PictureGone."""
    file = picture.original if which == "original" else picture.file
    if not picture.is_in_review:
        raise PictureGone(str(picture.pk))
    try:
        with file.open("rb") as opened:
            jpeg = bytes(opened.read())
    except FileNotFoundError as error:  # taken back at this moment
        raise PictureGone(str(picture.pk)) from error
    audit.record("picture.seen", picture, by=by, which=which)
    return jpeg


def compare_before_accepting(picture: Picture) -> None:
    """Whoever has enrolled while it waited is compared, too. It takes a second, so outside of the transaction
    that accepts it. Raises Conflict where it cannot be accepted."""
    if picture.is_in_review and not nobody_newer(picture).allowed:
        with _in_words_for_staff():
            compare_newcomers(picture, by=picture.user)


@transaction.atomic
def accept_picture(*, picture: Picture, by: User) -> Picture:
    """Its maker may start from the redrawn one from now on; the original goes. Whoever is in it is asked once
    more, and held. Raises Conflict."""
    cameos = tuple(picture.likenesses.select_related("owner"))
    with _in_words_for_staff():
        hold_still(Recognition(picture.faces, cameos), picture.user)
        row = _hold(picture)
        (nobody_newer(row) & _same_people(row, cameos) & may_come(*row.hashes)).require()
    original = str(row.original.name)
    row.decided_at = timezone.now()
    row.accept()
    row.save()
    transaction.on_commit(lambda: discard_files(original), robust=True)
    return _tell(row, by, "")


@transaction.atomic
def refuse_picture(*, picture: Picture, by: User, reason: str) -> Picture:
    """Both go. Its maker reads the reason. Raises Conflict."""
    return _refuse(_hold(picture), by, reason)


def lapse_pictures() -> int:
    """Refuse what nobody has looked at for PICTURE_REVIEW_DAYS. Returns how many."""
    ended = 0
    waited = Picture.objects.in_review().before(timedelta(days=settings.PICTURE_REVIEW_DAYS))
    for pk in list(waited.values_list("pk", flat=True)[:200]):
        with suppress(Conflict):  # somebody decides on it at this moment
            ended += _lapse(pk)
    return ended


@transaction.atomic
def _lapse(pk: UUID) -> bool:
    waiting = Picture.objects.select_for_update(no_key=True, skip_locked=True).filter(
        pk=pk, state=PictureState.REVIEW
    )
    row = waiting.first()
    if row:
        days = settings.PICTURE_REVIEW_DAYS
        _refuse(row, None, f"Nobody looked at it within {days} days, so it is deleted. Bring it again.")
    return row is not None


def _hold(picture: Picture) -> Picture:
    """As it is now. Conflict where nobody waits any more."""
    for row in lock_for_change(Picture.objects.in_review().filter(pk=picture.pk)):
        return row
    raise Conflict("picture.decided", "This picture no longer waits: it was decided or taken back.")


def _same_people(row: Picture, asked: Sequence[Cameo]) -> Decision:
    """Those who were held are those who are in it, and none of them is lost."""
    now = set(row.likenesses.values_list("pk", flat=True))
    return YES if now == {cameo.pk for cameo in asked} and len(now) == row.people else unchecked()


def _refuse(row: Picture, by: User | None, reason: str) -> Picture:
    row.decided_at = timezone.now()
    let_go(row, row.refuse)
    return _tell(row, by, reason)


def _tell(row: Picture, by: User | None, reason: str) -> Picture:
    audit.record(f"picture.{row.state}", row, by=by, reason=reason)
    picture_changed.send(sender=Picture, picture=row, reason=reason)
    return row


@contextmanager
def _in_words_for_staff() -> Iterator[None]:
    """What its maker would be told is not for the moderator, nor who is in it."""
    try:
        yield
    except Refused as refusal:
        if any(reason.code == UNAVAILABLE for reason in refusal.decision.reasons):
            raise Conflict(UNAVAILABLE, "Pictures can’t be checked right now. Decide later.") from refusal
        raise Conflict("picture.not_any_more", NOT_ANY_MORE) from refusal
