"""What a first visit to the feed has to fetch, in bytes over the wire."""

import gzip

import pytest
from playwright.sync_api import Page, Response

from tests.browser.footage import shown
from tests.browser.people import member
from tests.browser.visits import Visits

pytestmark = pytest.mark.verify

KB = 1024
BUDGETS = {"script": 35 * KB, "stylesheet": 14 * KB, "document": 14 * KB}


@pytest.fixture
def fetched(visits: Visits) -> dict[str, int]:
    """Bytes by kind, compressed as gzip does it, with everything that the page ever loads."""
    alice = member("alice")
    for number in range(3):
        shown(alice, caption=f"A caption of a usual length, number {number}.")
    page = visits.open(alice)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (it inspects functions)
    page.goto("/latest/")
    _open_everything(page)
    sizes = dict.fromkeys(BUDGETS, 0)
    for answer in answers:
        if answer.request.resource_type in sizes:
            sizes[answer.request.resource_type] += len(gzip.compress(answer.body(), 9))
    return sizes


def _open_everything(page: Page) -> None:
    """The composer and its people are loaded when they are wanted first."""
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0")
    page.keyboard.press("n")
    page.get_by_test_id("composer-sheet").get_by_role("textbox").fill("a fox with @")
    page.wait_for_timeout(1500)


def test_the_feed_stays_within_its_budget(fetched: dict[str, int]) -> None:
    over = {kind: size for kind, size in fetched.items() if not 0 < size <= BUDGETS[kind]}
    assert over == {}, fetched
