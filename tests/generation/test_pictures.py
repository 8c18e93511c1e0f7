"""A picture that a clip starts from: who may be in it, and what becomes of it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db.models import F
from PIL import Image
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account
from cameos.biometrics import KeysUnavailable
from cameos.faces import FacesUnavailable
from cameos.models import Scope
from cameos.services import (
    change_scope,
    deny_person,
    pause_cameo,
    prints,
    recognizing,
    withdraw_cameo,
)
from core.decisions import Reason, Refused
from feed.services import publish_clip
from generation import rendering
from generation.models import Clip, Job, JobState, Picture, PictureState
from generation.orders import Order
from generation.services import (
    claim_job,
    jobs,
    searching,
    submit_job,
)
from tests.cameos.factories import picture
from tests.clips import make_clip
from tests.factories import make_user
from tests.generation.faces import Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db

TEXT = "a walk through the snow"


def submit(by: User, start: Picture, key: str = "one", **more: Any) -> Job:
    return submit_job(order=Order(TEXT, key, country="US", picture=start, **more), by=by)


def refusal(by: User, content: bytes = b"") -> Reason:
    with pytest.raises(Refused) as error:
        bring(by, content)
    [reason] = error.value.decision.reasons
    return reason


def codes(by: User, start: Picture) -> list[str]:
    with pytest.raises(Refused) as error:
        submit(by, start)
    return [reason.code for reason in error.value.decision.reasons]


def age(days: int) -> None:
    Picture.objects.update(created_at=F("created_at") - timedelta(days=days))


class TestWhoIsInIt:
    def test_without_a_face_anybody_may_start_from_it(self, alice: User, shows: Shows) -> None:
        start = bring(alice)
        assert (start.state, start.faces, start.handles) == (PictureState.READY, 0, [])
        job = submit(alice, start)
        assert job.picture == start
        assert not job.cast.exists()

    def test_ones_own_face_is_cast(self, alice: User, shows: Shows) -> None:
        cameo = enroll(alice)
        shows(face_of("alice"))
        start = bring(alice)
        assert start.handles == ["alice"]
        assert list(submit(alice, start).cast.all()) == [cameo]

    def test_whoever_lets_one_in_is_cast(self, alice: User, carol: User, shows: Shows) -> None:
        cameo = enroll(carol, Scope.EVERYONE)
        shows(face_of("carol"))
        assert list(submit(alice, bring(alice)).cast.all()) == [cameo]

    def test_every_face_that_will_not_do_hears_the_same(
        self, alice: User, bob: User, carol: User, shows: Shows
    ) -> None:
        """Nobody learns who is a member, who said no, or whom a face resembles."""
        enroll(alice)
        deny_person(cameo=enroll(bob, Scope.EVERYONE), person=alice, by=bob)
        enroll(carol)
        dora = make_user("dora")
        resting = pause_cameo(cameo=enroll(dora, Scope.EVERYONE), by=dora)
        assert resting.paused_at
        said = set()
        for faces in (
            [face_of("nobody")],
            [face_of("bob")],
            [face_of("carol")],
            [face_of("dora", 0.1)],
            [face_of("alice", 0.55)],
            [face_of("alice"), face_of("nobody")],
            [face_of("alice"), face_of("carol")],
        ):
            shows(*faces)
            said.add(refusal(alice))
        [reason] = said
        assert reason.code == "picture.face"
        assert "enroll it first" in reason.message

    def test_of_a_refused_one_nothing_but_the_row_is_kept(self, alice: User, shows: Shows) -> None:
        before = stored()
        shows(face_of("nobody"))
        refusal(alice)
        row = Picture.objects.get()
        assert (row.state, row.file.name, row.sha256, row.people) == (PictureState.REFUSED, "", "", 0)
        assert stored() == before

    def test_two_who_look_alike_are_both_asked(self, alice: User, bob: User, shows: Shows) -> None:
        enroll(alice)
        twin = enroll(bob, Scope.EVERYONE)
        prints.store_print(owner=bob, face=face_of("alice", 0.6))
        shows(face_of("alice", 0.1))
        assert bring(alice).handles == ["alice", "bob"]
        change_scope(cameo=twin, scope=Scope.ONLY_ME, by=bob)
        assert refusal(alice).code == "picture.face"

    def test_a_crowd_is_refused_before_anybody_is_compared(self, alice: User, shows: Shows) -> None:
        shows(*[face_of("nobody")] * 4)
        assert refusal(alice).code == "picture.crowd"

    def test_several_who_let_one_in_are_all_cast(self, alice: User, bob: User, shows: Shows) -> None:
        enroll(alice)
        enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"), face_of("alice"))
        assert submit(alice, bring(alice)).cast.count() == 2


@pytest.mark.parametrize("end", ["likeness", "owner", "maker"])
def test_whatever_ends_while_it_is_searched_is_asked_again(
    end: str, alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    cameo = enroll(bob, Scope.MUTUALS)
    shows(face_of("bob"))
    search = searching.recognize  # type: ignore[attr-defined]

    def slowly(*pixels: Any, **more: Any) -> Any:
        found = search(*pixels, **more)
        if end == "likeness":
            withdraw_cameo(cameo=cameo, by=bob)
        else:
            delete_account(by=bob if end == "owner" else alice)
        return found

    monkeypatch.setattr(searching, "recognize", slowly)
    before = stored()
    assert refusal(alice).code == ("account.closed" if end == "maker" else "picture.face")
    assert not Picture.objects.ready().exists()
    assert stored() == before


def why_not_made() -> str:
    job = claim_job()
    assert job
    assert not rendering.cleared(job)
    job.refresh_from_db()
    return job.failure_code


def stored() -> set[str]:
    try:
        return set(default_storage.listdir("pictures")[1])
    except FileNotFoundError:
        return set()


class TestWhatCannotBeChecked:
    def test_a_missing_detector_is_never_no_face(
        self, alice: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing(image: object) -> list[object]:
            raise FacesUnavailable("it is not installed")

        monkeypatch.setattr(recognizing, "search_faces", missing)
        assert refusal(alice).code == "picture.unavailable"
        assert not Picture.objects.exists()

    def test_a_missing_key_store_is_never_nobody(
        self, alice: User, carol: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def closed(row: object) -> bytes:
            raise KeysUnavailable("the store does not answer")

        enroll(alice)
        shows(face_of("alice"))
        monkeypatch.setattr(prints, "open_key", closed)
        assert refusal(alice).code == "picture.unavailable"

    def test_a_face_without_its_key_is_never_nobody(self, alice: User, bob: User, shows: Shows) -> None:
        enroll(bob)
        bob.person_key.delete()
        shows(face_of("nobody"))
        assert refusal(alice).code == "picture.unavailable"


@pytest.mark.verify
class TestTheFile:
    def test_what_is_kept_are_our_own_bytes(self, alice: User, shows: Shows) -> None:
        """A JPEG that is a web page as well, behind its end."""
        start = bring(alice, picture(3000, 2400) + b"<script>alert(1)</script>")
        with start.file.open("rb") as file:
            content = file.read()
        assert b"script" not in content
        shown = Image.open(BytesIO(content))
        assert (shown.format, shown.size) == ("JPEG", (1600, 1280))
        assert (start.width, start.height) == shown.size
        assert not shown.getexif()

    def test_a_bomb_an_endless_file_and_a_page_are_told_in_words(
        self, alice: User, shows: Shows, settings: Settings
    ) -> None:
        from tests.cameos.test_portraits import BOMBS  # noqa: PLC0415

        settings.PICTURE_LIMIT_BYTES = 1024**2
        assert "megapixels" in refusal(alice, BOMBS["png"]).message
        assert "not a JPEG" in refusal(alice, b"<svg onload='alert(1)'></svg>").message
        assert "larger than 1 MB" in refusal(alice, b"\0" * (1024**2 + 1)).message
        assert not Picture.objects.ready().exists()

    def test_so_many_a_day_and_the_refused_ones_count(
        self, alice: User, shows: Shows, settings: Settings
    ) -> None:
        settings.PICTURES_PER_DAY = 2
        bring(alice)
        shows(face_of("nobody"))
        refusal(alice)
        assert refusal(alice).code == "picture.many"
        age(days=1)
        assert refusal(alice).code == "picture.face"

    def test_what_is_no_picture_counts_too(self, alice: User, shows: Shows, settings: Settings) -> None:
        settings.PICTURES_PER_DAY = 1
        assert refusal(alice, b"no picture").code == "picture.unusable"
        assert refusal(alice).code == "picture.many"


class TestBetweenUploadAndClip:
    def test_the_picture_of_another_is_not_there(self, alice: User, bob: User, shows: Shows) -> None:
        assert codes(bob, bring(alice)) == ["picture.gone"]

    def test_who_enrolls_after_the_upload_and_lets_nobody_in_stops_the_order(
        self, alice: User, bob: User, shows: Shows
    ) -> None:
        enroll(alice)
        shows(face_of("alice"))
        start = bring(alice)
        enroll(bob)
        prints.store_print(owner=bob, face=face_of("alice", 0.3))  # not surely alice's alone any more
        assert codes(alice, start) == ["picture.face"]
        assert not Picture.objects.ready().exists()

    def test_who_enrolls_after_the_upload_and_lets_one_in_is_cast(
        self, alice: User, bob: User, shows: Shows
    ) -> None:
        start = bring(alice)
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        assert list(submit(alice, start).cast.all()) == [cameo]

    def test_a_picture_is_searched_again_only_for_who_came_since(
        self, alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        enroll(bob)
        start = bring(alice)
        monkeypatch.setattr(searching, "recognize", None)  # nobody asks it
        assert submit(alice, start).picture == start

    def test_who_enrolls_during_the_order_makes_it_wait(
        self, alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        start = bring(alice)
        monkeypatch.setattr(jobs, "look_again", lambda picture, by: enroll(bob))
        assert codes(alice, start) == ["picture.unavailable"]

    def test_consent_that_narrows_after_the_upload_stops_the_order(
        self, alice: User, bob: User, shows: Shows
    ) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        start = bring(alice)
        change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=bob)
        assert codes(alice, start) == ["consent.scope"]
        assert wallet_of(alice).held == 0

    def test_consent_that_narrows_after_the_order_ends_the_job(
        self, alice: User, bob: User, shows: Shows
    ) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        job = submit(alice, bring(alice))
        change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=bob)
        job.refresh_from_db()
        assert (job.state, job.failure_code) == (JobState.FAILED, "consent.withdrawn")

    def test_the_worker_asks_those_in_the_picture_again(self, alice: User, bob: User, shows: Shows) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        submit(alice, bring(alice))
        type(cameo).objects.filter(pk=cameo.pk).update(scope=Scope.ONLY_ME)  # behind the services' back
        assert why_not_made() == "consent.scope"

    def test_posting_asks_those_in_the_picture(self, alice: User, bob: User, shows: Shows) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        job = submit(alice, bring(alice))
        clip = make_clip(alice, prompt=TEXT, cast=list(job.cast.all()))
        Clip.objects.filter(pk=clip.pk).update(job=job)
        type(cameo).objects.filter(pk=cameo.pk).update(scope=Scope.ONLY_ME)
        with pytest.raises(Refused, match=r"consent\.scope"):
            publish_clip(clip=clip, caption="", by=alice, country="US")

    def test_a_picture_that_is_gone_is_not_left_out(self, alice: User, shows: Shows) -> None:
        submit(alice, bring(alice))
        Picture.objects.update(state=PictureState.GONE)
        assert why_not_made() == "picture.gone"

    def test_whoever_was_found_in_it_and_is_lost_stops_it(self, alice: User, bob: User, shows: Shows) -> None:
        enroll(bob, Scope.MUTUALS)
        shows(face_of("bob"))
        start = bring(alice)
        start.likenesses.clear()
        assert codes(alice, start) == ["picture.gone"]

    def test_the_same_words_with_another_picture_are_another_wish(self, alice: User, shows: Shows) -> None:
        one, other = bring(alice), bring(alice)
        assert Order("a", "k", picture=one).digest != Order("a", "k", picture=other).digest
        assert submit(alice, one) == submit(alice, one)
