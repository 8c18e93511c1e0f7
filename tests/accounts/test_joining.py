"""Joining: an invite, a handle, an address that is proved by a code."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Invite, SignUpMode, User
from accounts.services import reserve_handle, revoke_invite, set_sign_up_mode, suspend_member
from accounts.signals import joined
from core.decisions import YES
from core.models import AuditEvent
from tests.accounts.visitors import apply
from tests.factories import PASSWORD, make_user


def code_in_mail() -> str:
    found = re.search(r"code is (\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


class TestTheWholeWay:
    def test_an_invite_link_a_form_and_a_code_make_a_member(self, client: Client, invite: Invite) -> None:
        page = client.get(f"/invite/{invite.shown_code}/", follow=True)
        assert invite.shown_code in page.text
        response = apply(client, invite=invite.shown_code, username="Dora")
        assert response["Location"] == "/join/code/"
        response = client.post("/join/code/", {"code": code_in_mail()})
        dora = User.objects.get(username="dora")
        assert response["Location"] == "/"
        assert client.session["_auth_user_id"] == str(dora.pk)
        assert EmailAddress.objects.get(user=dora).verified
        assert (dora.country, dora.handle_skeleton, dora.email) == ("US", "dora", "dora@example.org")
        invite.refresh_from_db()
        assert (invite.redeemed_by, invite.state) == (dora, "redeemed")

    def test_without_the_code_nobody_is_in(self, client: Client, invite: Invite) -> None:
        apply(client, invite=invite.code)
        for _ in range(3):
            response = client.post("/join/code/", {"code": "wrong"})
        assert response["Location"] == "/login/"
        assert "_auth_user_id" not in client.session

    def test_an_unproved_address_is_asked_for_again_at_log_in(self, client: Client, invite: Invite) -> None:
        apply(client, invite=invite.code)
        cache.clear()  # a mail went out a moment ago, and another one would be too soon
        response = Client().post("/login/", {"login": "@Dora", "password": PASSWORD})
        assert response["Location"] == "/join/code/"

    def test_the_apps_above_hear_of_a_new_member(self, client: Client, invite: Invite) -> None:
        heard: list[User] = []

        def hear(user: User, **_: object) -> None:
            heard.append(user)

        joined.connect(hear)
        apply(client, invite=invite.code)
        joined.disconnect(hear)
        assert [user.username for user in heard] == ["dora"]
        assert AuditEvent.objects.filter(verb="member.joined", subject=f"user:{heard[0].pk}").exists()

    @pytest.mark.parametrize("login", ["dora", "DORA", "@dora", "dora@example.org", "Dora@Example.org"])
    @pytest.mark.django_db
    def test_members_log_in_by_handle_or_address(self, client: Client, login: str) -> None:
        make_user("dora")
        response = client.post("/login/", {"login": login, "password": PASSWORD})
        assert (response.status_code, response["Location"]) == (302, "/")

    @pytest.mark.parametrize(
        "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
    )
    @pytest.mark.django_db
    def test_log_in_leads_to_our_own_pages_only(self, client: Client, elsewhere: str) -> None:
        make_user("dora")
        response = client.post("/login/", {"login": "dora", "password": PASSWORD, "next": elsewhere})
        assert response["Location"] == "/"

    def test_guessing_a_password_is_slowed_and_nobody_is_locked_out_for_good(
        self, client: Client, alice: User
    ) -> None:
        for _ in range(6):
            client.post("/login/", {"login": "alice", "password": "guess"})
        assert client.post("/login/", {"login": "alice", "password": PASSWORD}).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            assert client.post("/login/", {"login": "alice", "password": PASSWORD}).status_code == 302


class TestCodes:
    """All bad codes get the very same answer."""

    @pytest.fixture
    def bad_codes(self, alice: User, invite: Invite) -> dict[str, str]:
        now, later = timezone.now(), timezone.now() + timedelta(days=1)

        def spoiled(code: str, **state: object) -> str:
            return Invite.objects.create(code=code, inviter=alice, **{"expires_at": later} | state).code

        return {
            "wrong": "0" * 20,
            "malformed": "<b>'; --",
            "used": spoiled("1" * 20, redeemed_at=now),
            "expired": spoiled("2" * 20, expires_at=now),
            "revoked": spoiled("3" * 20, revoked_at=now),
        }

    def test_every_bad_code_gets_the_same_answer(self, client: Client, bad_codes: dict[str, str]) -> None:
        answers = set()
        for code in bad_codes.values():
            response = apply(client, invite=code)
            text = re.sub(
                r'(name="csrfmiddlewaretoken" value|X-CSRFToken"|data-csrf)[=:] ?"[^"]+"', "", response.text
            )
            text = re.sub(r'nonce="[^"]*"|name="invite" value="[^"]*"', "", text)
            answers.add((response.status_code, text))
        assert len(answers) == 1
        [(status, text)] = answers
        assert status == 422
        assert "This invite does not work." in text
        assert not User.objects.filter(username="dora").exists()

    def test_a_code_lost_to_somebody_faster_gets_it_too(
        self, client: Client, invite: Invite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The form has seen a good code; by the time of the write somebody else has it."""
        monkeypatch.setattr("accounts.forms.is_usable", lambda code: True)
        Invite.objects.filter(pk=invite.pk).update(redeemed_at=timezone.now())
        response = apply(client, invite=invite.code)
        assert response.status_code == 422
        assert "This invite does not work." in response.text
        assert not User.objects.filter(username="dora").exists()
        assert not EmailAddress.objects.filter(email="dora@example.org").exists()

    def test_a_revoked_code_is_worthless(self, client: Client, invite: Invite, alice: User) -> None:
        revoke_invite(invite=invite, by=alice)
        assert apply(client, invite=invite.code).status_code == 422

    def test_a_suspended_members_code_is_too(self, client: Client, invite: Invite, alice: User) -> None:
        suspend_member(user=alice, reason="sells invites", by=alice)
        assert apply(client, invite=invite.code).status_code == 422

    def test_a_code_works_the_way_people_type_it(self, client: Client, invite: Invite) -> None:
        typed = invite.shown_code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
        assert apply(client, invite=f" {typed} ").status_code == 302

    def test_the_link_says_nothing_about_the_code(self, client: Client, invite: Invite) -> None:
        for code in (invite.shown_code, "00000-00000-00000-00000"):
            response = client.get(f"/invite/{code}/")
            assert (response.status_code, response["Location"]) == (302, f"/join/?invite={code}")

    def test_a_bad_code_is_as_slow_as_a_good_one(
        self, client: Client, bad_codes: dict[str, str], invite: Invite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Hashing the password is what takes the time; so it is counted."""
        hashed: list[str] = []
        encode = MD5PasswordHasher.encode

        def count(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
            hashed.append(password)
            return encode(hasher, password, salt)

        monkeypatch.setattr(MD5PasswordHasher, "encode", count)
        for code in (*bad_codes.values(), invite.code):
            hashed.clear()
            apply(client, invite=code)
            assert hashed == [PASSWORD], code

    def test_wrong_codes_run_out(self, client: Client, invite: Invite) -> None:
        answers = [apply(client, invite=f"{n:020}").status_code for n in range(19)]
        assert set(answers) == {422}
        apply(client, invite="9" * 20)
        blocked = apply(client, invite=invite.code)
        assert blocked.status_code == 429, "even a good code waits now: or guessing would go on"
        elsewhere = Client(REMOTE_ADDR="8.8.8.8")
        assert apply(elsewhere, invite=invite.code).status_code == 302


class TestMode:
    def test_open_needs_no_code(self, client: Client, alice: User) -> None:
        set_sign_up_mode(mode=SignUpMode.OPEN, by=alice)
        assert apply(client).status_code == 302

    def test_closed_takes_no_code(self, client: Client, invite: Invite, alice: User) -> None:
        set_sign_up_mode(mode=SignUpMode.CLOSED, by=alice)
        response = apply(client, invite=invite.code)
        assert response.status_code == 403
        assert "No new members at the moment" in response.text
        assert not User.objects.filter(username="dora").exists()

    def test_invite_needs_one(self, client: Client, invite: Invite) -> None:
        assert apply(client).status_code == 422

    def test_a_switch_is_obeyed_by_the_next_request(
        self, client: Client, invite: Invite, alice: User
    ) -> None:
        assert client.get("/join/").status_code == 200
        set_sign_up_mode(mode=SignUpMode.CLOSED, by=alice)
        assert client.get("/join/").status_code == 403
        set_sign_up_mode(mode=SignUpMode.INVITE, by=alice)
        assert apply(client, invite=invite.code).status_code == 302


class TestTheAddress:
    def test_a_taken_address_answers_as_a_free_one_and_tells_its_owner(
        self, client: Client, invite: Invite
    ) -> None:
        make_user("dora2")
        taken = apply(client, invite=invite.code, username="edith", email="dora2@example.org")
        assert (taken.status_code, taken["Location"]) == (302, "/join/code/")
        assert not User.objects.filter(username="edith").exists()
        assert mail.outbox[-1].to == ["dora2@example.org"]
        assert "belongs to an account already" in mail.outbox[-1].body
        page = client.get("/join/code/").text
        other = Client()
        apply(other, invite=invite.code, username="fred", email="fred@example.org")
        ours = re.sub(r'"[\w-]{64}"|nonce="[^"]*"', "", page).replace("dora2", "fred")
        theirs = re.sub(r'"[\w-]{64}"|nonce="[^"]*"', "", other.get("/join/code/").text)
        assert ours == theirs

    def test_with_a_bad_code_a_taken_address_answers_as_a_free_one(
        self, client: Client, invite: Invite
    ) -> None:
        make_user("dora2")
        taken = apply(client, invite="0" * 20, email="dora2@example.org")
        free = apply(client, invite="0" * 20, email="free@example.org")
        assert taken.status_code == free.status_code == 422
        assert not mail.outbox

    def test_an_address_taken_a_moment_ago_answers_as_a_free_one(
        self, client: Client, invite: Invite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both sign-ups passed the form; the other one was written first."""
        make_user("dora2")
        monkeypatch.setattr("allauth.account.forms.email_already_exists", lambda email: (email, False))
        response = apply(client, invite=invite.code, email="dora2@example.org")
        assert (response.status_code, response["Location"]) == (302, "/join/code/")
        invite.refresh_from_db()
        assert invite.state == "open"

    def test_an_unknown_address_cannot_be_told_at_password_reset(self, client: Client, alice: User) -> None:
        answers = [
            client.post("/password/", {"email": email})
            for email in ("alice@example.org", "nobody@example.org")
        ]
        assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


class TestTheHandle:
    @pytest.mark.parametrize("handle", ["a1ice", "al_ice", "ALICE", "m0derator", "al ice", "аlice", "x", "."])
    def test_a_bad_handle_is_refused_at_the_form(self, client: Client, invite: Invite, handle: str) -> None:
        reserve_handle(name="moderator", reason="the site's own")
        response = apply(client, invite=invite.code, username=handle)
        assert response.status_code == 422
        assert response.context["form"].errors["username"]
        invite.refresh_from_db()
        assert invite.state == "open"

    def test_a_handle_taken_a_moment_ago_keeps_the_invite(
        self, client: Client, invite: Invite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for place in ("accounts.adapter", "accounts.policies"):
            monkeypatch.setattr(f"{place}.may_take_handle", lambda handle: YES)
        response = apply(client, invite=invite.code, username="a1ice")
        assert response.status_code == 422
        assert "looks like one that is" in response.text
        invite.refresh_from_db()
        assert invite.state == "open"


class TestTheForm:
    @pytest.mark.parametrize("missing", ["username", "email", "birth_date", "password1", "terms", "invite"])
    def test_everything_is_needed(self, client: Client, invite: Invite, missing: str) -> None:
        response = apply(client, **{"invite": invite.code, missing: ""})
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {missing}

    @pytest.mark.parametrize("password", ["short", "password123", "1234567890123"])
    def test_a_weak_password_is_refused(self, client: Client, invite: Invite, password: str) -> None:
        response = apply(client, invite=invite.code, password1=password)
        assert set(response.context["form"].errors) == {"password1"}

    def test_a_member_has_no_business_here(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        assert client.get("/join/").status_code == 302

    def test_it_says_who_may_not_frame_or_cache_it(self, client: Client, invite: Invite) -> None:
        response = client.get("/join/")
        assert response["X-Frame-Options"] == "DENY"
        assert "no-store" in response["Cache-Control"]
