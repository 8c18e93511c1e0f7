"""Somebody asks for a consent at the very moment at which it changes.

Whoever holds a consent must be right until their commit. The gate stops them after the question;
then the owner narrows the scope, pauses, or parts. With the locks the owner waits; without them the
answer is wrong before it is used, in every round.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

import cameos.services.holding as cameo_services
from accounts.models import User
from accounts.services import block, unfollow
from cameos import services
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.policies import may_depict
from core.decisions import Conflict
from tests.cameos.factories import make_cameo
from tests.races.actors import Gate, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

Change = Callable[[Cameo, User], object]

CHANGES: dict[str, Change] = {
    "narrow": lambda cameo, bob: services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=cameo.owner),
    "pause": lambda cameo, bob: services.pause_cameo(cameo=cameo, by=cameo.owner),
    "withdraw": lambda cameo, bob: services.withdraw_cameo(cameo=cameo, by=cameo.owner),
    "unfollow": lambda cameo, bob: unfollow(user=bob, by=cameo.owner),
    "block": lambda cameo, bob: block(user=bob, by=cameo.owner),
}


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.MUTUALS)


def wrong_answers(cameo: Cameo, bob: User, change: Change) -> tuple[int, bool]:
    """How many yeses were a no when they were used, and whether the change had to wait."""
    race, wrong = Gate(), 0

    def rely_on_it() -> None:
        nonlocal wrong
        with transaction.atomic():
            consent = services.hold_consents(cameos=[cameo], by=bob)
            assert consent.decision.allowed
            race.hold()
            now = Cameo.objects.select_related("owner").get(pk=cameo.pk)
            wrong += not may_depict(cameo=now, by=bob).allowed

    failures = race.run(rely_on_it, lambda: change(cameo, bob))
    assert failures == [None, None]
    return wrong, race.second_waited


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_held_consent_stays_true_until_the_commit(change: Change, cameo: Cameo, bob: User) -> None:
    assert wrong_answers(cameo, bob, change) == (0, True)
    assert not may_depict(cameo=Cameo.objects.get(pk=cameo.pk), by=bob).allowed


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_without_the_locks_it_does_not(
    change: Change, cameo: Cameo, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cameo_services, "lock_for_share", list)
    assert wrong_answers(cameo, bob, change) == (1, False)


def test_of_many_equal_grants_at_once_one_is_made(cameo: Cameo, carol: User) -> None:
    before = cameo.policy_version

    def give() -> ConsentGrant:
        return services.grant_consent(cameo=cameo, grantee=carol, by=cameo.owner)

    given = all_at_once([give] * 6)
    assert len({getattr(grant, "pk", grant) for grant in given}) == 1
    cameo.refresh_from_db()
    assert cameo.policy_version == before + 1


def test_many_changes_at_once_lose_no_version(cameo: Cameo, bob: User, carol: User) -> None:
    before = cameo.policy_version
    owner = cameo.owner
    outcomes = all_at_once(
        [
            lambda: services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=owner),
            lambda: services.grant_consent(cameo=cameo, grantee=bob, by=owner),
            lambda: services.grant_consent(cameo=cameo, grantee=carol, by=owner),
            lambda: services.pause_cameo(cameo=cameo, by=owner),
        ]
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert Cameo.objects.get(pk=cameo.pk).policy_version == before + 4


def test_two_uploads_at_once_make_one_likeness(alice: User) -> None:
    outcomes = all_at_once([lambda: make_cameo(alice), lambda: make_cameo(alice)])
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert Cameo.objects.count() == 1


def test_of_two_withdrawals_at_once_one_hears_that_it_is_done(cameo: Cameo) -> None:
    outcomes = all_at_once([lambda: services.withdraw_cameo(cameo=cameo, by=cameo.owner)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Cameo", Conflict.__name__]
