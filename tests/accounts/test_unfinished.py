"""Sign-ups that nobody finished are cleared away."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Invite, User
from accounts.policies import may_take_handle
from accounts.services import forget_unfinished
from tests.accounts.visitors import apply
from tests.factories import make_user


@pytest.fixture
def unfinished(client: Client, invite: Invite) -> User:
    """Dora signed up three days ago and never entered the code."""
    apply(client, invite=invite.code)
    User.objects.filter(username="dora").update(date_joined=timezone.now() - timedelta(days=3))
    return User.objects.get(username="dora")


def test_the_invite_the_name_and_the_address_are_free_again(
    client: Client, unfinished: User, invite: Invite
) -> None:
    assert forget_unfinished() == 1
    invite.refresh_from_db()
    assert invite.state == "open"
    assert may_take_handle("dora").allowed
    cache.clear()  # the first mail to this address went out a moment ago
    assert apply(Client(), invite=invite.code).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"date_joined": timezone.now() - timedelta(hours=47)},
        {"is_staff": True},
        {"last_login": timezone.now()},
    ],
)
def test_others_stay(unfinished: User, change: dict[str, Any]) -> None:
    User.objects.filter(pk=unfinished.pk).update(**change)
    assert forget_unfinished() == 0


def test_whoever_proved_the_address_stays(unfinished: User) -> None:
    EmailAddress.objects.filter(user=unfinished).update(verified=True)
    assert forget_unfinished() == 0


def test_a_member_without_a_visit_stays(db: None) -> None:
    member = make_user("edith")
    User.objects.filter(pk=member.pk).update(date_joined=timezone.now() - timedelta(days=300))
    assert forget_unfinished() == 0
