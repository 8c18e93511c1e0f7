"""The files of clips: stored before there is a row, and gone when nobody needs them any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from core.locks import lock_for_change
from generation.models import Clip, Ground, Picture
from generation.services.discarding import discard_files
from generation.services.pictures import erase_unused
from generation.signals import files_going

if TYPE_CHECKING:  # the codecs stay out of the web processes
    from generation.media.encode import Encoded

FOLDER = "clips"
REMOVED = "removed:"  # before the likeness, the name under which its owner removes clips for good
NAME = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)  # of a folder: whatever else is there is not ours
ORPHANED_AFTER = timedelta(days=1)  # no worker takes that long from storing the files to making the row
AT_ONCE = 500  # folders of one question to the database


@dataclass(frozen=True, slots=True)
class Stored:
    """Names of the files of a clip in the storage."""

    clip_id: UUID
    video: str
    poster: str
    captions: str


def store_files(*, clip_id: UUID, encoded: Encoded) -> Stored:
    """Put the files where the site serves them from, under a name that nobody can guess."""
    return Stored(
        clip_id,
        _store(clip_id, encoded.video),
        _store(clip_id, encoded.poster),
        _store(clip_id, encoded.captions) if encoded.captions else "",
    )


def _store(clip_id: UUID, path: Path) -> str:
    with path.open("rb") as file:
        return default_storage.save(f"{FOLDER}/{clip_id}/{path.name}", File(file))


@transaction.atomic
def discard_if_deleted(*, clip: Clip) -> None:
    """Let the files of a clip go that its maker has deleted, or somebody in it removed, once the decision
    stands, unless somebody must still look at them. Whoever kept them calls again when they have looked."""
    [clip] = lock_for_change(Clip.objects.filter(pk=clip.pk))
    if not _has_gone(clip) or any(wanted for _, wanted in files_going.send(sender=Clip, clip=clip)):
        return
    names = (clip.video.name, clip.poster.name, clip.captions.name)
    clip.video = clip.poster = clip.captions = ""
    clip.save(update_fields=["video", "poster", "captions"])
    erase_unused(Picture.objects.filter(jobs__clip=clip))
    transaction.on_commit(lambda: discard_files(*names), robust=True)


def _has_gone(clip: Clip) -> bool:
    removed = clip.withdrawals.filter(ground=Ground.SUBJECT, source__startswith=REMOVED, lifted_at=None)
    return clip.deleted_at is not None or removed.exists()


def sweep_orphans() -> int:
    """Remove what a crash has left behind: files older than a day, of a clip that never came to be or has
    let go of them. Returns how many."""
    orphans = [name for folder in _folders_without_clip() for name in _old_files(folder)]
    discard_files(*orphans)
    return len(orphans)


def _folders_without_clip() -> Iterator[UUID]:
    folders = [UUID(name) for name in _folders() if NAME.fullmatch(name)]
    for start in range(0, len(folders), AT_ONCE):
        some = folders[start : start + AT_ONCE]
        known = Clip.objects.filter(pk__in=some).exclude(video="").values_list("pk", flat=True)
        yield from set(some) - set(known)


def _folders() -> list[str]:
    try:
        return default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:  # no clip yet
        return []


def _old_files(folder: UUID) -> list[str]:
    before = timezone.now() - ORPHANED_AFTER
    names = (f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1])
    return [name for name in names if default_storage.get_modified_time(name) < before]
