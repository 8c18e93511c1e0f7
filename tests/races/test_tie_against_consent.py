"""Somebody decides about consent between two mutuals while one of them unfollows."""

import pytest
from django.db import transaction

from accounts.models import User
from accounts.queries import are_mutuals
from accounts.services import block, ties, unfollow
from core.locks import lock_for_share
from tests.factories import make_mutuals, make_user
from tests.races.actors import Gate

pytestmark = pytest.mark.django_db(transaction=True)

CUTS = [unfollow, block]


class Contest:
    """Whoever decides holds both people and asks twice, with the cut in between."""

    def __init__(self) -> None:
        self.alice, self.bob = make_user("alice"), make_user("bob")
        make_mutuals(self.alice, self.bob)
        self.gate = Gate()
        self.answers: list[bool] = []

    @transaction.atomic
    def decide(self) -> None:
        lock_for_share(User.objects.filter(pk__in=[self.alice.pk, self.bob.pk]))
        self.answers.append(are_mutuals(self.alice, self.bob))
        self.gate.hold()
        self.answers.append(are_mutuals(self.alice, self.bob))


@pytest.mark.parametrize("cut", CUTS)
def test_the_tie_cannot_change_while_somebody_rests_on_it(cut: object) -> None:
    contest = Contest()
    contest.gate.run(contest.decide, lambda: cut(user=contest.bob, by=contest.alice))  # type: ignore[operator]
    assert contest.answers == [True, True]
    assert contest.gate.second_waited
    assert not are_mutuals(contest.alice, contest.bob)


@pytest.mark.parametrize("cut", CUTS)
def test_without_the_lock_it_does(cut: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "_hold", lambda *people: people)
    contest = Contest()
    contest.gate.run(contest.decide, lambda: cut(user=contest.bob, by=contest.alice))  # type: ignore[operator]
    assert contest.answers == [True, False]
