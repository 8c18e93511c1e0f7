"""The pieces of a recording, each sealed in a file of its own; and their end."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cameos.biometrics import Damaged, seal, unseal
from cameos.models import Cameo, Enrolment, EnrolmentPart, EnrolmentState, ReferencePicture
from cameos.models.enrolment import HELD

FOLDER, PORTRAITS = "enrolments", "portraits"
ORPHANED_AFTER = timedelta(days=1)  # longer than a transaction that is still to name the file


class RecordingGone(Exception):
    """A file is missing or damaged, or the recording was discarded."""


def store_part(*, enrolment: Enrolment, offset: int, piece: bytes, key: bytes) -> EnrolmentPart:
    """Inside the caller's transaction; the file goes again if that fails."""
    name = f"{FOLDER}/{enrolment.pk}/{offset}"
    name = default_storage.save(name, ContentFile(seal(key, piece, _about(enrolment, offset))))
    try:
        with transaction.atomic():
            part: EnrolmentPart = enrolment.parts.create(offset=offset, name=name)
            return part
    except BaseException:
        default_storage.delete(name)
        raise


def read_recording(enrolment: Enrolment, key: bytes) -> bytes:
    """All of it, in the order of its pieces. Raises RecordingGone."""
    pieces = [_open_part(enrolment, part, key) for part in enrolment.parts.order_by("offset")]
    if not pieces or sum(map(len, pieces)) != enrolment.size:
        raise RecordingGone(str(enrolment.pk))
    return b"".join(pieces)


def read_part(enrolment: Enrolment, key: bytes, *, first: int, end: int) -> bytes:
    """Bytes `first` to before `end`; only the pieces that hold them are opened. Raises RecordingGone."""
    parts = list(enrolment.parts.order_by("offset"))
    ends = [part.offset for part in parts[1:]] + [enrolment.size]
    wanted = [part for part, until in zip(parts, ends, strict=False) if part.offset < end and until > first]
    if not wanted:
        raise RecordingGone(str(enrolment.pk))
    data = b"".join(_open_part(enrolment, part, key) for part in wanted)
    return data[first - wanted[0].offset : end - wanted[0].offset]


def _open_part(enrolment: Enrolment, part: EnrolmentPart, key: bytes) -> bytes:
    try:
        with default_storage.open(part.name) as file:
            return unseal(key, file.read(), _about(enrolment, part.offset))
    except (OSError, Damaged) as error:
        raise RecordingGone(str(enrolment.pk)) from error


def discard_recording(enrolment: Enrolment) -> int:
    """Delete its files, once the decision stands. Returns how many there were."""
    names = list(enrolment.parts.values_list("name", flat=True))
    enrolment.parts.all().delete()
    enrolment.sealed_portrait = enrolment.sealed_face = None
    transaction.on_commit(lambda: _delete(names), robust=True)
    return len(names)


def discard_all(owner: User) -> int:
    """Every try of one person, whatever became of it: only that it was, and what was agreed to, remains."""
    files = 0
    for enrolment in Enrolment.objects.select_for_update(no_key=True).of(owner).order_by("pk"):
        files += discard_recording(enrolment)
        enrolment.findings, enrolment.turns, enrolment.digits = [], [], ""
        if enrolment.state in HELD:
            enrolment.erase()
        enrolment.save()
    return files


def orphans() -> list[str]:
    """Files of pieces that no row knows: a crash between file and row leaves such."""
    with suppress(FileNotFoundError, NotADirectoryError):
        folders, _ = default_storage.listdir(FOLDER)
        known = set(EnrolmentPart.objects.values_list("name", flat=True))
        running = {
            str(pk)
            for pk in Enrolment.objects.filter(state=EnrolmentState.UPLOADING).values_list("pk", flat=True)
        }
        return [
            name
            for folder in folders
            if folder not in running
            for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]
            if (name := f"{FOLDER}/{folder}/{file}") not in known
        ]
    return []


def orphaned_portraits() -> list[str]:
    """Pictures older than a day that no likeness shows: a crash between file and row leaves such."""
    with suppress(FileNotFoundError, NotADirectoryError):
        names = {f"{PORTRAITS}/{file}" for file in default_storage.listdir(PORTRAITS)[1]}
        names -= set(Cameo.objects.exclude(portrait="").values_list("portrait", flat=True))
        names -= set(ReferencePicture.objects.values_list("picture", flat=True))
        before = timezone.now() - ORPHANED_AFTER
        return [name for name in sorted(names) if default_storage.get_modified_time(name) < before]
    return []


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _about(enrolment: Enrolment, offset: int) -> str:
    return f"part:{enrolment.pk}:{offset}"
