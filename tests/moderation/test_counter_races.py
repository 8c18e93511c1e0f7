"""A counter-notice is granted while a moderator takes the removal back, and removes for another cause."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from core.decisions import Conflict
from generation.models import Clip, Withdrawal
from moderation import countering
from moderation.countering import forward_counter_notice, restore_after_notice
from moderation.counternotices import is_contestable
from moderation.models import Case, CounterNotice
from moderation.services import remove_clip, restore_clip
from tests.factories import make_user
from tests.races.actors import Gate

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator() -> User:
    user = make_user("olga")
    user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def notice(case: Case, clip: Clip, alice: User, moderator: User, operator: User) -> CounterNotice:
    """Alice's, about the removal of her clip; its time has come."""
    remove_clip(case=case, by=moderator, reason="The sign is protected.")
    received_at = timezone.now() - timedelta(days=25)
    notice = CounterNotice.objects.create(
        withdrawal=clip.withdrawals.get(), clip=clip, by=alice, received_at=received_at
    )
    return forward_counter_notice(notice=notice, by=operator)


def grant_against_another_removal(
    notice: CounterNotice, operator: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> tuple[Gate, list[BaseException | None]]:
    """The moderator acts when the operator has seen that the removal still stands."""
    race, case = Gate(), Case.objects.get()

    def see_and_wait(withdrawal: Withdrawal) -> bool:
        stands = is_contestable(withdrawal)
        race.hold()
        return stands

    def remove_anew() -> None:
        restore_clip(case=case, by=moderator, reason="It is not protected.")
        remove_clip(case=case, by=moderator, reason="But it is an insult.")

    monkeypatch.setattr(countering, "is_contestable", see_and_wait)
    return race, race.run(lambda: restore_after_notice(notice=notice, by=operator), remove_anew)


def test_the_moderator_waits_and_finds_it_restored(
    notice: CounterNotice, operator: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    race, [granted, removed] = grant_against_another_removal(notice, operator, moderator, monkeypatch)
    assert race.second_waited
    assert granted is None
    assert isinstance(removed, Conflict)


def test_without_the_lock_the_other_removal_is_lifted(
    notice: CounterNotice, operator: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(countering, "_hold_case", lambda source: None)
    race, failures = grant_against_another_removal(notice, operator, moderator, monkeypatch)
    assert not race.second_waited
    assert failures == [None, None]
    assert not Withdrawal.objects.filter(lifted_at=None).exists(), "the insult is seen again"
