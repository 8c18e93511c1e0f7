"""A being's words stand before rights and safety, when it is made and in every clip; and how it is drawn."""

from io import BytesIO

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cameos import being_forms
from cameos.models import Cameo, Kind, Receipt, Scope
from cameos.services import Looks, change_pictures, redescribe_being, withdraw_cameo
from core.decisions import Refused
from feed.inbox import inbox_of
from feed.services import publish_clip
from generation import gate
from generation.consenting import give_receipts
from generation.engines.base import CastMember
from generation.gate import advise
from generation.models import Clip
from generation.orders import Order, question_of
from generation.rendering import _spec
from generation.services import describe_being, make_being, submit_job
from generation.signals import clip_made
from tests.cameos import factories
from tests.cameos.factories import REX, picture
from tests.clips import make_clip
from tests.doors import Door
from tests.generation.storyboards import frames_of, portrait, share_like, small
from tests.rights.factories import make_work

pytestmark = pytest.mark.django_db


def made(by: User, *, handle: str = "rex", looks: Looks = REX) -> Cameo:
    return make_being(handle=handle, looks=looks, pictures=[picture()], country="US", by=by)


def refused(by: User, **what: object) -> set[str]:
    with pytest.raises(Refused) as refusal:
        made(by, **what)  # type: ignore[arg-type]
    assert not Cameo.objects.exists()
    return {reason.code for reason in refusal.value.decision.reasons}


def test_a_dog_is_made(alice: User) -> None:
    assert made(alice).scope == Scope.ONLY_ME


@pytest.mark.parametrize(
    "what",
    [
        {"handle": "captain_nimbus"},
        {"looks": Looks(Kind.CHARACTER, "Captain Nimbus", "a man of clouds")},
        {"looks": Looks(Kind.CHARACTER, "Cap", "Captain Nimbus in a red coat")},
    ],
)
def test_nobody_makes_a_registered_character_a_being(what: dict[str, object], alice: User) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    assert refused(alice, **what) == {"rights.not_authorized"}


def test_nothing_that_no_clip_shows_is_a_being(alice: User) -> None:
    assert refused(alice, looks=Looks(Kind.OBJECT, "Doll", "a naked doll")) == {"safety.sexual"}


def test_nor_what_nobodys_likeness_is_used_for(alice: User) -> None:
    looks = Looks(Kind.CHARACTER, "Nym", "a nymph in a latex suit")
    assert refused(alice, looks=looks) == {"consent.topic.sexual"}


def test_where_rights_cannot_be_asked_no_being_is_made(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(gate, "clear", broken)
    assert refused(alice) == {"rights.unavailable"}


def test_new_words_are_judged_too(alice: User) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    rex = made(alice)
    with pytest.raises(Refused):
        describe_being(cameo=rex, looks=Looks(Kind.PET, "Rex", "dressed as Captain Nimbus"), by=alice)
    rex.refresh_from_db()
    assert rex.description == REX.description


def test_a_picture_can_be_taken_away_whatever_has_become_of_words_and_account(alice: User) -> None:
    rex = factories.make_being("rex", alice, pictures=2)
    make_work("Rex", holder="Rex Pictures")
    User.objects.filter(pk=alice.pk).update(suspended_at="2026-01-01T00:00Z")
    alice.refresh_from_db()
    words = {"kind": rex.kind, "name": rex.name, "description": rex.description}
    gone = rex.pictures.get()
    answer = Door(alice).client.post("/likeness/beings/rex/edit/", words | {"remove": [gone.pk]})
    assert answer.status_code == 302, answer.text
    assert not rex.pictures.exists()
    with pytest.raises(Refused, match="suspended"):
        change_pictures(cameo=rex, by=alice, added=[picture()])
    with pytest.raises(Refused, match="suspended"):
        redescribe_being(cameo=rex, looks=Looks(Kind.PET, "Rex", "a cat"), by=alice)


def test_of_its_words_those_are_judged_that_change(alice: User) -> None:
    rex = made(alice)
    make_work("brown dog", holder="Dog Pictures")
    with pytest.raises(Refused):
        describe_being(cameo=rex, looks=Looks(Kind.PET, "Max", REX.description), by=alice)
    now = describe_being(cameo=rex, looks=Looks(Kind.CHARACTER, REX.name, REX.description), by=alice)
    assert now.kind == Kind.CHARACTER


def test_words_that_have_become_somebodys_work_stop_the_next_clip(alice: User) -> None:
    made(alice, looks=Looks(Kind.CHARACTER, "Rex", "Captain Nimbus of the clouds"))
    question = question_of(Order("@rex flies", "", country="US"), by=alice, text="@rex flies")
    assert advise(question).decision.allowed
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    assert {it.code for it in advise(question).decision.reasons} == {"rights.not_authorized"}


def test_what_was_drawn_is_judged_whatever_it_looks_like_now(alice: User) -> None:
    rex = made(alice, looks=Looks(Kind.CHARACTER, "Rex", "Captain Nimbus of the clouds"))
    job = submit_job(order=Order("@rex flies", "one", country="US"), by=alice)
    clip = make_clip(alice, prompt="@rex flies", cast=[rex])
    Clip.objects.filter(pk=clip.pk).update(job=job)
    clip.refresh_from_db()
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    describe_being(cameo=rex, looks=REX, by=alice)
    with pytest.raises(Refused, match=r"rights\.not_authorized"):
        publish_clip(clip=clip, caption="", by=alice, country="US")
    Clip.objects.filter(pk=clip.pk).update(published_at=timezone.now())
    clip.refresh_from_db()
    with pytest.raises(Refused, match=r"rights\.not_authorized"):
        submit_job(order=Order("at night", "two", parent=clip, country="US"), by=alice)


def test_beings_count_among_the_three_of_a_clip(alice: User) -> None:
    for handle in ("rex", "bowl", "dragon", "teapot"):
        factories.make_being(handle, alice)
    text = "@rex, @bowl, @dragon and @teapot"
    answer = advise(question_of(Order(text, "", country="US"), by=alice, text=text))
    assert [it.code for it in answer.decision.reasons] == ["cast.many"]


def test_an_engine_gets_its_pictures_and_its_words_apart(alice: User) -> None:
    factories.make_being("rex", alice, pictures=3)
    job = submit_job(order=Order("@rex runs", "one", country="US"), by=alice)
    spec = _spec(job)
    [member] = spec.cast
    assert spec.prompt == "@rex runs"
    assert (member.handle, member.is_person, len(member.references)) == ("rex", False, 2)
    assert member.looks == "@rex (pet): Rex, a small brown dog with one white ear"


def test_two_of_one_owner_in_a_clip_give_two_receipts(alice: User, bob: User) -> None:
    for handle in ("rex", "bowl"):
        factories.make_being(handle, alice, scope=Scope.MUTUALS)
    job = submit_job(order=Order("@rex looks at @bowl", "one", country="US"), by=bob)
    give_receipts(job, "made")
    assert Receipt.objects.filter(job_id=job.pk, subject_id=alice.pk).count() == 2


@pytest.mark.verify  # two films
def test_the_storyboard_shows_its_picture_on_a_card() -> None:
    blue = (30, 60, 220)
    being = CastMember("rex", portrait(blue), is_person=False, looks="@rex (pet): Rex, blue")
    person = CastMember("rex", portrait(blue))
    card = share_like(frames_of(small("@rex in a meadow", cast=(being,)))[2], blue, 120)
    head = share_like(frames_of(small("@rex in a meadow", cast=(person,)))[2], blue, 120)
    assert card > head > 0


def test_the_page_makes_one(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(being_forms, "make_reference", lambda file: picture())
    words = {"kind": "pet", "handle": "@Rex", "name": "Rex", "description": "a brown\ndog"}
    answer = Door(alice).client.post(
        "/likeness/new-being/", words | {"portrait": BytesIO(b"x"), "more": [BytesIO(b"y"), BytesIO(b"z")]}
    )
    assert answer.status_code == 302, answer.content
    rex = Cameo.objects.get()
    assert (rex.handle, rex.description, rex.pictures.count()) == ("rex", "a brown dog", 2)
    assert answer.headers["Location"] == "/likeness/beings/rex/"


def test_the_page_says_what_is_wrong_with_a_picture(alice: User) -> None:
    words = {"kind": "pet", "handle": "rex", "name": "Rex", "description": "like @bob"}
    answer = Door(alice).client.post("/likeness/new-being/", words | {"portrait": BytesIO(b"no picture")})
    assert answer.status_code == 422
    assert "This is not a JPEG, PNG or WebP picture." in answer.content.decode()
    assert "Nobody is named by @handle here" in answer.content.decode()
    assert not Cameo.objects.exists()


@pytest.mark.parametrize("path", ["/likeness/new-being/", "/likeness/beings/rex/edit/"])
def test_files_that_are_too_large_are_told_and_change_nothing(
    path: str, alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(being_forms, "make_reference", lambda file: picture())
    settings.PORTRAIT_LIMIT_BYTES = 64 * 1024
    rex = factories.make_being("rex", alice)
    words = {"kind": "pet", "handle": "bowl", "name": "Bowl", "description": "of glass"}
    much = BytesIO(bytes(5 * 64 * 1024 + 1))
    answer = Door(alice).client.post(path, words | {"more": [much]})
    assert answer.status_code == 422
    assert "Choose smaller ones." in answer.text
    assert "of glass" in answer.text
    assert [it.name for it in Cameo.objects.all()] == [rex.name]


def test_so_many_pictures_an_hour(alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(being_forms, "make_reference", lambda file: picture())
    settings.ACCOUNT_RATE_LIMITS = {"being_pictures": "1/h/user"}
    door, words = Door(alice).client, {"kind": "pet", "name": "Rex", "description": "a dog"}
    for handle, code in (("rex", 302), ("bowl", 422)):
        answer = door.post("/likeness/new-being/", words | {"handle": handle, "portrait": BytesIO(b"x")})
        assert answer.status_code == code
    assert "Try again in an hour." in answer.text


def test_its_owner_is_told_of_clips_with_it_and_led_to_them(alice: User, bob: User) -> None:
    rex = factories.make_being("rex", alice, scope=Scope.MUTUALS)
    clip = make_clip(bob, prompt="@rex barks", cast=[rex])
    clip_made.send(sender=type(clip), clip=clip)
    line = inbox_of(alice).lines[0]
    assert (line.being, line.url) == ("rex", "/likeness/beings/rex/clips/")
    assert "made a clip with @rex" in Door(alice).reads("/inbox/")
    withdraw_cameo(cameo=rex, by=alice)
    assert inbox_of(alice).lines[0].url == "/likeness/beings/", "its own pages are gone"
