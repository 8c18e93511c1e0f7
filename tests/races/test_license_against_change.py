"""A holder closes a work at the very moment at which somebody relies on its license.

Whoever was told yes must be right until their commit: the holder, the work and the license are held
meanwhile. The twin takes the locks out, and then the answer is wrong before it is used.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.models import User
from generation.models import Clip
from generation.services import resting
from rights import services
from rights.models import HolderStatus, License
from rights.services import judging
from tests.clips import make_clip
from tests.races.actors import Gate
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Captain Nimbus waves"

Change = Callable[[License], object]


def revoke(license: License) -> None:
    assert license.work.holder
    services.revoke_license(license=license, by=license.work.holder.members.get())


def suspend(license: License) -> None:
    assert license.work.holder
    services.change_holder_status(holder=license.work.holder, status=HolderStatus.SUSPENDED, by=None)


def transfer(license: License) -> None:
    services.transfer_work(work=license.work, holder=make_holder("Other House"), by=None)


CHANGES = [revoke, suspend, transfer]


@pytest.fixture
def license(alice: User) -> License:
    make_holder("Nimbus Pictures", member=alice)
    return make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"))


def wrong_answers(license: License, by: User, change: Change) -> tuple[int, bool]:
    """How many yeses were a no when they were used, and whether the holder had to wait."""
    race, wrong = Gate(), 0

    def rely_on_it() -> None:
        nonlocal wrong
        with transaction.atomic():
            assert services.clear([TEXT], by=by, hold=True).decision.allowed
            race.hold()
            wrong += not services.clear([TEXT], by=by, hold=False).decision.allowed

    assert race.run(rely_on_it, lambda: change(license)) == [None, None]
    return wrong, race.second_waited


@pytest.mark.parametrize("change", CHANGES)
def test_a_held_license_stays_true_until_the_commit(change: Change, license: License, bob: User) -> None:
    assert wrong_answers(license, bob, change) == (0, True)
    assert not services.clear([TEXT], by=bob, hold=False).decision.allowed


@pytest.mark.parametrize("change", CHANGES)
def test_without_the_locks_it_does_not(
    change: Change, license: License, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "lock_for_share", list)
    monkeypatch.setattr(judging, "hold_licenses", list)
    assert wrong_answers(license, bob, change) == (1, False)


def test_two_licenses_that_carry_one_clip_are_revoked_at_once(
    license: License, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits at the registry, and finds what the first has moved to it."""
    other, race = make_license(license.work), Gate()
    clip = make_clip(bob, prompt=TEXT)
    clip.licenses.set([license])
    ask = services.another_license

    def ask_and_wait(**what: object) -> object:
        answer = ask(**what)  # type: ignore[arg-type]
        race.hold()
        return answer

    monkeypatch.setattr(resting, "another_license", ask_and_wait)
    assert race.run(lambda: revoke(license), lambda: revoke(other)) == [None, None]
    assert race.second_waited
    assert list(clip.licenses.all()) == [other]
    assert Clip.objects.get(pk=clip.pk).withdrawn_at is not None
