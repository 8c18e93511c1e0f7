"""Faces that cannot be cast are redrawn where the site allows it, and a person looks before anything starts
from the picture."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account, export_account
from cameos.faces import FacesUnavailable
from cameos.models import Scope
from cameos.services import Recognition, deny_person, recognizing, withdraw_cameo
from core.decisions import Decision, Refused
from generation.models import BlockedMedia, Job, Picture, PictureState
from generation.orders import Order
from generation.policies import is_redrawn, may_ask_to_redraw, may_be_redrawn
from generation.services import (
    accept_picture,
    drop_picture,
    lapse_pictures,
    pictures,
    refuse_picture,
    submit_job,
    sweep_pictures,
)
from tests.cameos.enrolment.test_erasure import traces
from tests.cameos.factories import picture
from tests.generation.faces import SPOT, Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.generation.redrawn import NOBODY, TEXT, age, content, now, stored
from tests.generation.redrawn import allowed as allowed  # noqa: PLC0414 (fixtures)
from tests.generation.redrawn import judge as judge  # noqa: PLC0414
from tests.generation.redrawn import page as page  # noqa: PLC0414
from tests.generation.redrawn import waiting as waiting  # noqa: PLC0414
from tests.seaweed import disk_media as disk_media  # noqa: PLC0414 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("allowed")]


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def refusal(by: User) -> str:
    with pytest.raises(Refused) as error:
        bring(by, redraw=True)
    [code] = codes(error.value.decision)
    return code


class TestAsking:
    def test_a_stranger_is_redrawn_and_whoever_lets_one_in_is_cast(self, waiting: Picture) -> None:
        assert (waiting.state, waiting.redrawn, waiting.faces) == (PictureState.REVIEW, 1, 1)
        assert waiting.handles == ["bob"]
        assert content(waiting.file.name) != content(waiting.original.name)
        assert len(set(waiting.hashes)) == len(set(waiting.names)) == 2
        assert str(waiting.pk) not in "".join(waiting.names)

    def test_a_stranger_one_who_says_no_and_one_whom_nobody_can_tell_are_treated_alike(
        self, alice: User, bob: User, carol: User, shows: Shows
    ) -> None:
        deny_person(cameo=enroll(bob, Scope.EVERYONE), person=alice, by=bob)
        enroll(carol)
        seen = set()
        for face in (NOBODY, face_of("bob"), face_of("carol"), face_of("bob", 0.55)):
            shows(face, then=[[]])
            row = bring(alice, redraw=True)
            seen.add((row.state, row.redrawn, row.faces, row.people, row.sha256))
            drop_picture(picture=row, by=alice)
        assert len(seen) == 1

    def test_where_nobody_has_to_be_redrawn_nobody_has_to_look(self, alice: User, shows: Shows) -> None:
        enroll(alice)
        shows(face_of("alice"))
        row = bring(alice, redraw=True)
        assert (row.state, row.original.name, row.redrawn) == (PictureState.READY, "", 0)

    def test_without_the_wish_it_is_refused_as_before(self, alice: User, shows: Shows) -> None:
        shows(NOBODY)
        with pytest.raises(Refused, match=r"picture\.face"):
            bring(alice)

    def test_a_face_that_is_still_found_is_drawn_with_less(self, alice: User, shows: Shows) -> None:
        shows(NOBODY, then=[[]])
        first = bring(alice, redraw=True)
        drop_picture(picture=first, by=alice)
        shows(NOBODY, then=[[NOBODY], []])
        assert bring(alice, redraw=True).sha256 != first.sha256

    def test_and_refused_if_it_is_found_whatever_is_drawn(self, alice: User, shows: Shows) -> None:
        before = stored()
        shows(NOBODY)
        assert refusal(alice) == "picture.not_redrawable"
        assert (stored(), Picture.objects.get().state) == (before, PictureState.REFUSED)

    def test_somebody_who_may_be_cast_is_not_covered(self, alice: User, shows: Shows) -> None:
        """They would be in the clip without being asked."""
        enroll(alice)
        shows(face_of("alice"), NOBODY, then=[[]])
        assert refusal(alice) == "picture.not_redrawable"

    @pytest.mark.parametrize(
        ("cause", "code"),
        [
            ("bad file", "picture.unusable"),
            ("blocked", "media.blocked"),
            ("detector", "picture.unavailable"),
        ],
    )
    def test_what_is_refused_for_another_cause_is_not_redrawn(
        self, cause: str, code: str, alice: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shows(NOBODY, then=[[]])
        content = b"no picture" if cause == "bad file" else b""
        if cause == "blocked":
            row = bring(alice, redraw=True)
            BlockedMedia.objects.create(sha256=row.original_sha256, source="test")
            drop_picture(picture=row, by=alice)
        if cause == "detector":
            monkeypatch.setattr(recognizing, "search_faces", _broken)
        with pytest.raises(Refused) as error:
            bring(alice, content, redraw=True)
        assert codes(error.value.decision) == [code]
        assert not Picture.objects.in_review().exists()


def _broken(image: object) -> None:
    raise FacesUnavailable("no net")


def _break(*_: object) -> None:
    raise IntegrityError("something else")


class TestPolicies:
    def test_only_where_the_site_allows_it(self, alice: User, settings: Settings) -> None:
        assert may_ask_to_redraw(by=alice).allowed
        settings.PICTURE_STRANGERS = "refuse"
        assert codes(may_ask_to_redraw(by=alice)) == ["picture.not_redrawn"]
        assert refusal(alice) == "picture.not_redrawn"

    def test_one_at_a_time_whoever_else_waits(
        self, waiting: Picture, alice: User, bob: User, shows: Shows
    ) -> None:
        assert codes(may_ask_to_redraw(by=alice)) == ["picture.one_waits"]
        assert may_ask_to_redraw(by=bob).allowed
        drop_picture(picture=waiting, by=alice)
        assert may_ask_to_redraw(by=alice).allowed

    def test_what_else_breaks_is_not_taken_for_a_second_one(
        self, waiting: Picture, alice: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shows()
        monkeypatch.setattr(pictures, "_store", _break)
        with pytest.raises(IntegrityError):
            bring(alice)

    def test_no_crowds_and_not_more_to_cast_than_a_clip_has_room_for(self) -> None:
        others = (SPOT,) * 8
        assert may_be_redrawn(Recognition(8, others=others)).allowed
        assert may_be_redrawn(Recognition(8, others=others[:5])).allowed
        assert codes(may_be_redrawn(Recognition(8, others=others[:4]))) == ["picture.crowd"]
        [reason] = may_be_redrawn(Recognition(9, strangers=True)).reasons
        assert (reason.code, "more than 8 faces" in reason.message) == ("picture.crowd", True)

    def test_redrawn_is_what_shows_only_those_who_may_be_cast(self) -> None:
        before = Recognition(2, strangers=True, others=(SPOT,))
        assert is_redrawn(before=before, after=Recognition(1)).allowed
        for after in (Recognition(1, strangers=True), Recognition(0), Recognition(2)):
            assert codes(is_redrawn(before=before, after=after)) == ["picture.not_redrawable"]


class TestWhileItWaits:
    @pytest.mark.verify
    def test_nothing_starts_from_it_and_its_maker_hears_why(self, waiting: Picture, page: Client) -> None:
        wish = {"text": TEXT, "picture": str(waiting.pk)}
        refused = page.post("/api/jobs/", wish, "application/json")
        assert refused.status_code == 403
        assert [it["code"] for it in refused.json()["reasons"]] == ["picture.waiting"]
        composer = page.post("/create/", wish)
        assert composer.status_code == 422
        assert "A person looks at this picture before anything starts from it." in told(composer)
        assert page.get(reverse("generation:picture", args=[waiting.pk])).status_code == 404
        assert not Job.objects.exists()

    def test_it_counts_among_those_of_a_day(self, waiting: Picture, alice: User, settings: Settings) -> None:
        settings.PICTURES_PER_DAY = 1
        with pytest.raises(Refused, match=r"picture\.many"):
            bring(alice)

    def test_its_maker_takes_it_back(
        self, waiting: Picture, alice: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = stored()
        with django_capture_on_commit_callbacks(execute=True):
            drop_picture(picture=waiting, by=alice)
        row = now(waiting)
        assert (row.state, row.names, row.handles) == (PictureState.GONE, [], [])
        assert stored() == before - 2

    def test_nobody_else_does(self, waiting: Picture, bob: User) -> None:
        drop_picture(picture=waiting, by=bob)
        assert now(waiting).is_in_review

    def test_the_sweep_of_the_unused_leaves_it(
        self, waiting: Picture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        age(days=2)
        tomorrow = timezone.now() + timedelta(days=1, hours=1)
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)  # by which files are lost ones
        assert sweep_pictures() == 0
        assert len(now(waiting).names) == 2
        assert all(default_storage.exists(name) for name in now(waiting).names)

    def test_after_seven_days_it_ends_and_its_maker_hears(
        self, waiting: Picture, django_capture_on_commit_callbacks: Any
    ) -> None:
        age(days=6)
        assert lapse_pictures() == 0
        age(days=2)
        with django_capture_on_commit_callbacks(execute=True):
            assert lapse_pictures() == 1
        row = now(waiting)
        assert (row.state, row.names, row.handles) == (PictureState.REFUSED, [], [])
        [line] = waiting.user.notifications.filter(kind="picture_refused")
        assert "Nobody looked at it within 7 days" in line.note
        sweep_pictures()
        assert now(waiting)  # the case points at it

    @pytest.mark.parametrize("end", ["maker", "owner", "likeness"])
    def test_it_goes_with_whoever_is_in_it_or_has_brought_it(
        self, end: str, waiting: Picture, bob: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = stored()
        with django_capture_on_commit_callbacks(execute=True):
            if end == "likeness":
                withdraw_cameo(cameo=waiting.likenesses.get(), by=bob)
            else:
                delete_account(by=waiting.user if end == "maker" else bob)
        row = now(waiting)
        assert (row.state, row.names, row.handles) == (PictureState.GONE, [], [])
        assert stored() == before - 2
        told = row.user.notifications.filter(kind="picture_refused")
        assert told.exists() == (end != "maker")

    @pytest.mark.usefixtures("disk_media")
    def test_a_closed_account_leaves_no_trace_of_either(
        self, alice: User, shows: Shows, django_capture_on_commit_callbacks: Any
    ) -> None:
        shows(NOBODY, then=[[]])
        row = bring(alice, redraw=True)
        secrets = (content(row.file.name), content(row.original.name), *(name.encode() for name in row.names))
        assert len(set(traces(*secrets))) >= 3  # both files, and the row that names them
        with django_capture_on_commit_callbacks(execute=True):
            delete_account(by=alice)
        assert traces(*secrets) == []


@pytest.mark.verify
class TestPages:
    def test_without_scripts_a_person_looks_and_the_words_stay(self, page: Client, shows: Shows) -> None:
        shows(NOBODY, then=[[]])
        assert 'name="redraw"' in told(page.get("/create/"))
        assert 'name="redraw" value="1" checked' not in told(page.get("/create/"))
        answer = page.post("/create/", {"text": TEXT, "picture_file": file(), "redraw": "1"})
        assert answer.status_code == 200
        assert "A person looks at your picture first" in told(answer)
        assert "This cannot be made as it is" not in told(answer)
        assert TEXT in told(answer)
        assert not Job.objects.exists()
        drafts = told(page.get("/drafts/"))
        assert "A person looks at your picture first" in drafts
        row = Picture.objects.get()
        answer = page.post(reverse("generation:drop_picture", args=[row.pk]), follow=True)
        assert "Taken back. The picture is erased." in told(answer)
        assert now(row).state == PictureState.GONE

    @pytest.mark.parametrize("decided", ["refused", "used", "unused"])
    def test_what_was_decided_meanwhile_is_not_said_to_be_taken_back(
        self, decided: str, waiting: Picture, page: Client, judge: User
    ) -> None:
        if decided == "refused":
            refuse_picture(picture=waiting, by=judge, reason="A child is in it.")
        else:
            accept_picture(picture=waiting, by=judge)
        if decided == "used":
            submit_job(order=Order(TEXT, "one", country="US", picture=now(waiting)), by=waiting.user)
        answer = page.post(reverse("generation:drop_picture", args=[waiting.pk]), follow=True)
        said = {"refused": "It was refused meanwhile", "used": "is kept as long as", "unused": "Taken back."}
        assert said[decided] in told(answer)
        assert now(waiting).is_ready == (decided == "used")

    def test_an_old_link_to_a_picture_that_is_gone_says_so(
        self, waiting: Picture, page: Client, judge: User
    ) -> None:
        accept_picture(picture=waiting, by=judge)
        link = f"/create/?picture={waiting.pk}"
        assert "no longer kept" not in told(page.get(link))
        drop_picture(picture=now(waiting), by=waiting.user)
        answer = page.get(link)
        assert answer.status_code == 200
        assert "The picture that you wanted to start from is no longer kept" in told(answer)
        assert "This field is required" not in told(answer)

    def test_an_export_tells_what_became_of_it(self, waiting: Picture, judge: User) -> None:
        original = waiting.original_sha256
        accept_picture(picture=waiting, by=judge)
        [row] = export_account(user=waiting.user)["generation"]["pictures"]
        assert (row["redrawn"], row["original_sha256"]) == (1, original)
        assert row["decided_at"]

    def test_by_the_api(self, page: Client, shows: Shows) -> None:
        shows(NOBODY, then=[[]])
        said = page.post("/api/pictures/", {"file": file(), "redraw": "true"}).json()
        assert (said["state"], said["url"], said["people"]) == ("review", "", [])
        address = f"/api/pictures/{said['id']}/"
        assert page.get(address).json()["state"] == "review"
        again = page.post("/api/pictures/", {"file": file(), "redraw": "true"})
        assert again.json()["reasons"][0]["code"] == "picture.one_waits"
        assert page.delete(address).status_code == 204
        assert page.get(address).status_code == 404

    def test_where_the_site_refuses_nothing_is_offered(self, page: Client, settings: Settings) -> None:
        settings.PICTURE_STRANGERS = "refuse"
        assert "redraw" not in told(page.get("/create/"))

    def test_the_picture_of_another_is_not_taken_back(self, page: Client, bob: User, shows: Shows) -> None:
        shows(NOBODY, then=[[]])
        row = bring(bob, redraw=True)
        assert page.post(reverse("generation:drop_picture", args=[row.pk])).status_code == 404
        assert now(row).is_in_review


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", picture(400, 600), "image/jpeg")


def told(answer: Any) -> str:
    content: str = answer.content.decode()
    return content
