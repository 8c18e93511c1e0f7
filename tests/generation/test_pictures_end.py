"""When a picture that clips start from is erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_account
from cameos.models import Scope
from cameos.services import withdraw_cameo
from generation.models import Job, JobState, Picture, PictureState
from generation.services import cancel_job, delete_draft, sweep_pictures
from tests.clips import make_clip
from tests.generation.faces import Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.generation.test_pictures import age, refusal, submit

pytestmark = pytest.mark.django_db


@pytest.mark.verify
class TestItsEnd:
    def erased(self, start: Picture) -> bool:
        before = str(start.file.name)
        start.refresh_from_db()
        gone = start.state == PictureState.GONE
        assert gone != default_storage.exists(before)
        return gone

    def test_what_nothing_has_used_for_a_day_is_erased(
        self, alice: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        unused, used = bring(alice), bring(alice)
        submit(alice, used)
        with django_capture_on_commit_callbacks(execute=True):
            assert sweep_pictures() == 0
            age(days=1)
            assert sweep_pictures() == 1
        assert (self.erased(unused), self.erased(used)) == (True, False)

    def test_a_job_without_a_clip_keeps_nothing(
        self, alice: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        start = bring(alice)
        cancel_job(job=submit(alice, start), by=alice)
        age(days=1)
        with django_capture_on_commit_callbacks(execute=True):
            sweep_pictures()
        assert self.erased(start)

    def test_it_goes_with_the_last_clip_that_was_made_from_it(
        self, alice: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        start = bring(alice)
        clips = []
        for key in ("one", "two"):
            clip = make_clip(alice)
            clip.job = submit(alice, start, key)
            clip.save()
            Job.objects.filter(pk=clip.job.pk).update(state=JobState.READY)
            clips.append(clip)
        for clip, gone in zip(clips, (False, True), strict=True):
            with django_capture_on_commit_callbacks(execute=True):
                delete_draft(clip=clip, by=alice)
            assert self.erased(start) == gone

    def test_it_goes_with_its_makers_account(
        self, alice: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        start = bring(alice)
        submit(alice, start)
        with django_capture_on_commit_callbacks(execute=True):
            delete_account(by=alice)
        assert self.erased(start)

    @pytest.mark.parametrize("end", ["account", "likeness"])
    def test_it_goes_with_the_likeness_that_is_in_it(
        self, end: str, alice: User, bob: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        start = bring(alice)
        with django_capture_on_commit_callbacks(execute=True):
            if end == "account":
                delete_account(by=bob)
            else:
                withdraw_cameo(cameo=cameo, by=bob)
        assert self.erased(start)

    def test_files_that_a_crash_left_behind_are_swept(
        self, alice: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        start = bring(alice)
        lost = default_storage.save(f"pictures/{start.pk.hex}.jpg", ContentFile(b"lost"))
        sweep_pictures()
        assert default_storage.exists(lost)
        tomorrow = timezone.now() + timedelta(days=1, hours=1)
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)
        sweep_pictures()
        assert not default_storage.exists(lost)
        assert default_storage.exists(str(start.file.name))

    def test_refused_ones_are_forgotten_after_a_day(self, alice: User, shows: Shows) -> None:
        Picture.objects.create(user=alice, faces=0)  # a crash has broken it off
        shows(face_of("nobody"))
        refusal(alice)
        age(days=1)
        sweep_pictures()
        assert not Picture.objects.exists()
