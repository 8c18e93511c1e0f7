"""Whatever goes wrong under /api/, a program gets a problem document; what it sent breaks nothing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from accounts.models import User
from generation import apis
from generation.models import Job
from tests.cameos.factories import make_cameo
from tests.doors import Door
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db


def post(path: str, body: bytes, kind: str = "application/json") -> Callable[[Door], Any]:
    return lambda door: door.client.post(path, body, content_type=kind)


WRONG: dict[str, tuple[int, Callable[[Door], Any]]] = {
    "no such address": (404, lambda door: door.gets("/api/nothing/")),
    "no such object": (404, lambda door: door.gets(f"/api/jobs/{uuid4()}/")),
    "an id that is none": (404, lambda door: door.gets("/api/jobs/7/")),
    "no such method": (405, lambda door: door.client.put("/api/jobs/")),
    "not JSON": (400, post("/api/jobs/", b"{")),
    "not an object": (400, post("/api/jobs/", b"[]")),
    "a form": (415, post("/api/jobs/", b"text=fox", "application/x-www-form-urlencoded")),
    "a field of another kind": (400, lambda door: door.asks("/api/jobs/", text={"a": 1})),
    "half a character": (400, post("/api/jobs/", b'{"text": "a \\ud800 fox"}')),
    "a zero in the text": (400, lambda door: door.asks("/api/jobs/", text="a \x00 fox")),
    "a text without end": (400, lambda door: door.asks("/api/jobs/", text="a" * 20_001)),
    "a zero in the key": (
        400,
        lambda door: door.client.post(
            "/api/jobs/",
            {"text": "a fox"},
            content_type="application/json",
            headers={"Idempotency-Key": "a\0b"},
        ),
    ),
    "a cursor that is none": (400, lambda door: door.gets("/api/posts/?after=x")),
    "5,000 characters": (403, lambda door: door.asks("/api/jobs/", text="a" * 5_000)),
    "nothing": (403, lambda door: door.asks("/api/jobs/", text=" \u200b\u202e ")),
}


def is_problem(answer: Any) -> bool:
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["type"].startswith("about:blank#")
    assert body["title"]
    return bool(body["status"] == answer.status_code)


@pytest.mark.parametrize(("status", "ask"), WRONG.values(), ids=WRONG)
def test_what_a_program_did_wrong_is_answered_with_a_problem(
    status: int, ask: Callable[[Door], Any], alice: User
) -> None:
    answer = ask(Door(alice))
    assert (answer.status_code, is_problem(answer)) == (status, True)
    assert not Job.objects.exists()


def test_a_visitor_gets_one_too(client: Any) -> None:
    answer = client.get("/api/jobs/")
    assert (answer.status_code, is_problem(answer)) == (403, True)


def test_so_does_who_asks_too_often_and_hears_when_to_come_back(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr(apis.CheckThrottle, "rate", "1/min")
    door = Door(alice)
    assert door.asks("/api/checks/", text="a fox").status_code == 200
    answer = door.asks("/api/checks/", text="a fox")
    assert (answer.status_code, is_problem(answer)) == (429, True)
    assert int(answer["Retry-After"]) <= 60


def test_an_error_of_ours_is_a_problem_without_a_word_on_the_inside(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(apis, "submit_job", broken)
    door = Door(alice)
    door.client.raise_request_exception = False
    answer = door.asks("/api/jobs/", text="a fox")
    assert (answer.status_code, is_problem(answer)) == (500, True)
    assert "secret" not in answer.text


def test_a_page_that_is_not_there_is_a_page(alice: User) -> None:
    answer = Door(alice).gets("/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("text", ["ثعلب في الثلج", "a\u202e fox", "a\x07 fox", "a fox \U0001f98a"])
def test_unusual_characters_are_a_prompt_or_nothing(text: str, alice: User) -> None:
    """Marks of direction and control characters are taken out, the rest is what was said."""
    answer = Door(alice).asks("/api/jobs/", text=text)
    assert answer.status_code == 201
    assert answer.json()["prompt"] == text.replace("\u202e", "").replace("\x07", "")
    assert wallet_of(alice).held == answer.json()["cost"]


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/likeness/grants/", "/likeness/"),
        ("/likeness/portrait/", "/likeness/"),
        ("/likeness/review/", "/likeness/"),
        ("/likeness/pause/", "/likeness/"),
        ("/likeness/pause-all/", "/likeness/"),
        ("/likeness/rules/preset/", "/likeness/rules/"),
        ("/likeness/clips/act/", "/likeness/clips/"),
        ("/likeness/denials/7/lift/", "/likeness/"),
        ("/create/wait/", "/create/"),
        ("/invites/new/", "/invites/"),
    ],
)
def test_who_logs_in_on_the_way_of_a_form_is_led_back_to_it(path: str, above: str, alice: User) -> None:
    make_cameo(alice)
    door = Door(alice)
    answer = door.gets(path)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{above}" data-testid="back"' in answer.text
    assert door.gets(above).status_code == 200


def test_where_nothing_is_above_it_the_feed_is(alice: User) -> None:
    page = Door(alice).gets(f"/orders/{uuid4()}/drop/")
    assert (page.status_code, 'data-testid="back"' in page.text) == (405, False)
    assert "Back to the feed" in page.text


def test_a_form_that_is_sent_where_none_is_taken_gets_no_page(alice: User) -> None:
    assert Door(alice).submits("/likeness/clips/").content == b""
