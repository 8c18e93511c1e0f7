"""From the consent to the last byte: bound to a person, to a moment, and to what was said before."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from pytest_django import Settings

from accounts.models import User
from cameos import services
from cameos.biometrics import KeysUnavailable
from cameos.models import Enrolment, EnrolmentState, PersonKey
from cameos.services.enrolling import expire_stale
from cameos.services.keys import existing_key
from cameos.services.recordings import RecordingGone, read_recording
from core.decisions import Conflict, Refused
from tests.cameos.enrolment.tries import FILM, challenged, sent
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_what_was_agreed_to_is_kept_word_for_word(alice: User, settings: Settings) -> None:
    settings.SITE_NAME = "Elsewhere"
    begun = services.begin_enrolment(by=alice, country="US", agreed=True)
    assert "I agree that Elsewhere records my face" in begun.consent_text
    assert "used to train anything" in begun.consent_text


def test_without_consent_nothing_begins(alice: User) -> None:
    with pytest.raises(Refused, match=r"enrolment\.consent"):
        services.begin_enrolment(by=alice, country="US", agreed=False)
    assert not Enrolment.objects.exists()
    assert not PersonKey.objects.exists()


def test_without_a_key_nothing_is_taken_in(alice: User, settings: Settings) -> None:
    settings.LIKENESS_KEY = b""
    with pytest.raises(KeysUnavailable):
        services.begin_enrolment(by=alice, country="US", agreed=True)
    assert not Enrolment.objects.exists()


def test_a_key_store_that_goes_away_takes_no_piece(alice: User, settings: Settings) -> None:
    own = services.begin_upload(enrolment=challenged(alice), size=10, by=alice)
    settings.LIKENESS_KEY = b"x" * 32
    with pytest.raises(KeysUnavailable):
        services.receive_part(enrolment=own, offset=0, piece=b"0123456789", by=alice)
    assert Enrolment.objects.get().received == 0


def test_where_members_may_be_younger_a_likeness_still_asks_for_eighteen(alice: User) -> None:
    alice.birth_date = alice.date_joined.date() - timedelta(days=17 * 365)
    alice.save()
    with pytest.raises(Refused, match=r"age\.too_young"):
        services.begin_enrolment(by=alice, country="US", agreed=True)


def test_a_challenge_is_given_out_once(alice: User) -> None:
    own = challenged(alice)
    assert len(own.digits) == 6
    assert set(own.turns) <= {"left", "right"}
    with pytest.raises(Conflict, match="given out"):
        services.issue_challenge(enrolment=own, by=alice)


def test_two_challenges_differ(alice: User) -> None:
    assert len({challenged(alice).digits for _ in range(6)}) > 1


def test_after_two_minutes_it_cannot_be_answered(alice: User) -> None:
    own = challenged(alice)
    Enrolment.objects.update(challenge_until=Now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="two minutes"):
        services.begin_upload(enrolment=own, size=10, by=alice)


def test_a_challenge_is_answered_once(alice: User) -> None:
    own = services.begin_upload(enrolment=challenged(alice), size=10, by=alice)
    with pytest.raises(Conflict):
        services.begin_upload(enrolment=own, size=10, by=alice)


def test_the_challenge_of_somebody_else_is_not_there(alice: User, bob: User) -> None:
    own = challenged(alice)
    with pytest.raises(Enrolment.DoesNotExist):
        services.begin_upload(enrolment=own, size=10, by=bob)


@pytest.mark.parametrize("size", [0, -1, 64 * 1024 * 1024 + 1])
def test_a_recording_of_no_size_or_too_much_is_not_begun(size: int, alice: User) -> None:
    with pytest.raises(Conflict, match="MB"):
        services.begin_upload(enrolment=challenged(alice), size=size, by=alice)


def test_a_connection_lost_at_nine_tenths_goes_on_from_there(alice: User) -> None:
    data, cut = FILM[:100_000], 90_000
    own = services.begin_upload(enrolment=challenged(alice), size=len(data), by=alice)
    own = services.receive_part(enrolment=own, offset=0, piece=data[:cut], by=alice)
    again = services.receive_part(enrolment=own, offset=0, piece=data[:cut], by=alice)  # the answer was lost
    assert (again.received, again.parts.count()) == (cut, 1)
    done = services.receive_part(enrolment=again, offset=cut, piece=data[cut:], by=alice)
    assert done.state == EnrolmentState.CHECKING
    assert _read(done) == data


def test_pieces_of_one_byte_are_not_taken(alice: User) -> None:
    own = services.begin_upload(enrolment=challenged(alice), size=len(FILM), by=alice)
    for piece in (b"1", FILM[: project.PIECE_LEAST_BYTES - 1]):
        with pytest.raises(Conflict, match="at least 64 kB"):
            services.receive_part(enrolment=own, offset=0, piece=piece, by=alice)
    assert not own.parts.exists()


@pytest.mark.parametrize(("offset", "piece"), [(5, b"12345"), (0, b""), (0, b"12345678901")])
def test_a_piece_out_of_its_place_is_not_taken(offset: int, piece: bytes, alice: User) -> None:
    own = services.begin_upload(enrolment=challenged(alice), size=10, by=alice)
    with pytest.raises(Conflict, match="begins at 0"):
        services.receive_part(enrolment=own, offset=offset, piece=piece, by=alice)
    assert not own.parts.exists()


def test_what_is_stored_cannot_be_read_without_the_key(alice: User) -> None:
    for part in sent(alice).parts.all():
        with default_storage.open(part.name) as file:
            assert b"recording" not in file.read()


def test_a_piece_cannot_take_the_place_of_another(alice: User) -> None:
    own = sent(alice)
    first, second = own.parts.all()[:2]
    first.name, second.name = second.name, first.name
    first.save()
    second.save()
    with pytest.raises(RecordingGone):
        _read(own)


def _read(own: Enrolment) -> bytes:
    return read_recording(own, existing_key(own.user_id))


def test_the_pieces_are_the_recording(alice: User) -> None:
    assert _read(sent(alice)) == FILM


def test_who_stops_leaves_nothing(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    own = sent(alice)
    names = [part.name for part in own.parts.all()]
    with django_capture_on_commit_callbacks(execute=True):
        services.drop_enrolment(enrolment=own, by=alice)
    assert Enrolment.objects.get().state == EnrolmentState.DELETED
    assert not any(default_storage.exists(name) for name in names)


def test_a_new_try_ends_the_one_before(alice: User) -> None:
    former = challenged(alice)
    challenged(alice)
    former.refresh_from_db()
    assert former.state == EnrolmentState.EXPIRED


def test_what_nobody_goes_on_with_ends_by_itself(alice: User) -> None:
    own = challenged(alice)
    assert expire_stale() == 0
    Enrolment.objects.update(created_at=Now() - timedelta(hours=1))
    assert expire_stale() == 1
    own.refresh_from_db()
    assert own.state == EnrolmentState.EXPIRED


def test_nobody_tries_all_day(settings: Settings) -> None:
    settings.ENROLMENTS_PER_DAY = 2
    dina = make_user("dina")
    for _ in range(2):
        challenged(dina)
    with pytest.raises(Refused, match=r"enrolment\.too_many"):
        challenged(dina)
