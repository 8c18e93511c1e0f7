"""Two accounts send the same face at the same moment: one of them is let in."""

import pytest
from pytest_django import Settings

from cameos import services
from cameos.models import Cameo, Enrolment
from cameos.services import checking
from tests.cameos.enrolment.tries import Said, named, sent
from tests.factories import make_user
from tests.races.actors import all_at_once, slow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]


@pytest.fixture(autouse=True)
def _slow_between_look_and_write(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIVENESS = named(Said)
    slow(monkeypatch, checking, "find_member")


def let_in() -> int:
    """How many of two with one face come in."""
    tries = [sent(make_user(name), name.encode() * 400) for name in ("dina", "emil")]
    acts = [lambda own=own: services.check_enrolment(enrolment_id=own.pk) for own in tries]
    outcomes = all_at_once(acts)
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert Enrolment.objects.filter(state="checking").count() == 0
    return Cameo.objects.count()


def test_one_of_two_with_one_face_is_let_in() -> None:
    assert let_in() == 1


def test_without_the_lock_both_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "one_newcomer_at_a_time", lambda: None)
    assert let_in() == 2
