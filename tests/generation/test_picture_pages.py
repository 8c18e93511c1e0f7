"""Starting from a picture, by the page without scripts and by the API; and who sees it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from cameos.models import Approval, Scope
from cameos.services import change_terms
from generation import picture_views
from generation.models import Job, Picture, WaitingOrder
from generation.services import cancel_job, send_order
from tests.cameos.factories import picture
from tests.generation.faces import Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

CREATE = "/create/"
TEXT = "a walk through the snow"


@pytest.fixture
def page(alice: User, shows: Shows) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(alice)
    return client


def file(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("../a b.jpg", content or picture(400, 600), "image/jpeg")


def told(answer: Any) -> str:
    content: str = answer.content.decode()
    return content


class TestWithoutScripts:
    def test_a_picture_goes_with_the_words(self, page: Client, alice: User) -> None:
        answer = page.post(CREATE, {"text": TEXT, "picture_file": file()})
        assert answer.status_code == 302
        assert Job.objects.get().picture == Picture.objects.get(user=alice)

    def test_a_refused_one_is_told_and_the_words_stay(self, page: Client, shows: Shows) -> None:
        shows(face_of("nobody"))
        answer = page.post(CREATE, {"text": TEXT, "picture_file": file()})
        assert answer.status_code == 422
        assert "has not let you make clips with them" in told(answer)
        assert TEXT in told(answer)
        assert not Job.objects.exists()

    def test_a_file_that_is_too_large_is_told_and_orders_nothing(
        self, page: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(picture_views, "take_in_picture", None)  # nobody comes that far
        settings.PICTURE_LIMIT_BYTES = 1024**2
        answer = page.post(CREATE, {"text": TEXT, "picture_file": file(b"0" * (1024**2 + 1))})
        assert answer.status_code == 422
        assert "larger than 1 MB" in told(answer)
        assert TEXT in told(answer)
        assert not Job.objects.exists()

    def test_the_form_is_protected_although_its_limit_comes_first(self, alice: User) -> None:
        door = Client(enforce_csrf_checks=True)
        door.force_login(alice)
        assert door.post(CREATE, {"text": TEXT}).status_code == 403
        assert not Job.objects.exists()

    def test_refused_words_keep_the_picture_and_it_can_be_left_out(self, page: Client) -> None:
        answer = page.post(CREATE, {"text": "", "picture_file": file()})
        start = Picture.objects.get()
        assert f'name="picture" value="{start.pk}"' in told(answer)
        assert reverse("generation:picture", args=[start.pk]) in told(answer)
        page.post(CREATE, {"text": TEXT, "picture": start.pk})
        assert Job.objects.get().picture == start
        page.post(CREATE, {"text": TEXT, "picture": start.pk, "drop_picture": "1"})
        assert Job.objects.newest()[0].picture is None

    def test_the_picture_of_another_is_as_one_that_is_gone(self, page: Client, bob: User) -> None:
        answer = page.post(CREATE, {"text": TEXT, "picture": bring(bob).pk})
        assert answer.status_code == 422
        assert "no longer kept" in told(answer)
        assert not Job.objects.exists()

    def test_an_engine_that_cannot_says_so_before_credits_are_taken(
        self, page: Client, alice: User, settings: Settings
    ) -> None:
        start = bring(alice)
        settings.ENGINES = settings.ENGINES | {
            "storyboard": settings.ENGINES["storyboard"] | {"first_frame": "never"}
        }
        assert "data-picture" not in told(page.get(CREATE))
        answer = page.post(CREATE, {"text": TEXT, "picture": start.pk})
        assert "start from a picture" in told(answer)
        assert not Job.objects.exists()

    def test_an_engine_that_needs_one_says_so(self, page: Client, settings: Settings) -> None:
        settings.ENGINES = settings.ENGINES | {
            "storyboard": settings.ENGINES["storyboard"] | {"first_frame": "must"}
        }
        assert "Add one to go on" in told(page.post(CREATE, {"text": TEXT}))


class TestAsking:
    def test_whoever_reads_prompts_first_is_asked_and_the_picture_waits_with_the_order(
        self, page: Client, alice: User, bob: User, shows: Shows
    ) -> None:
        cameo = enroll(bob, Scope.MUTUALS)
        change_terms(cameo=cameo, terms={"approval": Approval.PROMPT}, by=bob)
        shows(face_of("bob"))
        refused = page.post(CREATE, {"text": TEXT, "picture_file": file()})
        start = Picture.objects.get()
        assert refused.status_code == 422
        assert told(refused).count(f'name="picture" value="{start.pk}"') == 2  # and in the form that asks
        page.post("/create/wait/", {"text": TEXT, "picture": start.pk, "people": "bob"})
        order = WaitingOrder.objects.get()
        assert order.picture == start
        order.cast_requests.get().delete()
        change_terms(cameo=cameo, terms={"approval": Approval.NEVER}, by=bob)
        sent = send_order(order=order)
        assert sent.job
        assert (sent.job.picture, list(sent.job.cast.all())) == (start, [cameo])


class TestTheApi:
    def test_it_is_brought_ordered_and_let_go(self, page: Client, alice: User, shows: Shows) -> None:
        enroll(alice)
        shows(face_of("alice"))
        brought = page.post("/api/pictures/", {"file": file()})
        assert brought.status_code == 201
        said = brought.json()
        assert (said["people"], said["faces"], said["width"]) == (["alice"], 1, 400)
        wish = {"text": TEXT, "picture": said["id"]}
        found = page.post("/api/checks/", wish, "application/json").json()
        assert [it["title"] for it in found["findings"]] == ["@alice"]
        job = page.post("/api/jobs/", wish, "application/json")
        assert job.json()["picture"] == said["id"]
        page.delete(f"/api/pictures/{said['id']}/")
        assert Picture.objects.ready().exists()  # a job is made from it
        cancel_job(job=Job.objects.get(), by=alice)
        assert page.delete(f"/api/pictures/{said['id']}/").status_code == 204
        assert page.post("/api/jobs/", wish, "application/json").status_code == 404

    @pytest.mark.parametrize("content", [b"no picture", b""])
    def test_what_is_wrong_is_told_in_words(self, content: bytes, page: Client) -> None:
        upload = SimpleUploadedFile("a.jpg", content, "image/jpeg")
        answer = page.post("/api/pictures/", {"file": upload})
        assert answer.status_code == 403
        assert answer.json()["reasons"][0]["code"] == "picture.unusable"

    def test_the_picture_of_another_is_not_found(self, page: Client, bob: User) -> None:
        start = bring(bob)
        for path in (f"/api/pictures/{start.pk}/", reverse("generation:picture", args=[start.pk])):
            assert page.get(path).status_code == 404
        assert page.delete(f"/api/pictures/{start.pk}/").status_code == 404
        wish = {"text": TEXT, "picture": str(start.pk)}
        assert page.post("/api/jobs/", wish, "application/json").status_code == 404


class TestSeeingIt:
    def test_its_maker_sees_a_small_one_that_no_cache_shares(self, page: Client, alice: User) -> None:
        start = bring(alice, picture(2000, 3000))
        answer = page.get(reverse("generation:picture", args=[start.pk]))
        assert Image.open(BytesIO(answer.content)).size == (360, 540)
        assert answer["Cache-Control"] == "private, no-cache"
        again = page.get(reverse("generation:picture", args=[start.pk]), HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304

    def test_job_and_drafts_show_it(
        self, page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        page.post(CREATE, {"text": TEXT, "picture_file": file()})
        address = reverse("generation:picture", args=[Picture.objects.get().pk])
        job = Job.objects.get()
        assert address in told(page.get(reverse("generation:job", args=[job.pk])))
        with django_assert_max_num_queries(40):
            assert address in told(page.get(reverse("generation:drafts")))

    def test_trying_again_starts_from_the_same_picture(self, page: Client, alice: User) -> None:
        page.post(CREATE, {"text": TEXT, "picture_file": file()})
        job = Job.objects.get()
        cancel_job(job=job, by=alice)
        shown = told(page.get(reverse("generation:job", args=[job.pk])))
        assert f"&amp;picture={job.picture_id}" in shown
        again = told(page.get(f"{CREATE}?text=x&picture={job.picture_id}"))
        assert f'name="picture" value="{job.picture_id}"' in again
