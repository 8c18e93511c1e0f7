"""What the staff does in the admin is done by services, and written down."""

import pytest
from django.test import Client

from accounts.models import Invite, Region, ReservedHandle, SignUpPolicy, User
from accounts.services import reserve_handle
from core.models import AuditEvent

pytestmark = pytest.mark.verify


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    root = User.objects.create_superuser("keeper", "keeper@example.org", "a key ring")
    client.force_login(root)
    return client


@pytest.mark.parametrize("model", ["user", "invite", "signuppolicy", "region", "reservedhandle", "block"])
def test_every_list_opens(staff: Client, invite: Invite, model: str) -> None:
    assert staff.get(f"/admin/accounts/{model}/").status_code == 200


def test_a_superuser_from_the_command_line_has_a_folded_handle(staff: Client) -> None:
    assert User.objects.get(username="keeper").handle_skeleton == "keeper"


def test_the_sign_up_mode_is_switched_and_logged(staff: Client) -> None:
    SignUpPolicy.objects.update_or_create(pk=1)
    assert staff.post("/admin/accounts/signuppolicy/1/change/", {"mode": "closed"}).status_code == 302
    assert Client().get("/join/").status_code == 403
    event = AuditEvent.objects.get(verb="sign_up.mode_changed")
    assert event.details == {"mode": "closed"}
    assert event.actor.startswith("user:")


def test_a_country_is_opened(staff: Client) -> None:
    new = {"country": "JP", "minimum_age": 20, "sign_up": "on", "view": "on"}
    assert staff.post("/admin/accounts/region/add/", new).status_code == 302
    japan = Region.objects.get(pk="JP")
    assert (japan.minimum_age, japan.sign_up, japan.generate, japan.view) == (20, True, False, True)
    assert AuditEvent.objects.filter(verb="region.changed", subject="region:JP").exists()


def test_a_reserved_name_is_folded(staff: Client) -> None:
    staff.post("/admin/accounts/reservedhandle/add/", {"skeleton": "M1ka Orländer", "reason": "a singer"})
    assert ReservedHandle.objects.filter(pk="mlkaorlander", reason="a singer").exists()


def test_the_staff_says_which_reserved_name_is_a_persons(staff: Client) -> None:
    new = {"skeleton": "Ada Quill", "reason": "a singer", "is_person": "on"}
    staff.post("/admin/accounts/reservedhandle/add/", new)
    assert ReservedHandle.objects.of_people().imitated_by("Ada Quill").exists()


def test_the_bearer_of_a_well_known_name_gets_it_from_the_staff(staff: Client, alice: User) -> None:
    reserve_handle(name="Ada Quill", reason="a singer", is_person=True)
    staff.post(f"/admin/accounts/user/{alice.pk}/change/", {"display_name": "Ada Quill"})
    assert User.objects.get(pk=alice.pk).display_name == "Ada Quill"
    assert AuditEvent.objects.get(verb="member.named").details == {"name": "Ada Quill"}


def test_a_member_is_suspended_and_taken_back(staff: Client, alice: User) -> None:
    for action, suspended in (("suspend", True), ("reinstate", False)):
        staff.post("/admin/accounts/user/", {"action": action, "_selected_action": [alice.pk]})
        alice.refresh_from_db()
        assert (alice.suspended_at is not None) is suspended


def test_codes_are_not_shown_to_the_staff(staff: Client, invite: Invite) -> None:
    for path in ("/admin/accounts/invite/", f"/admin/accounts/invite/{invite.pk}/change/"):
        page = staff.get(path).text
        assert invite.code not in page
        assert invite.shown_code not in page


def test_staff_who_are_no_superusers_cannot_hand_out_rights(client: Client, alice: User, bob: User) -> None:
    permissions = alice.user_permissions.model.objects.filter(codename__in=["change_user", "view_user"])
    alice.user_permissions.set(permissions)
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=alice.pk))
    assert client.post(f"/admin/accounts/user/{bob.pk}/change/", {"is_staff": "on"}).status_code == 302
    bob.refresh_from_db()
    assert not bob.is_staff
