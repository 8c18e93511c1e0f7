"""Beings that are not people: who may use them, their names, their pictures, and their end."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import ReservedHandle, User
from accounts.policies import may_take_handle
from accounts.services import delete_account, export_account
from cameos import references
from cameos.faces import FacesUnavailable
from cameos.models import Cameo, ConsentPolicy, FacePrint, Kind, PersonKey, Scope
from cameos.policies import may_depict, may_have_beings, may_see_portrait, may_widen
from cameos.queries import find_candidates, mentions, read_consents
from cameos.references import make_reference
from cameos.services import (
    Looks,
    change_pictures,
    pause_everything,
    redescribe_being,
    take_down_being,
    withdraw_cameo,
)
from cameos.services.retention import expire_unused
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from core.pictures import BadPicture
from feed.models import Notification
from tests.cameos.asking import make_receipt
from tests.cameos.factories import REX, make_being, make_cameo, picture
from tests.doors import Door
from tests.factories import ADULT, PASSWORD, make_moderator

pytestmark = pytest.mark.django_db


def _is_kept(name: str | None) -> bool:
    return bool(name) and default_storage.exists(str(name))


@pytest.fixture
def judge(db: Any) -> User:
    return make_moderator("judge")


@pytest.fixture
def rex(alice: User) -> Cameo:
    return make_being("rex", alice)


@pytest.mark.parametrize(
    ("scope", "who"),
    [(Scope.ONLY_ME, "alice"), (Scope.MUTUALS, "alice bob"), (Scope.EVERYONE, "alice bob carol")],
)
def test_its_scope_lets_in_whom_a_persons_does(
    scope: Scope, who: str, alice: User, bob: User, carol: User, settings: Settings
) -> None:
    settings.LIKENESS_COOL_DOWN_HOURS = 0
    rex = make_being("rex", alice, scope=scope)
    for person in (alice, bob, carol):
        let_in = may_depict(cameo=rex, by=person).allowed
        assert let_in == (person.username in who.split())
        assert Cameo.objects.castable_by(person).filter(pk=rex.pk).exists() == let_in


def test_a_stranger_hears_why_not(rex: Cameo, carol: User) -> None:
    [reason] = may_depict(cameo=rex, by=carol).reasons
    assert (reason.code, reason.subject) == ("consent.scope", "@rex")


def test_nobody_has_to_vouch_for_it(rex: Cameo, alice: User) -> None:
    assert may_widen(cameo=rex, by=alice).allowed


def test_its_scope_is_not_its_owners(rex: Cameo, alice: User, bob: User) -> None:
    make_cameo(alice, scope=Scope.MUTUALS)
    assert not may_depict(cameo=rex, by=bob).allowed


def test_a_person_has_one_likeness_and_many_beings(rex: Cameo, alice: User) -> None:
    make_cameo(alice)
    make_being("bowl", alice)
    with pytest.raises(IntegrityError, match="one_likeness_a_person"), transaction.atomic():
        Cameo.objects.create(owner=alice)


def test_what_it_looks_like_is_drawn_for_its_owner_too(rex: Cameo, alice: User) -> None:
    assert read_consents(cameos=[rex], by=alice).additions == (
        "@rex (pet): Rex, a small brown dog with one white ear",
    )


def test_it_is_called_by_its_handle(rex: Cameo) -> None:
    assert [mention.cameo for mention in mentions("@rex and @alice")] == [rex, None]


def test_whoever_may_cast_it_finds_it_with_its_owner(alice: User, bob: User) -> None:
    make_being("rex", alice, scope=Scope.MUTUALS)
    [found, person] = find_candidates(text="", by=bob, limit=8)
    assert (found.handle, found.name, found.kind, found.owner) == ("rex", "Rex", "pet", "alice")
    assert (person.handle, person.decision.allowed) == ("alice", False)


def test_nobody_else_is_told_that_it_is_here(rex: Cameo, carol: User) -> None:
    assert find_candidates(text="rex", by=carol, limit=8) == []


def test_finding_more_beings_takes_no_more_questions(alice: User, bob: User) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            find_candidates(text="", by=bob, limit=8)
        return len(asked)

    make_being("rex", alice, scope=Scope.MUTUALS)
    before = questions()
    for handle in ("bowl", "dragon", "teapot"):
        make_being(handle, alice, scope=Scope.MUTUALS)
    assert questions() == before


def test_consents_of_many_take_no_more_questions(alice: User, bob: User) -> None:
    def questions(beings: list[Cameo]) -> int:
        with CaptureQueriesContext(connection) as asked:
            read_consents(cameos=beings, by=bob)
        return len(asked)

    beings = [make_being(handle, alice, scope=Scope.MUTUALS) for handle in ("rex", "bowl", "dragon")]
    assert questions(beings) == questions(beings[:1])


@pytest.mark.parametrize("name", ["rex", "r_ex", "r3x"])
def test_no_member_and_no_other_being_takes_a_name_like_it(name: str, rex: Cameo, bob: User) -> None:
    [reason] = may_take_handle(name).reasons
    assert reason.code == "handle.reserved"
    with pytest.raises(Refused):
        make_being(name, bob)


@pytest.mark.parametrize("name", ["alice", "a1ice", "no", "a b"])
def test_no_being_takes_a_members_name_or_one_that_is_none(name: str, alice: User, bob: User) -> None:
    with pytest.raises(Refused) as refusal:
        make_being(name, bob)
    assert refusal.value.decision.reasons[0].code in ("handle.taken", "handle.shape")
    assert not ReservedHandle.objects.filter(reason="of a being").exists()


def test_so_many_beings_and_no_more(alice: User, settings: Settings) -> None:
    settings.BEING_LIMIT = 1
    withdraw_cameo(cameo=make_being("rex", alice), by=alice)  # it counts for a while
    [reason] = may_have_beings(user=alice, country="US").reasons
    assert reason.code == "being.too_many"
    with pytest.raises(Refused):
        make_being("bowl", alice)
    assert may_take_handle("bowl").allowed


def test_a_suspended_member_makes_none(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(suspended_at="2026-01-01T00:00Z")
    alice.refresh_from_db()
    assert [it.code for it in may_have_beings(user=alice, country="US").reasons] == ["account.suspended"]


def test_new_words_are_a_new_version(rex: Cameo, alice: User) -> None:
    version = rex.policy_version
    now = redescribe_being(cameo=rex, looks=Looks(Kind.PET, "Rex", "a grey dog"), by=alice)
    assert now.policy_version == version + 1
    assert redescribe_being(cameo=rex, looks=Looks(Kind.PET, "Rex", "a grey dog"), by=alice) == now
    assert ConsentPolicy.objects.filter(cameo=rex, verb="likeness.being_described").count() == 1


def test_somebody_elses_being_is_not_there(rex: Cameo, bob: User) -> None:
    with pytest.raises(Cameo.DoesNotExist):
        redescribe_being(cameo=rex, looks=REX, by=bob)


def test_pictures_come_and_go_with_their_files(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    rex = make_being("rex", alice, pictures=3)
    gone, stays = rex.pictures.all()
    former = rex.portrait.name
    with django_capture_on_commit_callbacks(execute=True):
        change_pictures(
            cameo=rex, by=alice, portrait=picture(300, 300), added=[picture(310, 310)], removed=[gone.pk]
        )
    rex.refresh_from_db()
    assert next(row.picture.name for row in rex.pictures.all()) == stays.picture.name
    assert rex.pictures.count() == 2
    assert not _is_kept(former)
    assert not _is_kept(gone.picture.name)
    assert _is_kept(rex.portrait.name)


def test_five_pictures_and_no_more(alice: User) -> None:
    rex = make_being("rex", alice, pictures=5)
    files = len(default_storage.listdir("portraits")[1])
    with pytest.raises(Conflict):
        change_pictures(cameo=rex, by=alice, added=[picture()])
    assert len(default_storage.listdir("portraits")[1]) == files


def test_its_pictures_are_seen_by_whoever_may_use_it(rex: Cameo, alice: User, carol: User) -> None:
    assert may_see_portrait(cameo=rex, by=alice).allowed
    assert not may_see_portrait(cameo=rex, by=carol).allowed


def test_a_picture_without_a_face_is_cut_to_its_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "search_faces", lambda image: [])
    assert make_reference(BytesIO(picture(640, 320))).startswith(b"\xff\xd8")


@pytest.mark.parametrize("fault", ["a face", "no detector"])
def test_a_face_and_a_missing_detector_are_refused(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def search(image: Any) -> list[object]:
        if fault == "a face":
            return [object()]
        raise FacesUnavailable("missing")

    monkeypatch.setattr(references, "search_faces", search)
    with pytest.raises(BadPicture):
        make_reference(BytesIO(picture()))


def test_deleting_it_erases_everything_of_it_and_nothing_of_the_body(
    alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    face, rex = make_cameo(alice), make_being("rex", alice, pictures=2)
    PersonKey.objects.create(owner=alice, wrapped=b"key")
    FacePrint.objects.create(owner=alice, sealed=b"face")
    names = [rex.portrait.name, rex.pictures.get().picture.name]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_cameo(cameo=rex, by=alice)
    rex.refresh_from_db()
    assert (rex.name, rex.description, rex.handle) == ("", "", f"gone-{rex.pk}")
    assert not any(map(_is_kept, names))
    assert PersonKey.objects.exists()
    assert FacePrint.objects.exists()
    face.refresh_from_db()
    assert face.withdrawn_at is None
    assert not may_take_handle("rex").allowed, "it is given out once"


def test_an_account_takes_its_beings_with_it(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    make_cameo(alice)
    rex = make_being("rex", alice, pictures=2)
    names = [
        alice.cameos.get(kind=Kind.PERSON).portrait.name,
        rex.portrait.name,
        rex.pictures.get().picture.name,
    ]
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(by=alice)
    assert not Cameo.objects.kept().exists()
    assert not any(map(_is_kept, names))


def test_an_unused_face_goes_and_a_being_stays(alice: User) -> None:
    make_cameo(alice)
    rex = make_being("rex", alice)
    Cameo.objects.update(created_at="2020-01-01T00:00Z")
    User.objects.update(date_joined="2020-01-01T00:00Z", last_login=None)
    assert expire_unused() == 1
    assert list(Cameo.objects.kept()) == [rex]


def test_pause_all_is_all(alice: User) -> None:
    make_cameo(alice)
    make_being("rex", alice)
    assert pause_everything(by=alice) == 2
    assert not Cameo.objects.usable().exists()


def test_a_receipt_names_the_being_and_who_speaks_for_it(rex: Cameo, alice: User, bob: User) -> None:
    document = make_receipt(rex, bob).document
    assert '"handle":"rex"' in document.replace(" ", "")
    assert '"owner":"alice"' in document.replace(" ", "")


def test_ones_own_data_holds_them(rex: Cameo, alice: User) -> None:
    copy = export_account(user=alice)["cameos"]
    assert copy["likeness"] is None
    assert [(it["own_handle"], it["description"]) for it in copy["beings"]] == [("rex", REX.description)]


def test_a_moderator_takes_one_down_and_says_why(rex: Cameo, alice: User, judge: User) -> None:
    take_down_being(cameo=rex, by=judge, reason="It mocks a neighbour.")
    assert not Cameo.objects.kept().exists()
    event = AuditEvent.objects.get(verb="likeness.being_taken_down")
    assert (event.actor, event.details["handle"]) == (f"user:{judge.pk}", "rex")
    [line] = Notification.objects.of(alice)
    assert (line.being, line.note) == ("rex", "A moderator has taken it down. It mocks a neighbour.")


@pytest.mark.parametrize("fault", ["a member", "no reason", "a person"])
def test_nobody_else_and_nothing_without_a_reason(fault: str, rex: Cameo, alice: User, judge: User) -> None:
    cameo = make_cameo(alice) if fault == "a person" else rex
    with pytest.raises(Refused):
        take_down_being(
            cameo=cameo,
            by=alice if fault == "a member" else judge,
            reason="" if fault == "no reason" else "It is.",
        )


def test_the_admin_takes_one_down(rex: Cameo, alice: User) -> None:
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD, birth_date=ADULT)
    door, listing = Door(root), "/admin/cameos/cameo/"
    assert "Take down beings" in door.reads(listing)
    door.submits(listing, action="take_down", reason="It mocks somebody.", _selected_action=str(rex.pk))
    assert not Cameo.objects.kept().exists()
