"""Credits are set aside, spent or given back: each once, and the wallet is the sum of its ledger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from billing.models import EntryKind, Wallet
from billing.services import credits_of, hold, lock_wallet, release, settle
from core.decisions import Refused
from tests.factories import make_user

ALLOWANCE = 120


@pytest.fixture(autouse=True)
def _allowance(settings: Any) -> None:
    settings.DAILY_ALLOWANCE = ALLOWANCE


def sums(wallet: Wallet) -> tuple[int, int]:
    totals = wallet.entries.aggregate(available=Sum("available"), held=Sum("held"))
    return totals["available"], totals["held"]


@pytest.mark.django_db
def test_a_new_wallet_holds_the_allowance_of_the_day_once(alice: User) -> None:
    assert lock_wallet(user=alice).available == ALLOWANCE
    assert lock_wallet(user=alice).available == ALLOWANCE


@pytest.mark.django_db
def test_on_a_new_day_the_first_look_shows_the_new_allowance(alice: User) -> None:
    wallet = hold(user=alice, amount=ALLOWANCE, key="job:1")
    assert credits_of(alice) == 0
    wallet.entries.filter(kind=EntryKind.ALLOWANCE).update(key="day:2001-01-01")
    assert credits_of(alice) == ALLOWANCE
    assert credits_of(alice) == ALLOWANCE


@pytest.mark.django_db
def test_a_hold_moves_credits_aside_and_settling_spends_them(alice: User) -> None:
    hold(user=alice, amount=12, key="job:1")
    wallet = settle(user=alice, key="job:1")
    assert (wallet.available, wallet.held) == (ALLOWANCE - 12, 0)


@pytest.mark.django_db
def test_a_released_hold_costs_nothing(alice: User) -> None:
    hold(user=alice, amount=12, key="job:1")
    wallet = release(user=alice, key="job:1")
    assert (wallet.available, wallet.held) == (ALLOWANCE, 0)


@pytest.mark.django_db
def test_a_hold_with_the_same_key_is_the_same_hold(alice: User) -> None:
    hold(user=alice, amount=12, key="job:1")
    wallet = hold(user=alice, amount=12, key="job:1")
    assert (wallet.available, wallet.held) == (ALLOWANCE - 12, 12)


@pytest.mark.django_db
def test_what_was_spent_cannot_be_given_back(alice: User) -> None:
    hold(user=alice, amount=12, key="job:1")
    settle(user=alice, key="job:1")
    wallet = release(user=alice, key="job:1")
    assert (wallet.available, wallet.held) == (ALLOWANCE - 12, 0)


@pytest.mark.django_db
def test_nobody_spends_more_than_they_have_and_hears_the_two_numbers(alice: User) -> None:
    with pytest.raises(Refused) as refusal:
        hold(user=alice, amount=ALLOWANCE + 1, key="job:1")
    [reason] = refusal.value.decision.reasons
    assert reason.code == "credits.short"
    assert "121" in reason.message
    assert "120" in reason.message


Acts = list[tuple[Callable[..., object], int, int]]
ACTS = st.lists(
    st.tuples(st.sampled_from([hold, settle, release]), st.integers(1, 4), st.integers(0, 70)), max_size=12
)


class TestLedger(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ACTS)
    def test_the_wallet_is_always_the_sum_of_its_ledger_and_never_negative(self, acts: Acts) -> None:
        user = make_user("alice")
        for act, number, amount in acts:
            try:
                if act is hold:
                    hold(user=user, amount=amount, key=f"job:{number}")
                else:
                    act(user=user, key=f"job:{number}")
            except Refused:
                pass
        wallet = lock_wallet(user=user)
        assert (wallet.available, wallet.held) == sums(wallet)
        assert min(wallet.available, wallet.held) >= 0
