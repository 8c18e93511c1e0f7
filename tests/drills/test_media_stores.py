"""The media of a whole life, on disk and on S3: made by a job, watched in parts, and gone at once."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage

from accounts.models import User
from cameos.models import Scope
from cameos.services import pause_cameo, withdraw_cameo
from feed.services import publish_clip
from generation.media.links import link
from generation.media.probe import probe
from generation.models import Clip, Ground, Job, JobState
from generation.orders import Order
from generation.rendering import render_next
from generation.services import delete_draft, files, store_files, submit_job, sweep_orphans, withdraw_clip
from tests.cameos.factories import make_cameo
from tests.clips import VIDEO, make_clip
from tests.doors import Door
from tests.quick_worker import encoded, work_quickly

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["disk_media", "s3_media"])
def store(request: pytest.FixtureRequest) -> str:
    """Where the media are, in both ways, one after the other."""
    request.getfixturevalue(request.param)
    return str(request.param)


@dataclass
class Watcher(Door):
    """A member whose browser follows the site to the store, sending the same headers again."""

    store: str = ""

    def watches(self, address: str, *, part: str = "") -> tuple[int, bytes]:
        headers = {"Range": part} if part else {}
        answer: Any = self.gets(address, **headers)
        body = b"".join(answer)
        if answer.status_code != 302:
            return answer.status_code, body
        assert self.store == "s3_media", "files on this machine are served by it"
        try:
            with urlopen(Request(answer["Location"], headers=headers)) as file:
                return file.status, file.read()
        except HTTPError as refusal:
            return refusal.code, b""


@pytest.fixture
def watcher(carol: User, store: str) -> Watcher:
    return Watcher(carol, store=store)


def test_a_link_gives_the_file_and_any_part_of_it(alice: User, watcher: Watcher) -> None:
    address = link(make_clip(alice, published=True), "video", watcher.user)
    assert watcher.watches(address) == (200, VIDEO)
    assert watcher.watches(address, part="bytes=10-19") == (206, VIDEO[10:20])
    assert watcher.watches(address, part="bytes=-5") == (206, VIDEO[-5:])
    assert watcher.watches(address, part=f"bytes={len(VIDEO)}-")[0] == 416


def test_an_old_link_is_403_and_that_of_a_withdrawn_clip_404(alice: User, watcher: Watcher) -> None:
    clip = make_clip(alice, published=True)
    with time_machine.travel("2026-01-01 12:00"):
        old = link(clip, "video", watcher.user)
    assert watcher.watches(old)[0] == 403
    fresh = {kind: link(clip, kind, watcher.user) for kind in ("video", "poster", "captions")}
    assert {watcher.watches(address)[0] for address in fresh.values()} == {200}
    withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:1")
    assert {watcher.watches(address)[0] for address in fresh.values()} == {404}


def test_a_portrait_is_there_for_whom_it_is_meant_and_deleted_with_the_likeness(
    alice: User, bob: User, watcher: Watcher
) -> None:
    cameo = make_cameo(alice, scope=Scope.MUTUALS)
    address, name = "/likeness/alice/portrait", cameo.portrait.name
    friend = Watcher(bob, store=watcher.store)
    status, picture = friend.watches(address)
    assert (status, picture[:3]) == (200, b"\xff\xd8\xff")
    assert watcher.watches(address)[0] == 404
    pause_cameo(cameo=cameo, by=alice)
    assert friend.watches(address)[0] == 404
    assert name
    assert default_storage.exists(name)
    withdraw_cameo(cameo=cameo, by=alice)
    assert not default_storage.exists(name)


def test_a_whole_job_is_stored_watched_and_deleted_there(
    alice: User, watcher: Watcher, tiny_engine: None, tmp_path: Path
) -> None:
    make_cameo(alice)
    job = submit_job(order=Order("@alice in the snow", "one", country="US"), by=alice)
    assert render_next()
    assert Job.objects.get(pk=job.pk).state == JobState.READY
    clip = Clip.objects.get()
    assert watcher.watches(link(clip, "video", watcher.user))[0] == 404
    publish_clip(clip=clip, caption="", by=alice, country="US")

    address = link(clip, "video", watcher.user)
    (first, head), (second, rest) = (
        watcher.watches(address, part=f"bytes={part}") for part in ("0-99", "100-")
    )
    assert (first, second, len(head)) == (206, 206, 100)
    video = tmp_path / "video.mp4"
    video.write_bytes(head + rest)
    seen = probe(video)
    assert (seen.codec, seen.width, seen.height, seen.faststart) == ("h264", 720, 1280, True)
    assert watcher.watches(link(clip, "poster", watcher.user))[1][:3] == b"\xff\xd8\xff"

    Door(alice).submits(f"/c/{clip.pk}/delete/")
    clip.refresh_from_db()
    delete_draft(clip=clip, by=alice)
    assert not any(default_storage.exists(str(file.name)) for file in (clip.video, clip.poster))
    assert watcher.watches(address)[0] == 404


def test_what_a_crash_has_left_there_is_swept_and_nothing_else(
    alice: User, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_quickly(monkeypatch)
    submit_job(order=Order("a fox in the snow", "one", country="US"), by=alice)
    assert render_next()
    clip = Clip.objects.get()
    orphan = store_files(clip_id=uuid4(), encoded=encoded(tmp_path))
    monkeypatch.setattr(files, "ORPHANED_AFTER", timedelta(0))
    assert sweep_orphans() == 3
    assert not default_storage.exists(orphan.video)
    assert default_storage.exists(str(clip.video.name))
