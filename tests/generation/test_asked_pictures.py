"""The picture that a clip is to start from, as those see it who are asked to be in the clip."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.services import block
from cameos.models import Cameo, Scope
from cameos.services import change_scope, deny_person, pause_cameo, resume_cameo, withdraw_cameo
from generation.models import Picture
from generation.orders import Order
from generation.services import request_and_wait
from tests.cameos.factories import make_cameo
from tests.doors import Door
from tests.generation.asking import TEXT
from tests.generation.faces import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.APPROVED)


def picture_of(*cameos: Cameo, by: User) -> Picture:
    start = make_picture(by)
    start.faces = start.people = len(cameos)
    start.save()
    start.likenesses.set(cameos)
    return start


NO_LONGER: dict[str, Callable[[Cameo, User], object]] = {
    "pause": lambda other, carol: pause_cameo(cameo=other, by=other.owner),
    "narrow": lambda other, carol: change_scope(cameo=other, scope=Scope.ONLY_ME, by=other.owner),
    "deny": lambda other, carol: deny_person(cameo=other, person=carol, by=other.owner),
    "block": lambda other, carol: block(user=carol, by=other.owner),
    "delete": lambda other, carol: withdraw_cameo(cameo=other, by=other.owner),
}


@pytest.mark.parametrize("end", NO_LONGER.values(), ids=NO_LONGER)
def test_a_picture_is_not_shown_while_somebody_in_it_says_no(
    end: Callable[[Cameo, User], object], cameo: Cameo, carol: User
) -> None:
    """Who is asked is not shown their face, and can still answer."""
    other = make_cameo("dave", scope=Scope.EVERYONE)
    start = picture_of(cameo, other, by=carol)
    wish = Order(TEXT, "x", picture=start, country="US")
    request_and_wait(order=wish, by=carol, people=["alice"])
    address, page = reverse("generation:picture", args=[start.pk]), reverse("generation:cast_requests")
    door = Door(cameo.owner)
    assert door.finds(address)
    assert address in door.reads(page)
    end(other, carol)
    assert not door.finds(address)
    text = door.reads(page)
    assert address not in text
    assert "not shown now" in text
    assert TEXT in text
    assert 'value="once"' in text


def test_it_is_shown_again_when_they_let_its_maker_in_again(cameo: Cameo, carol: User) -> None:
    other = make_cameo("dave", scope=Scope.EVERYONE)
    start = picture_of(other, by=carol)
    request_and_wait(order=Order(TEXT, "x", picture=start, country="US"), by=carol, people=["alice"])
    address, door = reverse("generation:picture", args=[start.pk]), Door(cameo.owner)
    pause_cameo(cameo=other, by=other.owner)
    assert not door.finds(address)
    assert Door(carol).finds(address), "whose it is"
    resume_cameo(cameo=other, by=other.owner)
    assert door.finds(address)


def test_more_pictures_are_no_more_questions(cameo: Cameo, carol: User) -> None:
    other, door = make_cameo("dave", scope=Scope.EVERYONE), Door(cameo.owner)

    def questions(*keys: str) -> int:
        for key in keys:
            wish = Order(f"{TEXT} {key}", key, picture=picture_of(other, by=carol), country="US")
            request_and_wait(order=wish, by=carol, people=["alice"])
        with CaptureQueriesContext(connection) as captured:
            door.reads(reverse("generation:cast_requests"))
        return len(captured)

    questions("zero")  # whatever is read once
    assert questions("one") == questions("two", "three", "four")
