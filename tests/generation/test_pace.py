"""How many orders an hour somebody sends, by whichever door: what they wrote is kept."""

import pytest
from django.core.cache import cache
from django.db.models import QuerySet
from pytest_django import Settings

from accounts.models import User
from cameos.models import CastRequest, CastState, Scope
from feed.models import NoticeKind, Notification
from generation.models import Job, Screening
from tests.cameos.factories import make_cameo
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_an_hour(settings: Settings) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"clip_orders": "2/h/user", "waiting_orders": "2/h/user"}


def questions_to(user: User) -> QuerySet[Notification]:
    return Notification.objects.of(user).filter(kind=NoticeKind.CAST_ASKED)


def asks(door: Door, words: str) -> int:
    """On the page; and takes the question back."""
    wish = {"text": words, "people": "alice", "note": "Please!", "until": "2999-01-31", "reach": "public"}
    answer = door.submits("/create/wait/", **wish)
    for asked in CastRequest.objects.filter(state=CastState.OPEN):
        door.submits(f"/likeness/requests/{asked.pk}/withdraw/")
    return int(answer.status_code)


@pytest.mark.verify
def test_whoever_asks_and_takes_it_back_fills_no_inbox(alice: User, carol: User) -> None:
    make_cameo(alice, scope=Scope.APPROVED)
    door = Door(carol)
    assert [asks(door, f"@alice swims {n} times") for n in range(4)] == [302, 302, 429, 429]
    assert questions_to(alice).count() == 2


def test_a_question_too_many_keeps_its_words(alice: User, carol: User) -> None:
    make_cameo(alice, scope=Scope.APPROVED)
    door = Door(carol)
    for n in range(2):
        asks(door, f"@alice swims {n} times")
    wish = {"text": "@alice swims home", "people": "alice", "note": "Please!", "until": "2999-01-31"}
    answer = door.submits("/create/wait/", **wish, reach="public")
    assert answer.status_code == 429
    for kept in ("@alice swims home", "Please!", "2999-01-31", 'value="public" selected', "try again later"):
        assert kept in answer.text


def test_the_page_and_the_api_count_together(alice: User, carol: User) -> None:
    make_cameo(alice, scope=Scope.APPROVED)
    door = Door(carol)
    assert asks(door, "@alice swims") == 302
    assert door.asks("/api/orders/", text="@alice runs", people=["alice"]).status_code == 201
    assert asks(door, "@alice sleeps") == 429
    answer = door.asks("/api/orders/", text="@alice sings", people=["alice"])
    assert (answer.status_code, answer.json()["type"]) == (429, "about:blank#too_many_requests")
    assert int(answer["Retry-After"]) > 0


def test_refused_orders_are_stored_only_so_often(alice: User, bob: User) -> None:
    door = Door(alice)
    assert door.submits("/create/", text="@nobody swims").status_code == 422
    assert door.asks("/api/jobs/", text="@nobody swims").status_code == 403
    answer = door.submits("/create/", text="@nobody swims home")
    assert answer.status_code == 429
    assert "@nobody swims home" in answer.text
    assert "try again later" in answer.text
    assert door.asks("/api/jobs/", text="a fox").status_code == 429
    assert (Screening.objects.count(), Job.objects.count()) == (2, 0)
    assert Door(bob).asks("/api/jobs/", text="a fox").status_code == 201, "each has an hour of their own"


def test_looking_counts_nothing(alice: User) -> None:
    door = Door(alice)
    for _ in range(3):
        assert door.gets("/api/jobs/").status_code == 200
        assert door.gets("/api/orders/").status_code == 200
        assert door.gets("/create/").status_code == 200
    assert door.asks("/api/jobs/", text="a fox").status_code == 201


def test_where_nobody_can_count_orders_go_on(alice: User, settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    door = Door(alice)
    for number in range(3):
        door.submits("/create/", text=f"a fox in the snow {number}")
    assert Job.objects.count() == 3
