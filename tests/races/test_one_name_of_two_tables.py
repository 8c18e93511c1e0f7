"""A newcomer and a being want one free name at the same moment: one of them gets it."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts import policies
from accounts.models import SignUpMode, User
from accounts.services import Application, join, joining, set_sign_up_mode, site
from cameos.models import Cameo
from core.decisions import Conflict, Refused
from tests.cameos.factories import make_being
from tests.factories import ADULT, PASSWORD, make_user
from tests.races.actors import all_at_once, slow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]


@pytest.fixture(autouse=True)
def _slow_between_look_and_write(monkeypatch: pytest.MonkeyPatch) -> None:
    slow(monkeypatch, policies, "may_take_handle")


def let_in() -> int:
    """How many of the two have the name."""
    set_sign_up_mode(mode=SignUpMode.OPEN, by=None)
    alice = make_user("alice")
    newcomer = Application("rex", "rex@example.org", ADULT, "US", PASSWORD)
    both: list[Callable[[], object]] = [
        partial(join, application=newcomer),
        partial(make_being, "r3x", alice),
    ]
    results = all_at_once(both)
    assert all(not isinstance(it, BaseException) or isinstance(it, Conflict | Refused) for it in results), (
        results
    )
    return User.objects.exclude(pk=alice.pk).count() + Cameo.objects.count()


def test_one_of_two_gets_the_name() -> None:
    assert let_in() == 1


def test_without_the_lock_both_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (joining, site):
        monkeypatch.setattr(module, "hold_name", lambda name: None)
    assert let_in() == 2
