"""What is somebody else's is not there: at every address, by every method, as if it had never been."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from tests.doors import Door
from tests.faults.routes import MODERATORS, NOBODYS, OPEN, OWNED, Address, World, naming_an_object

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
THERE_IS_NO_SUCH_METHOD = 405
EVERY = OWNED | NOBODYS | MODERATORS


@pytest.fixture
def world(alice: User, bob: User) -> World:
    return World.of(alice, bob)


def answers(client: Client, address: str) -> set[int]:
    """The status that each method gets, without the methods that the address has for nobody."""
    found = set()
    for method in METHODS:
        answer = client.generic(method, address, content_type="application/json")
        found.add(answer.status_code)
        b"".join(answer)  # read to the end, which closes a file
    return found - {THERE_IS_NO_SUCH_METHOD}


def test_every_route_that_names_an_object_is_entered() -> None:
    assert naming_an_object() == set(EVERY) | OPEN
    assert not set(EVERY) & OPEN


@pytest.mark.parametrize("address", EVERY.values(), ids=EVERY)
def test_a_stranger_finds_nothing(address: Address, world: World, carol: User) -> None:
    assert answers(Door(carol).client, address(world)) == {404}


@pytest.mark.parametrize("address", EVERY.values(), ids=EVERY)
def test_a_visitor_finds_nothing(address: Address, world: World) -> None:
    """A page asks them to log in, a script and a program are told that they are nobody."""
    assert answers(Client(), address(world)) <= {302, 401, 403, 404}


@pytest.mark.parametrize("address", OWNED.values(), ids=OWNED)
def test_the_owner_finds_it(address: Address, world: World) -> None:
    assert answers(Door(world.owner).client, address(world)) - {404}


@pytest.mark.parametrize("address", ["/@{}/", "/@{}/follow/", "/@{}/block/", "/likeness/{}/portrait"])
@pytest.mark.parametrize("handle", ["%00", "a%00b", "%ff", "%ED%A0%80"])
def test_what_cannot_be_a_handle_is_nobodys(address: str, handle: str, alice: User) -> None:
    assert answers(Door(alice).client, address.format(handle)) == {404}


@pytest.mark.parametrize("field", ["draft", "nothing"])
def test_nobody_posts_remixes_or_checks_with_what_is_not_theirs(
    field: str, world: World, carol: User
) -> None:
    """The same answer for what is somebody else's and for what is nowhere."""
    clip = str(world.draft.pk) if field == "draft" else str(uuid4())
    door = Door(carol)
    assert door.asks("/api/posts/", clip=clip).status_code == 404
    assert door.asks("/api/jobs/", text="a fox", parent=clip).status_code == 404
    assert door.asks("/api/checks/", text="a fox", parent=clip).status_code == 404
    assert world.draft.prompt not in door.reads(f"/create/?remix={clip}")
    assert door.submits("/create/", text="a fox", parent=clip).status_code == 422
    assert not carol.jobs.exists()
