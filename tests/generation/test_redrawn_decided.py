"""A person has looked at a redrawn picture: it is let in or refused, and the original goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cameos.services import deny_person
from core.decisions import Conflict
from core.models import AuditEvent
from generation.models import BlockedMedia, Picture, PictureState
from generation.services import (
    PictureGone,
    accept_picture,
    drop_picture,
    look_at_picture,
    pictures,
    refuse_picture,
    reviewing,
    sweep_pictures,
)
from tests.generation.faces import enroll
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.generation.redrawn import TEXT, age, content, now, stored
from tests.generation.redrawn import allowed as allowed  # noqa: PLC0414 (fixtures)
from tests.generation.redrawn import judge as judge  # noqa: PLC0414
from tests.generation.redrawn import page as page  # noqa: PLC0414
from tests.generation.redrawn import waiting as waiting  # noqa: PLC0414
from tests.seaweed import disk_media as disk_media  # noqa: PLC0414 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("allowed")]


class TestDeciding:
    @pytest.mark.verify
    def test_accepted_the_original_is_erased_and_a_clip_may_start(
        self, waiting: Picture, judge: User, page: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        original, redrawn = waiting.original.name, content(waiting.file.name)
        with django_capture_on_commit_callbacks(execute=True):
            accept_picture(picture=waiting, by=judge)
        row = now(waiting)
        assert (row.state, row.original.name, content(row.file.name)) == (PictureState.READY, "", redrawn)
        assert not default_storage.exists(str(original))
        wish = {"text": TEXT, "picture": str(row.pk)}
        assert page.post("/api/jobs/", wish, "application/json").status_code == 201
        [line] = row.user.notifications.filter(kind="picture_ready")
        inbox = page.get(reverse("feed:inbox")).content.decode()
        assert f'href="/create/?picture={row.pk}"' in inbox
        assert line.picture == row

    def test_the_day_of_the_unused_begins_then(self, waiting: Picture, judge: User) -> None:
        age(days=5)
        accept_picture(picture=waiting, by=judge)
        assert sweep_pictures() == 0
        Picture.objects.update(decided_at=F("decided_at") - timedelta(days=1, hours=1))
        assert sweep_pictures() == 1

    @pytest.mark.verify
    def test_refused_both_are_erased_and_its_maker_reads_why(
        self, waiting: Picture, judge: User, page: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = stored()
        with django_capture_on_commit_callbacks(execute=True):
            refuse_picture(picture=waiting, by=judge, reason="A child is in it.")
        row = now(waiting)
        assert (row.state, row.names, row.handles) == (PictureState.REFUSED, [], [])
        assert stored() == before - 2
        inbox = page.get(reverse("feed:inbox")).content.decode()
        assert "A child is in it." in inbox
        assert 'href="/create/"' in inbox

    def test_one_who_says_no_by_now_keeps_it_out_without_being_named(
        self, waiting: Picture, judge: User, bob: User
    ) -> None:
        deny_person(cameo=waiting.likenesses.get(), person=waiting.user, by=bob)
        with pytest.raises(Conflict, match="cannot be let in as things are") as error:
            accept_picture(picture=waiting, by=judge)
        assert "bob" not in str(error.value)
        assert now(waiting).is_in_review

    @pytest.mark.parametrize("which", ["sha256", "original_sha256"])
    def test_what_was_taken_down_meanwhile_is_kept_out(
        self, which: str, waiting: Picture, judge: User
    ) -> None:
        BlockedMedia.objects.create(sha256=getattr(waiting, which), source="test")
        with pytest.raises(Conflict, match="taken down"):
            accept_picture(picture=waiting, by=judge)

    def test_a_face_that_was_enrolled_since_has_to_be_compared_first(
        self, waiting: Picture, judge: User, carol: User
    ) -> None:
        enroll(carol)
        with pytest.raises(Conflict, match="Decide later"):
            accept_picture(picture=waiting, by=judge)

    def test_a_suspended_maker_gets_nothing(self, waiting: Picture, judge: User) -> None:
        User.objects.filter(pk=waiting.user_id).update(suspended_at=F("date_joined"))
        with pytest.raises(Conflict):
            accept_picture(picture=waiting, by=judge)

    @pytest.mark.parametrize("decide", [accept_picture, refuse_picture])
    def test_what_was_taken_back_is_not_decided(
        self, decide: Any, waiting: Picture, alice: User, judge: User
    ) -> None:
        drop_picture(picture=waiting, by=alice)
        more = {} if decide is accept_picture else {"reason": "late"}
        with pytest.raises(Conflict):
            decide(picture=waiting, by=judge, **more)

    def test_those_that_wait_are_decided_where_the_site_redraws_no_more(
        self, waiting: Picture, judge: User, settings: Settings
    ) -> None:
        settings.PICTURE_STRANGERS = "refuse"
        assert accept_picture(picture=waiting, by=judge).is_ready

    def test_every_look_is_logged_and_there_is_none_afterwards(self, waiting: Picture, judge: User) -> None:
        assert look_at_picture(picture=waiting, which="original", by=judge).startswith(b"\xff\xd8")
        [event] = AuditEvent.objects.filter(verb="picture.seen")
        assert (event.actor, event.details["which"]) == (f"user:{judge.pk}", "original")
        accept_picture(picture=waiting, by=judge)
        with pytest.raises(PictureGone):
            look_at_picture(picture=now(waiting), which="redrawn", by=judge)


class TestWhatTheStorageKeeps:
    """It does not let go of the redrawn one at this moment."""

    @pytest.fixture
    def kept(self, waiting: Picture, monkeypatch: pytest.MonkeyPatch) -> str:
        kept, delete = str(waiting.file.name), default_storage.delete

        def stubborn(name: str) -> None:
            if name == kept:
                raise OSError("busy")
            delete(name)

        monkeypatch.setattr(default_storage, "delete", stubborn)
        return kept

    def test_the_original_goes_all_the_same(
        self, kept: str, waiting: Picture, judge: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        original = str(waiting.original.name)
        with django_capture_on_commit_callbacks(execute=True):
            refuse_picture(picture=waiting, by=judge, reason="A child is in it.")
        assert default_storage.exists(kept)
        assert not default_storage.exists(original)

    def test_the_sweep_goes_on(
        self, kept: str, waiting: Picture, judge: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_picture(picture=waiting, by=judge, reason="A child is in it.")
        tomorrow = timezone.now() + timedelta(days=1, hours=1)
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)
        sweep_pictures()
        assert stored() == 1

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("decide", [accept_picture, refuse_picture])
    def test_whatever_else_is_to_happen_then_happens(
        self, decide: Any, waiting: Picture, judge: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Django names what has failed, which a hook without a name would not outlive."""
        for module in (pictures, reviewing):
            monkeypatch.setattr(module, "discard_files", _fail)
        later: list[str] = []
        more = {} if decide is accept_picture else {"reason": "A child is in it."}
        with transaction.atomic():
            decide(picture=waiting, by=judge, **more)
            transaction.on_commit(lambda: later.append("done"))
        assert later == ["done"]


def _fail(*names: str) -> None:
    raise OSError("busy")
