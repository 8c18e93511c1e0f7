"""What follows from a check: a likeness, a person who looks, or a reason and a way out."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account, reserve_handle
from cameos import services
from cameos.enrolment.challenge import Challenge
from cameos.enrolment.findings import Assessment, passed
from cameos.models import Assurance, Cameo, Enrolment, EnrolmentState, FacePrint, PersonKey, Scope
from cameos.policies import may_widen
from cameos.services.checking import sweep_lost
from cameos.services.prints import read_print
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from feed.models import NoticeKind, Notification
from moderation.models import Case, CaseState
from moderation.services import allow_prompt, refuse_prompt
from tests.cameos.enrolment.tries import (
    Against,
    Broken,
    Said,
    Unsure,
    Vouching,
    checked,
    face,
    named,
    sent,
)
from tests.cameos.factories import in_review, make_cameo, picture
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _judge(settings: Settings) -> None:
    settings.LIVENESS = named(Said)


@pytest.fixture
def judge(db: Any) -> User:
    return make_moderator("judge")


def codes(enrolment: Enrolment) -> set[str]:
    return {finding["code"] for finding in enrolment.findings if finding["band"] != "pass"}


def test_who_passes_has_a_likeness_for_themselves(alice: User) -> None:
    assert checked(alice).state == EnrolmentState.PASSED
    cameo = Cameo.objects.get(owner=alice)
    assert (cameo.scope, cameo.assurance) == (Scope.ONLY_ME, Assurance.BUILT_IN)
    assert default_storage.exists(str(cameo.portrait.name))
    found = read_print(alice)
    assert found is not None
    assert found.tolist() == face(0.0).tolist()


def test_a_likeness_that_programs_let_in_opens_to_nobody_else(alice: User, bob: User) -> None:
    checked(alice)
    cameo = Cameo.objects.get(owner=alice)
    for scope in (Scope.APPROVED, Scope.MUTUALS, Scope.EVERYONE):
        with pytest.raises(Refused, match=r"likeness\.not_reviewed"):
            services.change_scope(cameo=cameo, scope=scope, by=alice)
    with pytest.raises(Refused, match=r"likeness\.not_reviewed"):
        services.grant_consent(cameo=cameo, grantee=bob, by=alice)


def test_a_provider_that_vouches_opens_it(alice: User, settings: Settings) -> None:
    settings.LIVENESS = named(Vouching)
    checked(alice)
    cameo = Cameo.objects.get(owner=alice)
    assert cameo.assurance == Assurance.ATTESTED
    assert services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice).scope == Scope.EVERYONE


def test_a_refusal_keeps_the_reason_and_no_recording(
    alice: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LIVENESS = named(Against)
    own = sent(alice)
    names = [part.name for part in own.parts.all()]
    with django_capture_on_commit_callbacks(execute=True):
        services.check_enrolment(enrolment_id=own.pk)
    own.refresh_from_db()
    assert (own.state, codes(own)) == (EnrolmentState.REFUSED, {"dark"})
    assert not any(default_storage.exists(name) for name in names)
    assert not FacePrint.objects.exists()
    assert Notification.objects.get(user=alice).kind == NoticeKind.LIKENESS


def test_the_same_recording_counts_once_for_whomever(alice: User, bob: User, settings: Settings) -> None:
    settings.LIVENESS = named(Against)
    checked(alice)
    settings.LIVENESS = named(Said)
    replayed = checked(bob)
    assert (replayed.state, codes(replayed)) == (EnrolmentState.REFUSED, {"seen_before"})


def test_whoever_has_the_name_of_a_public_person_is_looked_at_by_a_person(alice: User) -> None:
    reserve_handle(name="Ada Quill", reason="a public person", is_person=True)
    User.objects.filter(pk=alice.pk).update(display_name="Ada Quill")
    own = checked(alice)
    assert (own.state, codes(own)) == (EnrolmentState.REVIEW, {"public_name"})
    assert Case.objects.get().enrolment == own


def test_a_name_that_was_changed_after_the_check_is_seen_when_others_are_let_in(alice: User) -> None:
    own = checked(alice)
    reserve_handle(name="Ada Quill", reason="a public person", is_person=True)
    User.objects.filter(pk=alice.pk).update(display_name="Ada Quill")
    services.ask_for_review(by=User.objects.get(pk=alice.pk))
    own.refresh_from_db()
    assert codes(own) == {"public_name"}


@pytest.mark.parametrize(
    ("apart", "state", "code"),
    [
        (0.3, EnrolmentState.REFUSED, "other_member"),
        (0.55, EnrolmentState.REVIEW, "member_unsure"),
        (0.9, EnrolmentState.PASSED, None),
    ],
)
def test_a_face_is_one_members_only(
    apart: float, state: str, code: str | None, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(alice)
    monkeypatch.setattr(Said, "word", Assessment((passed("face"),), picture(), face(apart)))
    other = checked(bob, b"another recording")
    assert other.state == state
    assert codes(other) == ({code} if code else set())


@pytest.mark.parametrize(
    ("apart", "state"),
    [(0.3, EnrolmentState.PASSED), (0.55, EnrolmentState.REVIEW), (0.9, EnrolmentState.REFUSED)],
)
def test_a_retake_shows_the_same_face(
    apart: float, state: str, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(alice)
    monkeypatch.setattr(Said, "word", Assessment((passed("face"),), picture(), face(apart)))
    assert checked(alice, b"another recording").state == state


def test_where_nobody_could_measure_a_face_no_program_lets_it_in(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Said, "word", Assessment((passed("face"),), picture(), None))
    assert checked(alice).state == EnrolmentState.REVIEW
    assert not Cameo.objects.exists()


def test_a_judge_that_fails_sends_it_to_a_person(alice: User, settings: Settings) -> None:
    settings.LIVENESS = named(Broken)
    own = checked(alice)
    assert own.state == EnrolmentState.REVIEW
    assert "check_failed" in codes(own)


def test_while_the_keys_are_away_a_check_waits_and_goes_on_after(alice: User, settings: Settings) -> None:
    own, key = sent(alice), settings.LIKENESS_KEY
    settings.LIKENESS_KEY = b"x" * 32
    for _ in range(4):
        services.check_enrolment(enrolment_id=own.pk)
        Enrolment.objects.update(lease_until=Now())
    own.refresh_from_db()
    assert (own.state, own.attempts) == (EnrolmentState.CHECKING, 0)
    settings.LIKENESS_KEY = key
    assert sweep_lost() == 1
    services.check_enrolment(enrolment_id=own.pk)
    own.refresh_from_db()
    assert own.state == EnrolmentState.PASSED


def test_while_the_keys_are_away_nobody_decides(alice: User, judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    case = Case.objects.get(enrolment=checked(alice))
    settings.LIKENESS_KEY = b"x" * 32
    with pytest.raises(Conflict, match="Decide later"), transaction.atomic():
        allow_prompt(case=case, by=judge, reason="It is her.")
    assert Enrolment.objects.get().state == EnrolmentState.REVIEW


def test_a_file_that_went_missing_is_recorded_again(alice: User) -> None:
    own = sent(alice)
    default_storage.delete(own.parts.first().name)  # type: ignore[union-attr]
    for _ in range(2):
        services.check_enrolment(enrolment_id=own.pk)
        Enrolment.objects.update(lease_until=Now())
    own.refresh_from_db()
    assert (own.state, codes(own) & {"gone"}) == (EnrolmentState.REFUSED, {"gone"})


class Leaving(Said):
    """The person deletes their account while their recording is looked at."""

    def assess(self, recording: bytes, challenge: Challenge, *, report: Callable[[int], None]) -> Assessment:
        delete_account(by=User.objects.get(username="alice"))
        return self.word


def test_who_leaves_in_the_middle_of_the_check_leaves_nothing(
    alice: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LIVENESS = named(Leaving)
    own = sent(alice)
    names, shown = [part.name for part in own.parts.all()], portraits()
    with django_capture_on_commit_callbacks(execute=True):
        services.check_enrolment(enrolment_id=own.pk)
    own.refresh_from_db()
    assert own.state == EnrolmentState.DELETED
    assert not Cameo.objects.exists()
    assert not FacePrint.objects.exists()
    assert not PersonKey.objects.exists()
    assert not any(default_storage.exists(name) for name in names)
    assert portraits() == shown


def portraits() -> set[str]:
    with suppress(FileNotFoundError):
        return set(default_storage.listdir("portraits")[1])
    return set()


def test_a_check_that_was_lost_twice_goes_to_a_person(alice: User) -> None:
    own = sent(alice)
    for _ in range(2):
        Enrolment.objects.update(attempts=2, lease_until=Now())
    assert sweep_lost() == 1
    services.check_enrolment(enrolment_id=own.pk)
    own.refresh_from_db()
    assert own.state == EnrolmentState.REVIEW


def test_a_check_runs_once_at_a_time(alice: User) -> None:
    own = sent(alice)
    services.check_enrolment(enrolment_id=own.pk)
    services.check_enrolment(enrolment_id=own.pk)
    assert Notification.objects.filter(user=alice, kind=NoticeKind.LIKENESS).count() == 1


def test_a_person_lets_in_what_no_program_could_judge(alice: User, judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    assert own.state == EnrolmentState.REVIEW
    assert not Cameo.objects.exists()
    allow_prompt(case=Case.objects.get(enrolment=own), by=judge, reason="It is her.")
    cameo = Cameo.objects.get(owner=alice)
    assert cameo.assurance == Assurance.REVIEWED
    assert services.change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice).scope == Scope.MUTUALS
    assert read_print(alice) is not None
    assert Notification.objects.filter(user=alice, note__contains="It is her.").exists()


def test_two_who_wait_with_one_face_are_not_both_let_in(
    alice: User, bob: User, judge: User, settings: Settings
) -> None:
    settings.LIVENESS = named(Unsure)
    first, second = checked(alice), checked(bob, b"another recording")
    services.accept_enrolment(enrolment=first, by=judge, reason="It is her.")
    with pytest.raises(Conflict, match="another member"):
        services.accept_enrolment(enrolment=second, by=judge, reason="It is him.")
    assert [cameo.owner for cameo in Cameo.objects.all()] == [alice]


def test_a_person_refuses_and_says_why(alice: User, judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(alice)
    case = Case.objects.get(enrolment=own)
    refuse_prompt(case=case, by=judge, reason="A screen is filmed.")
    own.refresh_from_db()
    assert (own.state, own.note) == (EnrolmentState.REFUSED, "A screen is filmed.")
    assert (own.sealed_portrait, own.sealed_face, own.parts.count()) == (None, None, 0)
    assert Case.objects.get().state == CaseState.REFUSED


def test_a_reason_may_be_long(alice: User, judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    own, reason = checked(alice), "The picture is that of a screen, filmed from nearby. " * 5
    refuse_prompt(case=Case.objects.get(enrolment=own), by=judge, reason=reason.strip())
    assert Notification.objects.filter(user=alice, note__contains="filmed from nearby").exists()


def test_nobody_judges_their_own_face(judge: User, settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)
    own = checked(judge)
    with pytest.raises(Refused, match="own_recording"):
        allow_prompt(case=Case.objects.get(enrolment=own), by=judge, reason="It is me.")


def test_to_open_a_likeness_its_owner_asks_a_person(alice: User, judge: User) -> None:
    checked(alice)
    own = services.ask_for_review(by=alice)
    assert Cameo.objects.get(owner=alice).assurance == Assurance.BUILT_IN  # it goes on, for her
    allow_prompt(case=Case.objects.get(enrolment=own), by=judge, reason="It is her.")
    assert Cameo.objects.get(owner=alice).assurance == Assurance.REVIEWED
    with pytest.raises(Conflict, match="looked already"):
        services.ask_for_review(by=alice)


def test_a_review_that_finds_a_fraud_ends_the_likeness(alice: User, judge: User) -> None:
    checked(alice)
    own = services.ask_for_review(by=alice)
    refuse_prompt(case=Case.objects.get(enrolment=own), by=judge, reason="This is an actress.")
    assert not Cameo.objects.kept().exists()
    assert not FacePrint.objects.exists()


def test_without_a_recording_there_is_nothing_to_look_at(alice: User) -> None:
    own = checked(alice)
    own.parts.all().delete()
    with pytest.raises(Conflict, match="deleted by now"):
        services.ask_for_review(by=alice)


def test_a_retake_of_the_same_face_stays_vouched_for(alice: User, judge: User) -> None:
    checked(alice)
    case = Case.objects.get(enrolment=services.ask_for_review(by=alice))
    allow_prompt(case=case, by=judge, reason="It is her.")
    services.change_scope(cameo=Cameo.objects.get(), scope=Scope.EVERYONE, by=alice)
    checked(alice, b"another recording")
    cameo = Cameo.objects.get()
    assert (cameo.scope, cameo.assurance) == (Scope.EVERYONE, Assurance.REVIEWED)


def test_every_step_is_in_the_log(alice: User) -> None:
    own = checked(alice)
    verbs = AuditEvent.objects.filter(subject=f"enrolment:{own.pk}").values_list("verb", flat=True)
    assert {"enrolment.consented", "enrolment.passed"} <= set(verbs)


def test_a_mere_picture_opens_nothing(alice: User, judge: User) -> None:
    """Two pictures that look alike say nothing of who sat before the camera."""
    cameo = make_cameo(alice, assurance=Assurance.BUILT_IN)
    services.accept_enrolment(enrolment=in_review(cameo), by=judge, reason="The same face.")
    cameo.refresh_from_db()
    assert cameo.assurance == Assurance.BUILT_IN
    assert not may_widen(cameo=cameo, by=alice).allowed
