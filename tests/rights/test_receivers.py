"""Whoever leaves leaves their holders too, and takes a copy of what they were allowed."""

import pytest

from accounts.models import User
from accounts.services import delete_account, export_account
from rights.models import License
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


def test_a_closed_account_acts_for_nobody_and_is_licensed_nothing(alice: User, bob: User) -> None:
    holder = make_holder("Nimbus Pictures", member=alice)
    make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"), grantee=bob)
    delete_account(by=alice)
    delete_account(by=bob)
    assert not holder.members.exists()
    assert not License.objects.open().exists()


def test_the_export_names_holders_and_licenses(alice: User) -> None:
    make_holder("Nimbus Pictures", member=alice)
    make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"), grantee=alice)
    copy = export_account(user=alice)["rights"]
    assert copy["acts_for"] == ["Nimbus Pictures"]
    assert [license["work__title"] for license in copy["licenses"]] == ["Captain Nimbus"]
