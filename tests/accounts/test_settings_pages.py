"""A member's own pages: name, theme, a copy of the data, the way out."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Follow, Invite, User
from accounts.services import create_invite, delete_account, name_member, reserve_handle
from accounts.signals import account_closed, export_gathering
from core.models import AuditEvent
from tests.factories import PASSWORD


class TestSettings:
    def test_name_and_theme_are_changed(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        response = client.post("/settings/", {"display_name": "  Alice  B. ", "theme": "light"})
        assert response["Location"] == "/settings/"
        alice.refresh_from_db()
        assert (alice.display_name, alice.theme) == ("Alice B.", "light")
        assert 'data-theme="light"' in client.get("/settings/").text

    @pytest.mark.parametrize("name", ["a\u202eb", "a\u2066b", "x" * 81])
    def test_a_name_that_turns_the_page_around_is_refused(
        self, client: Client, alice: User, name: str
    ) -> None:
        client.force_login(alice)
        assert client.post("/settings/", {"display_name": name, "theme": "dark"}).status_code == 422
        alice.refresh_from_db()
        assert alice.display_name == ""

    @pytest.mark.parametrize("name", ["آلیس\u200cجان", "👩‍🚀", "Ælfrið", "爱丽丝"])
    def test_names_in_any_script_are_welcome(self, client: Client, alice: User, name: str) -> None:
        client.force_login(alice)
        assert client.post("/settings/", {"display_name": name, "theme": "dark"}).status_code == 302

    def test_markup_in_a_name_is_shown_as_text(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        client.post("/settings/", {"display_name": "<script>alert(1)</script>", "theme": "dark"})
        assert "<script>alert(1)" not in client.get("/settings/").text

    def test_a_well_known_name_is_refused_with_a_way_out(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        reserve_handle(name="Ada Quill", reason="a public person", is_person=True)
        response = client.post("/settings/", {"display_name": "Ada Quill", "theme": "light"})
        assert (response.status_code, b"ask the staff" in response.content) == (422, True)
        assert User.objects.get(pk=alice.pk).display_name == ""

    def test_what_the_staff_entered_stays(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        reserve_handle(name="Ada Quill", reason="a public person", is_person=True)
        name_member(user=alice, display_name="Ada Quill", by=alice)
        response = client.post("/settings/", {"display_name": "Ada Quill", "theme": "light"})
        assert (response.status_code, response["Location"]) == (302, "/settings/")

    @pytest.mark.parametrize("path", ["/settings/", "/settings/data/", "/settings/close/", "/invites/"])
    @pytest.mark.django_db
    def test_visitors_log_in_first(self, client: Client, path: str) -> None:
        assert client.get(path)["Location"] == f"/login/?next={path}"

    @pytest.mark.parametrize("path", ["/settings/password/", "/settings/email/", "/logout/"])
    def test_the_pages_it_leads_to_are_there(self, client: Client, alice: User, path: str) -> None:
        client.post("/login/", {"login": "alice", "password": PASSWORD})
        assert client.get(path).status_code == 200

    def test_a_new_password_logs_other_devices_out(self, client: Client, alice: User) -> None:
        here, there = client, Client()
        for device in (here, there):
            device.post("/login/", {"login": "alice", "password": PASSWORD})
        new = {"oldpassword": PASSWORD, "password1": "an even longer evening"}
        assert here.post("/settings/password/", new | {"password2": new["password1"]}).status_code == 302
        assert here.get("/settings/").status_code == 200
        assert there.get("/settings/").status_code == 302


class TestExport:
    def test_it_holds_ones_own_data_and_that_of_the_apps_above(
        self, client: Client, alice: User, bob: User
    ) -> None:
        def piece(user: User, **_: object) -> dict[str, Any]:
            return {"an_app": {"of": user.username}}

        create_invite(by=alice)
        export_gathering.connect(piece)
        client.force_login(alice)
        response = client.get("/settings/data/")
        export_gathering.disconnect(piece)
        assert response["Content-Disposition"] == 'attachment; filename="alice.json"'
        copy = response.json()
        assert copy["accounts"]["account"]["email"] == "alice@example.org"
        assert copy["accounts"]["following"] == ["bob"]
        assert len(copy["accounts"]["invites"]) == 1
        assert copy["an_app"] == {"of": "alice"}
        assert "bob@example.org" not in response.text
        assert "password" not in copy["accounts"]["account"]


class TestClosing:
    def test_it_needs_the_password(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        assert client.post("/settings/close/", {"password": "guess"}).status_code == 422
        alice.refresh_from_db()
        assert alice.is_active

    def test_it_ends_every_session_and_wipes_the_person(self, client: Client, alice: User, bob: User) -> None:
        elsewhere = Client()
        for device in (client, elsewhere):
            device.post("/login/", {"login": "alice", "password": PASSWORD})
        response = client.post("/settings/close/", {"password": PASSWORD})
        assert "Your account is deleted" in response.text
        for device in (client, elsewhere):
            assert device.get("/settings/").status_code == 302
        left = User.objects.get(pk=alice.pk)
        assert not left.is_active
        assert left.deleted_at is not None
        assert (left.display_name, left.birth_date, left.country) == ("", None, "")
        assert "alice" not in f"{left.username} {left.email} {left.handle_skeleton}"
        assert not left.has_usable_password()
        assert not EmailAddress.objects.filter(user=left).exists()
        assert not Follow.objects.filter(followed=left).exists()
        assert AuditEvent.objects.filter(verb="account.closed", subject=f"user:{left.pk}").exists()

    def test_nobody_logs_in_afterwards(self, client: Client, alice: User) -> None:
        delete_account(by=alice)
        response = client.post("/login/", {"login": "alice", "password": PASSWORD})
        assert response.status_code == 200
        assert "_auth_user_id" not in client.session

    def test_open_invites_die_with_it(self, alice: User) -> None:
        invite = create_invite(by=alice)
        delete_account(by=alice)
        assert Invite.objects.get(pk=invite.pk).state == "revoked"

    def test_the_apps_above_hear_of_it_once_while_the_handle_is_known(self, alice: User) -> None:
        heard: list[str] = []

        def hear(user: User, **_: object) -> None:
            heard.append(user.username)

        account_closed.connect(hear)
        delete_account(by=alice)
        delete_account(by=alice)
        account_closed.disconnect(hear)
        assert heard == ["alice"]

    def test_an_app_that_fails_keeps_the_account_whole(self, alice: User) -> None:
        def fail(user: User, **_: object) -> None:
            raise RuntimeError("the portrait could not be deleted")

        account_closed.connect(fail)
        with pytest.raises(RuntimeError):
            delete_account(by=alice)
        account_closed.disconnect(fail)
        alice.refresh_from_db()
        assert alice.is_active
