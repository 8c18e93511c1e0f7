"""The pages on the way, without scripts, and what scripts ask for."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cameos import services
from cameos.models import Cameo, Enrolment, EnrolmentState
from core.models import AuditEvent
from moderation.models import Case
from tests.cameos.asking import terms_form
from tests.cameos.enrolment.test_results import judge as judge  # noqa: PLC0414 (a fixture)
from tests.cameos.enrolment.tries import FILM, Against, Said, Unsure, Vouching, challenged, checked, named
from tests.doors import Door

pytestmark = pytest.mark.django_db

AGREED = {"agreed": "on", "assisted": "no"}


@pytest.fixture
def client(alice: User) -> Client:
    return Door(alice).client


def where(own: Enrolment, name: str = "enrolment", *more: int) -> str:
    return reverse(f"cameos:{name}", args=[own.pk, *more])


def text(client: Client, own: Enrolment) -> str:
    return client.get(where(own)).content.decode()


def test_the_consent_is_shown_in_full_and_not_ticked(client: Client) -> None:
    page = client.get(reverse("cameos:enroll")).content.decode()
    assert "used to train anything" in page
    assert "checked" not in page.split('name="agreed"')[1][:60]


def test_without_the_tick_nothing_begins(client: Client) -> None:
    assert client.post(reverse("cameos:enroll"), {"assisted": "no"}).status_code == 422
    assert not Enrolment.objects.exists()


def test_the_way_without_scripts(
    client: Client, alice: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LIVENESS = named(Said)
    assert client.post(reverse("cameos:enroll"), AGREED).status_code == 302
    own = Enrolment.objects.get()
    assert "Show my challenge" in text(client, own)
    client.post(where(own, "challenge"))
    own.refresh_from_db()
    assert all(f">{digit}<" in text(client, own) for digit in own.digits)
    file = SimpleUploadedFile("me.mp4", FILM, "video/mp4")
    assert client.post(where(own, "upload"), {"recording": file}).status_code == 302
    assert "looked at now" in text(client, own)
    services.check_enrolment(enrolment_id=own.pk)
    assert "Your likeness is here" in text(client, own)
    assert Cameo.objects.filter(owner=alice).exists()


def test_where_keys_are_out_of_reach_the_page_says_so(client: Client, settings: Settings) -> None:
    settings.LIKENESS_KEY = b""
    answer = client.post(reverse("cameos:enroll"), AGREED)
    assert answer.status_code == 422
    assert "Enrolment rests" in answer.content.decode()


def test_an_expired_challenge_says_what_to_do(client: Client, alice: User) -> None:
    own = challenged(alice)
    Enrolment.objects.update(challenge_until=Now() - timedelta(seconds=1))
    assert "Start again" in text(client, own)
    assert own.digits not in text(client, own)
    answer = client.post(where(own, "start_upload"), {"size": "10"})
    assert (answer.status_code, answer.json()["code"]) == (409, "enrolment.expired")


@pytest.mark.parametrize("name", ["enrolment", "enrolment_status"])
def test_somebody_elses_challenge_is_not_there(name: str, alice: User, bob: User) -> None:
    own = challenged(alice)
    assert Door(bob).client.get(where(own, name)).status_code == 404
    assert Door(bob).client.post(where(own, "start_upload"), {"size": "9"}).status_code == 404


def piece(client: Client, own: Enrolment, at: int, data: bytes) -> Any:
    return client.post(where(own, "piece", at), data, content_type="application/octet-stream")


def test_pieces_come_one_after_the_other_and_the_status_says_how_far(client: Client, alice: User) -> None:
    own = challenged(alice)
    size, cut = 100_000, 90_000
    assert client.post(where(own, "start_upload"), {"size": str(size)}).json()["state"] == "uploading"
    tiny = piece(client, own, 0, FILM[:1])
    assert (tiny.status_code, tiny.json()["code"]) == (409, "enrolment.piece")
    assert piece(client, own, 0, FILM[:cut]).json()["received"] == cut
    assert client.get(where(own, "enrolment_status")).json()["received"] == cut
    wrong = piece(client, own, cut + 50, FILM[cut + 50 : size])
    assert (wrong.status_code, wrong.json()["code"]) == (409, "enrolment.offset")
    assert "A part of your recording is here" in text(client, own)
    assert piece(client, own, cut, FILM[cut:size]).json()["state"] == "checking"


def test_a_piece_has_a_limit(client: Client, alice: User) -> None:
    own = challenged(alice)
    client.post(where(own, "start_upload"), {"size": str(3 * 1024 * 1024)})
    assert piece(client, own, 0, bytes(1024 * 1024 + 1)).status_code == 413


@pytest.mark.parametrize("much", [4 * 1024 * 1024, 5 * 64 * 1024 - 1000])
def test_a_file_that_is_too_large_is_not_taken_in(
    much: int, client: Client, alice: User, settings: Settings, tmp_path: Path
) -> None:
    """By the length that the request names, and where that might be the form around it, by what comes."""
    settings.ENROLMENT_LIMIT_BYTES = 4 * 64 * 1024
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_TEMP_DIR = 0, str(tmp_path)
    own = challenged(alice)
    answer = client.post(where(own, "upload"), {"recording": SimpleUploadedFile("me.mp4", bytes(much))})
    assert answer.status_code == 413
    assert "Record a shorter one" in answer.content.decode()
    assert list(tmp_path.iterdir()) == []
    own.refresh_from_db()
    assert (own.state, own.parts.count()) == (EnrolmentState.STARTED, 0)


def test_the_form_is_protected_although_its_limit_comes_first(alice: User) -> None:
    own, door = challenged(alice), Client(enforce_csrf_checks=True)
    door.force_login(alice)
    file = SimpleUploadedFile("me.mp4", FILM, "video/mp4")
    assert door.post(where(own, "upload"), {"recording": file}).status_code == 403
    assert Enrolment.objects.get().state == EnrolmentState.STARTED


@pytest.mark.parametrize("size", ["", "-5", "a lot", "9" * 30, "²"])
def test_a_size_is_a_number(size: str, client: Client, alice: User) -> None:
    assert client.post(where(challenged(alice), "start_upload"), {"size": size}).status_code == 400


def test_a_refusal_says_why_and_leads_on(client: Client, alice: User, settings: Settings) -> None:
    settings.LIVENESS = named(Against)
    page = text(client, checked(alice))
    assert "It is too dark." in page
    assert "in front of you" in page
    assert reverse("cameos:enroll") in page


def test_whom_a_person_has_let_in_is_not_sent_to_one(
    client: Client, alice: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Said)
    own = checked(alice)
    assert "ask for a person to look" in text(client, own)
    services.ask_for_review(by=alice)
    services.accept_enrolment(enrolment=own, by=judge, reason="It is her.")
    assert "ask for a person to look" not in text(client, own)


def test_who_cannot_speak_or_turn_is_asked_for_neither(client: Client, alice: User) -> None:
    client.post(reverse("cameos:enroll"), {"agreed": "on", "assisted": "yes"})
    own = Enrolment.objects.get()
    client.post(where(own, "challenge"))
    page = text(client, own)
    assert "Show yourself, as you can" in page
    assert not any(
        words in page for words in ("Read, and turn", "Then turn your head", "Now read the digits")
    )


def test_who_waits_for_a_person_hears_of_it_everywhere_and_of_doubts_without_orders(
    client: Client, alice: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    mine = client.get(reverse("cameos:mine")).content.decode()
    assert "A person is looking" in mine
    assert where(own) in mine
    assert "Not for you at the moment" not in mine
    page = text(client, own)
    assert (
        "What the programs were unsure of:</p><ul><li>One turn more or less than we asked for.</li>" in page
    )
    assert f'<a class="btn quiet" href="{reverse("cameos:mine")}">' in page


@pytest.mark.parametrize("assisted", [True, False])
def test_a_moderator_expects_of_nobody_what_they_were_not_asked(
    assisted: bool, alice: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    checked(alice, assisted=assisted)
    page = Door(judge).reads(reverse("moderation:case", args=[Case.objects.get().pk]))
    assert ("They were asked neither to speak nor to turn." in page) is assisted
    for asked in ("Turns</dt>", "who says these digits and makes these turns"):
        assert (asked in page) is not assisted
    assert "its maker" not in page


def test_stopping_deletes(client: Client, alice: User) -> None:
    own = challenged(alice)
    client.post(where(own, "drop_enrolment"))
    own.refresh_from_db()
    assert own.state == EnrolmentState.DELETED


def test_the_owner_is_told_why_it_is_only_for_them(client: Client, alice: User, settings: Settings) -> None:
    settings.LIVENESS = named(Said)
    checked(alice)
    assert "Ask a person to look" in client.get(reverse("cameos:mine")).content.decode()
    refused = client.post(reverse("cameos:terms"), terms_form(Cameo.objects.get(), scope="everyone"))
    assert refused.status_code == 422
    assert "until a person has looked" in refused.content.decode()
    client.post(reverse("cameos:ask_for_review"))
    assert Enrolment.objects.get().state == EnrolmentState.REVIEW
    assert "A person is looking" in client.get(reverse("cameos:mine")).content.decode()


def test_where_no_recording_is_left_the_owner_is_sent_to_record(
    client: Client, alice: User, settings: Settings
) -> None:
    """After 30 days; and of likenesses from before enrolment there never was one."""
    settings.LIVENESS = named(Said)
    checked(alice).parts.all().delete()
    page = client.get(reverse("cameos:mine")).content.decode()
    assert "record yourself first" in page
    assert reverse("cameos:enroll") in page
    assert "Ask a person to look" not in page
    assert "Programs have found" not in page


def test_a_suspended_owner_is_not_told_to_ask_for_a_look(
    client: Client, alice: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Vouching)
    checked(alice)
    assert 'data-testid="assurance"' not in client.get(reverse("cameos:mine")).content.decode()
    User.objects.filter(pk=alice.pk).update(suspended_at=Now())
    page = client.get(reverse("cameos:mine")).content.decode()
    assert "Your account is suspended" in page
    assert "Ask a person to look" not in page
    assert "Programs have found" not in page


def test_a_moderator_sees_the_recording_and_every_look_is_logged(
    alice: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    case = Case.objects.get(enrolment=own)
    door = Door(judge).client
    page = door.get(reverse("moderation:case", args=[case.pk])).content.decode()
    assert own.digits in page
    assert "One turn more or less than we asked for." in page
    assert "turns_unsure" not in page
    shown = door.get(reverse("moderation:recording", args=[case.pk]))
    assert (shown.content, shown["Cache-Control"]) == (FILM, "no-store")
    seen = AuditEvent.objects.get(verb="enrolment.recording_seen")
    assert (seen.actor, seen.subject) == (f"user:{judge.pk}", f"enrolment:{own.pk}")
    answer = door.post(reverse("moderation:rule", args=[case.pk, "allow"]), {"reason": "It is her."})
    assert answer.status_code == 302
    assert Cameo.objects.get(owner=alice).assurance == "reviewed"
    assert door.get(reverse("moderation:recording", args=[case.pk])).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "sent"),
    [
        ("bytes=0-9", 206, range(10)),
        ("bytes=65530-65545", 206, range(65530, 65546)),  # over the edge of a piece
        ("bytes=-5", 206, range(len(FILM) - 5, len(FILM))),
        ("bytes=199990-", 206, range(199990, len(FILM))),
        ("bytes=900000-", 416, range(0)),
        ("lines=1-2", 200, range(len(FILM))),
    ],
)
def test_a_moderator_can_seek_in_it(
    asked: str, status: int, sent: range, alice: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    case = Case.objects.get(enrolment=checked(alice))
    door = Door(judge).client
    for _ in range(2):
        part = door.get(reverse("moderation:recording", args=[case.pk]), headers={"Range": asked})
        assert (part.status_code, part.content) == (status, FILM[sent.start : sent.stop])
    if status == 206:
        assert part["Content-Range"] == f"bytes {sent.start}-{sent.stop - 1}/{len(FILM)}"
    assert AuditEvent.objects.filter(verb="enrolment.recording_seen").count() == (status != 416)


def test_for_a_part_only_its_pieces_are_opened(alice: User, judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    default_storage.delete(own.parts.all()[2].name)
    case, door = Case.objects.get(enrolment=own), Door(judge).client
    address = reverse("moderation:recording", args=[case.pk])
    assert door.get(address, headers={"Range": "bytes=70000-70009"}).content == FILM[70000:70010]
    assert door.get(address).status_code == 404


def test_a_recording_is_shown_to_moderators_alone(alice: User, bob: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    case = Case.objects.get(enrolment=checked(alice))
    for user in (alice, bob):
        for name in ("recording", "enrolled_portrait", "case"):
            assert Door(user).client.get(reverse(f"moderation:{name}", args=[case.pk])).status_code == 404


def test_a_dropped_recording_leaves_the_queue(
    client: Client, alice: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    assert "Likeness of @alice" in Door(judge).client.get(reverse("moderation:cases")).content.decode()
    client.post(where(own, "drop_enrolment"))
    assert "Likeness of @alice" not in Door(judge).client.get(reverse("moderation:cases")).content.decode()
