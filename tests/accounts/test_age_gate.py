"""Who is too young is refused, and stays refused."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import AgeRefusal, Invite, Region, User
from core.models import AuditEvent
from tests.accounts.visitors import apply
from tests.factories import ADULT

NOW = "2026-11-24 12:00Z"
CHILD = "2012-03-01"  # eighteen on 1 March 2030
ANSWER = "You need to be 18 or older"


@pytest.fixture(autouse=True)
def _today(invite: Invite) -> object:
    with time_machine.travel(NOW, tick=True):
        yield


def test_a_child_is_refused_and_the_invite_stays_good(client: Client, invite: Invite) -> None:
    response = apply(client, invite=invite.code, birth_date=CHILD)
    assert response.status_code == 403
    assert ANSWER in response.text
    assert not User.objects.filter(username="dora").exists()
    invite.refresh_from_db()
    assert invite.state == "open"


def test_another_birth_date_does_not_help_in_the_same_browser(client: Client, invite: Invite) -> None:
    apply(client, invite=invite.code, birth_date=CHILD)
    assert client.get("/join/").status_code == 403
    retry = apply(client, invite=invite.code, email="other@example.org")
    assert retry.status_code == 403
    assert ANSWER in retry.text


def test_nor_with_the_same_address_in_another_browser(client: Client, invite: Invite) -> None:
    apply(client, invite=invite.code, birth_date=CHILD)
    retry = apply(Client(), invite=invite.code, email="DORA@Example.ORG")
    assert retry.status_code == 403
    assert ANSWER in retry.text


def test_a_forged_cookie_neither_helps_nor_breaks(client: Client, invite: Invite) -> None:
    client.cookies["joining"] = "1990-01-01:forged"
    assert apply(client, invite=invite.code).status_code == 302


def test_the_address_is_kept_as_a_keyed_digest_only(client: Client, invite: Invite) -> None:
    apply(client, invite=invite.code, birth_date=CHILD)
    [refusal] = AgeRefusal.objects.all()
    assert refusal.until == date(2030, 3, 1)
    assert "dora" not in repr(vars(refusal))
    [event] = AuditEvent.objects.filter(verb="sign_up.refused")
    assert event.details == {"ground": "age.too_young", "country": "US"}


def test_on_the_birthday_the_door_opens(client: Client, invite: Invite) -> None:
    apply(client, invite=invite.code, birth_date=CHILD)
    Invite.objects.update(expires_at="2031-01-01T00:00Z")
    with time_machine.travel("2030-02-28 23:00Z"):
        assert apply(client, invite=invite.code, birth_date=CHILD).status_code == 403
    with time_machine.travel("2030-03-01 01:00Z"):
        assert apply(client, invite=invite.code, birth_date=CHILD).status_code == 302


def test_a_child_learns_nothing_about_a_code(client: Client, invite: Invite) -> None:
    good = apply(client, invite=invite.code, birth_date=CHILD)
    bad = apply(Client(), invite="0" * 20, birth_date=CHILD, email="else@example.org")
    assert good.status_code == bad.status_code == 403


def test_an_empty_address_refuses_nobody_else(client: Client, invite: Invite) -> None:
    apply(client, invite=invite.code, birth_date=CHILD, email="")
    assert not AgeRefusal.objects.exists()
    other = apply(Client(), invite=invite.code, birth_date=ADULT.isoformat(), email="")
    assert other.status_code == 422


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2027-01-01", "1890-01-01", "0001-01-01", "yesterday", "2000-02-30"]
)
def test_an_impossible_day_is_a_slip_and_no_refusal(client: Client, invite: Invite, day: str) -> None:
    response = apply(client, invite=invite.code, birth_date=day)
    assert response.status_code == 422
    assert response.context["form"].errors["birth_date"]
    assert not AgeRefusal.objects.exists()
    assert apply(client, invite=invite.code).status_code == 302


def test_the_minimum_is_the_regions(client: Client, invite: Invite) -> None:
    Region.objects.filter(pk="US").update(minimum_age=21)
    response = apply(client, invite=invite.code, birth_date="2006-01-01")
    assert response.status_code == 403
    assert "You need to be 21 or older" in response.text
