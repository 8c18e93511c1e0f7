"""Files that no clip will ever use: what a crash has left behind goes after a day, and nothing else does."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from generation.models import Clip
from generation.orders import Order
from generation.rendering import render_next
from generation.services import delete_draft, files, store_files, submit_job
from generation.tasks import sweep_orphans
from tests.quick_worker import encoded, work_quickly

pytestmark = pytest.mark.django_db(transaction=True)


def sweep(*, hours: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        sweep_orphans()


def left(clip_id: UUID) -> int:
    """How many files are in the folder of a clip."""
    return len(default_storage.listdir(f"clips/{clip_id}")[1])


@pytest.fixture
def orphan(tmp_path: Path) -> UUID:
    """The state after a crash between storing and finishing: files, and no row."""
    return store_files(clip_id=uuid4(), encoded=encoded(tmp_path)).clip_id


@pytest.fixture
def clip(alice: User, monkeypatch: pytest.MonkeyPatch) -> Clip:
    submit_job(order=Order("a fox in the snow", "one", country="US"), by=alice)
    work_quickly(monkeypatch)
    assert render_next()
    return Clip.objects.get()


def test_they_go_after_a_day(orphan: UUID) -> None:
    sweep(hours=23)
    assert left(orphan) == 3
    sweep(hours=25)
    assert left(orphan) == 0


def test_a_clip_keeps_its_files_however_old(clip: Clip) -> None:
    sweep(hours=10_000)
    assert left(clip.pk) == 3


def test_what_a_deletion_could_not_reach_goes_too(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*names: str) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(files, "discard_files", die)
        delete_draft(clip=clip, by=clip.maker)
    assert left(clip.pk) == 3
    sweep(hours=25)
    assert left(clip.pk) == 0


def test_of_many_it_finds_each(tmp_path: Path, clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "AT_ONCE", 2)
    orphans = [store_files(clip_id=uuid4(), encoded=encoded(tmp_path)).clip_id for _ in range(5)]
    sweep(hours=25)
    assert [left(orphan) for orphan in orphans] == [0] * 5
    assert left(clip.pk) == 3


def test_what_is_no_folder_of_a_clip_is_let_be() -> None:
    strange = default_storage.save("clips/of-the-operator/readme.txt", ContentFile(b"ours"))
    sweep(hours=10_000)
    assert default_storage.exists(strange)


def test_an_empty_store_is_swept_as_well(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    sweep(hours=25)
