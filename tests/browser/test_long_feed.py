"""A feed stays small however far somebody goes: three players, a handful of articles."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.footage import shown
from tests.browser.people import member
from tests.browser.visits import PHONE, Visits

pytestmark = pytest.mark.verify

SWIPES = 40
AT_REST = """(to) => {
  const { index, current, scroller } = window.__feed;
  return index === to && current.element && Math.abs(scroller.scrollTop - to * scroller.clientHeight) < 1;
}"""
COUNTS = """() => ({
  videos: window.__feed.player.pool.videos.length,
  playing: document.querySelectorAll("video").length,
  sources: window.__feed.player.pool.videos.filter((video) => video.src).length,
  articles: document.querySelectorAll(".clip").length,
  nodes: document.querySelectorAll("*").length,
})"""


@pytest.fixture
def maker() -> User:
    return member("maker")


def profile_of(maker: User, visits: Visits, **options: object) -> Page:
    page = visits.open(maker, size=PHONE | options)
    page.add_init_script("sessionStorage.setItem('probe', '1')")
    page.goto("/latest/")
    page.wait_for_function("() => window.__feed?.current")
    return page


def swipe_to(page: Page, index: int) -> None:
    """One turn of the wheel leads to the next clip, and no further: the next turn waits until it rests."""
    page.mouse.move(150, 400)
    page.mouse.wheel(0, 600)
    page.wait_for_function(AT_REST, arg=index)


def test_forty_swipes_leave_three_players_and_no_more_nodes(visits: Visits, maker: User) -> None:
    for number in range(SWIPES + 3):
        shown(maker, caption=f"Clip {number}")
    page = profile_of(maker, visits)
    for index in range(1, 6):
        swipe_to(page, index)
    early = page.evaluate(COUNTS)
    for index in range(6, SWIPES + 1):
        swipe_to(page, index)
    page.wait_for_function("() => window.__feed.player.video?.currentTime > 0.2")
    late = page.evaluate(COUNTS)
    assert late["videos"] == 3
    assert 1 <= late["playing"] <= 3
    assert late["sources"] == late["playing"]
    assert late["articles"] == early["articles"] <= 5
    assert abs(late["nodes"] - early["nodes"]) <= 20


def test_back_leads_to_the_same_clip(visits: Visits, maker: User) -> None:
    for number in range(10):
        shown(maker, caption=f"Clip {number}")
    page = profile_of(maker, visits)
    for index in range(1, 8):
        swipe_to(page, index)
    page.wait_for_timeout(500)  # where somebody is, is kept 300 ms after they have stopped
    here = page.evaluate("() => window.__feed.current.id")
    page.goto("/inbox/")
    page.go_back()
    page.wait_for_function("(id) => window.__feed?.current?.id === id", arg=here)


def test_nothing_plays_by_itself_where_motion_is_reduced(visits: Visits, maker: User) -> None:
    shown(maker, caption="Still")
    page = profile_of(maker, visits, reduced_motion="reduce")
    expect(page.locator(".clip.paused").first).to_be_visible()
    page.wait_for_timeout(1500)
    assert page.evaluate("() => document.querySelectorAll('video').length") == 0
    page.get_by_test_id("clip").first.locator(".frame").tap(position={"x": 120, "y": 300})
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0.2")
