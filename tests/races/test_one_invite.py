"""Fifty people hold the same invite code and press the button at the same moment."""

from collections.abc import Callable, Iterator
from functools import partial
from time import sleep

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

import accounts.services.invites as invite_services
from accounts.models import Invite, User
from accounts.policies import may_invite
from accounts.services import Application, InviteRefused, create_invite, join, joining
from core.decisions import Decision, Refused
from tests.factories import ADULT, PASSWORD, make_user
from tests.races.actors import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 50  # ten more than there are connections
MOMENT = 0.2  # seconds between check and write: an age, for a database


@pytest.fixture(autouse=True)
def _few_connections_afterwards() -> Iterator[None]:
    yield
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


@pytest.fixture
def code() -> str:
    return create_invite(by=make_user("alice")).code


def crowd(code: str) -> list[Callable[[], object]]:
    return [
        partial(join, application=Application(f"guest{n}", f"g{n}@example.org", ADULT, "US", PASSWORD, code))
        for n in range(CROWD)
    ]


def test_one_of_fifty_gets_in(code: str) -> None:
    results = all_at_once(crowd(code))
    assert [type(result) for result in results if isinstance(result, Exception)] == [InviteRefused] * (
        CROWD - 1
    )
    [guest] = User.objects.exclude(username="alice")
    assert Invite.objects.get().redeemed_by == guest
    assert EmailAddress.objects.exclude(user__username="alice").get().user == guest


def test_checking_first_and_writing_then_would_let_many_in(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_then_act(*, code: str, user: User) -> None:
        invite = Invite.objects.usable().filter(code=code).first()
        if invite is None:
            raise InviteRefused
        sleep(MOMENT)
        # The column that holds one guest would hide the others: only the count is looked at here.
        Invite.objects.filter(pk=invite.pk).update(redeemed_at=timezone.now())

    monkeypatch.setattr(joining, "redeem_invite", check_then_act)
    all_at_once(crowd(code))
    assert User.objects.exclude(username="alice").count() > 1


@pytest.mark.verify
class TestTheLastInvite:
    """One member with ten tabs, and four invites."""

    @pytest.fixture(autouse=True)
    def _slow_check(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def check_and_wait(by: User) -> Decision:
            answer = may_invite(by)
            sleep(MOMENT)
            return answer

        monkeypatch.setattr(invite_services, "may_invite", check_and_wait)

    def test_ten_tabs_make_four_invites(self) -> None:
        alice = make_user("alice")
        results = all_at_once([partial(create_invite, by=alice)] * 10)
        assert [type(result) for result in results if isinstance(result, Exception)] == [Refused] * 6
        assert alice.invites.count() == 4

    def test_without_the_lock_they_make_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(invite_services, "_hold", lambda member: member)
        alice = make_user("alice")
        all_at_once([partial(create_invite, by=alice)] * 10)
        assert alice.invites.count() > 4
