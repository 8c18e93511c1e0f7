"""A member's invites: four, counted, revocable."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import codes
from accounts.models import Invite, User
from accounts.queries import count_invites
from accounts.services import create_invite, redeem_invite, revoke_invite, suspend_member
from core.decisions import Conflict, Refused
from tests.factories import make_user


def test_a_code_has_eighty_bits_and_more_in_signs_that_cannot_be_misread() -> None:
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 32
    assert codes.LENGTH * 5 >= 80
    assert not set("OIL") & set(codes.ALPHABET)


def test_codes_do_not_repeat_and_use_every_sign(alice: User, settings: object) -> None:
    settings.INVITES_PER_MEMBER = 100  # type: ignore[attr-defined]
    given = [create_invite(by=alice).code for _ in range(100)]
    assert len(set(given)) == 100
    assert set("".join(given)) == set(codes.ALPHABET)


def test_a_member_has_four(alice: User) -> None:
    for _ in range(4):
        create_invite(by=alice)
    with pytest.raises(Refused, match=r"invites\.used_up"):
        create_invite(by=alice)


def test_a_redeemed_one_is_spent_and_a_revoked_or_expired_one_is_not(alice: User, bob: User) -> None:
    redeemed, revoked, expired, _ = [create_invite(by=alice) for _ in range(4)]
    redeem_invite(code=redeemed.code, user=bob)
    revoke_invite(invite=revoked, by=alice)
    Invite.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    count = count_invites(alice)
    assert (count.redeemed, count.total, count.left) == (1, 4, 2)


def test_a_redeemed_invite_cannot_be_revoked(alice: User, bob: User) -> None:
    invite = create_invite(by=alice)
    redeem_invite(code=invite.code, user=bob)
    with pytest.raises(Conflict):
        revoke_invite(invite=invite, by=alice)


def test_a_suspended_member_invites_nobody(alice: User) -> None:
    alice = suspend_member(user=alice, reason="sells invites", by=alice)
    with pytest.raises(Refused, match=r"account\.suspended"):
        create_invite(by=alice)


class TestThePage:
    def test_it_shows_counts_codes_and_links(self, client: Client, alice: User, bob: User) -> None:
        one, two = create_invite(by=alice), create_invite(by=alice)
        redeem_invite(code=one.code, user=bob)
        client.force_login(alice)
        page = client.get("/invites/").text
        assert f"/invite/{two.shown_code}/" in page
        assert "Joined" in page
        assert "@bob" in page

    def test_one_is_made_and_revoked_by_forms(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        assert client.post("/invites/new/")["Location"] == "/invites/"
        invite = alice.invites.get()
        assert client.post(f"/invites/{invite.pk}/revoke/")["Location"] == "/invites/"
        invite.refresh_from_db()
        assert invite.state == "revoked"
        assert "Revoked" in client.get("/invites/").text

    def test_somebody_elses_invite_is_not_there(self, client: Client, alice: User, carol: User) -> None:
        invite = create_invite(by=alice)
        client.force_login(carol)
        assert client.post(f"/invites/{invite.pk}/revoke/").status_code == 404
        assert invite.shown_code not in client.get("/invites/").text
        invite.refresh_from_db()
        assert invite.state == "open"

    def test_more_invites_are_no_more_queries(self, client: Client, alice: User, settings: object) -> None:
        settings.INVITES_PER_MEMBER = 40  # type: ignore[attr-defined]
        client.force_login(alice)

        def queries_with(invites: int) -> int:
            for _ in range(invites):
                guest = make_user(f"guest_{alice.invites.count()}")
                redeem_invite(code=create_invite(by=alice).code, user=guest)
                create_invite(by=alice)
            with CaptureQueriesContext(connection) as seen:
                client.get("/invites/")
            return len(seen)

        client.get("/invites/")
        assert queries_with(2) == queries_with(12)
