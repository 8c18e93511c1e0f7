"""Somebody sends two pictures at the same moment, and may send one more today: one is looked at."""

import pytest
from pytest_django import Settings

from accounts.models import User
from generation.services import pictures
from tests.generation.faces import Shows, bring
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.races.actors import all_at_once, slow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]


@pytest.fixture(autouse=True)
def _slow_between_count_and_write(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PICTURES_PER_DAY = 1
    slow(monkeypatch, pictures, "may_add_picture")


def looked_at(by: User) -> int:
    outcomes = all_at_once([lambda: bring(by), lambda: bring(by)])
    return sum(not isinstance(outcome, BaseException) for outcome in outcomes)


def test_one_of_two_is_looked_at(alice: User, shows: Shows) -> None:
    assert looked_at(alice) == 1


def test_without_the_lock_both_are(alice: User, shows: Shows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "lock_for_change", list)
    assert looked_at(alice) == 2
