"""Two people of a house answer one request at the same moment: one answer stands, the other is told so."""

import pytest

from accounts.models import User
from core.decisions import Conflict
from rights import services
from rights.models import HolderStatus, License, LicenseRequest, Membership, RequestState, RightsHolder, Role
from rights.services import licenses, requests
from tests.factories import make_user
from tests.races.actors import Gate
from tests.rights.factories import make_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(alice: User, bob: User) -> RightsHolder:
    holder = RightsHolder.objects.create(name="Nimbus Pictures", status=HolderStatus.ACTIVE)
    for user in (alice, bob):
        Membership.objects.create(holder=holder, user=user, role=Role.LICENSOR)
    return holder


@pytest.fixture
def wish(house: RightsHolder) -> LicenseRequest:
    work = make_work("Captain Nimbus", holder=house.name)
    return services.request_license(work=work, by=make_user("maker"), prompt="Captain Nimbus waves")


def gated(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Holds whoever comes first between reading the request and giving the license."""
    race, grant = Gate(), licenses.grant_license
    held = iter([race.hold])

    def wait_and_grant(**terms: object) -> License:
        next(held, lambda: None)()
        return grant(**terms)  # type: ignore[arg-type]

    monkeypatch.setattr(requests, "grant_license", wait_and_grant)
    return race


def test_two_approvals_at_once_are_one_license(
    wish: LicenseRequest, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = gated(monkeypatch)
    first, second = race.run(
        lambda: services.approve_request(request=wish, by=alice),
        lambda: services.approve_request(request=wish, by=bob),
    )
    assert first is None
    assert isinstance(second, Conflict)
    assert second.message == "This request is: approved."
    assert race.second_waited
    assert License.objects.count() == 1
    assert LicenseRequest.objects.get().decided_by == alice


def test_a_refusal_at_the_same_moment_comes_too_late(
    wish: LicenseRequest, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = gated(monkeypatch)
    first, second = race.run(
        lambda: services.approve_request(request=wish, by=alice),
        lambda: services.decline_request(request=wish, by=bob, answer="No."),
    )
    assert (first, type(second)) == (None, Conflict)
    assert LicenseRequest.objects.get().state == RequestState.APPROVED


def test_without_the_lock_the_second_gets_as_far_as_the_license(
    wish: LicenseRequest, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the last line of defense is left: the state is written where it still is what was read."""
    unlocked = LicenseRequest.objects.get
    monkeypatch.setattr(requests, "_held_for_holder", lambda request, by: unlocked(pk=request.pk))
    race = gated(monkeypatch)
    outcomes = race.run(
        lambda: services.approve_request(request=wish, by=alice),
        lambda: services.approve_request(request=wish, by=bob),
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["ConcurrentTransition", "NoneType"]
