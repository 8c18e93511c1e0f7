"""The feed by keys alone, and what keys do not do."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.footage import shown
from tests.browser.people import member
from tests.browser.visits import Visits

pytestmark = pytest.mark.verify

INDEX = "() => window.__feed.index"


@pytest.fixture
def feed(visits: Visits) -> Page:
    """Somebody's feed, open at the first of three clips."""
    alice = member("alice")
    for number in range(3):
        shown(alice, caption=f"Clip {number}")
    page = visits.open(alice)
    page.add_init_script("sessionStorage.setItem('probe', '1')")
    page.goto("/latest/")
    page.wait_for_function("() => window.__feed?.current")
    page.locator("html[data-captions]").wait_for(state="attached")  # the controls are there
    expect(page.locator(".clip video.on").first).to_be_visible()
    return page


def test_j_and_k_step(feed: Page) -> None:
    feed.keyboard.press("j")
    feed.wait_for_function("() => window.__feed.index === 1")
    feed.keyboard.press("ArrowDown")
    feed.wait_for_function("() => window.__feed.index === 2")
    feed.keyboard.press("k")
    feed.wait_for_function("() => window.__feed.index === 1")


def test_m_and_c_switch_sound_and_captions(feed: Page) -> None:
    feed.keyboard.press("m")
    feed.wait_for_function("() => !window.__feed.player.video.muted")
    expect(feed.get_by_role("button", name="Mute", exact=True)).to_be_visible()
    captions = feed.get_by_role("button", name="Captions")
    before = captions.get_attribute("aria-pressed")
    feed.keyboard.press("c")
    expect(captions).to_have_attribute("aria-pressed", {"true": "false", "false": "true"}[str(before)])


def test_l_likes_and_takes_it_back(feed: Page) -> None:
    like = feed.get_by_test_id("clip").first.get_by_role("button", name="Like")
    for pressed, number in (("true", "1"), ("false", "0")):
        with feed.expect_response(lambda answer: answer.url.endswith("/like/")) as answered:
            feed.keyboard.press("l")
        assert answered.value.ok
        expect(like).to_have_attribute("aria-pressed", pressed)
        expect(like.locator("span")).to_have_text(number)


def test_space_pauses(feed: Page) -> None:
    feed.keyboard.press("Space")
    feed.wait_for_function("() => window.__feed.player.video.paused")
    feed.keyboard.press("Space")
    feed.wait_for_function("() => !window.__feed.player.video.paused")


def test_a_sheet_takes_the_keys_and_escape_gives_them_back(feed: Page) -> None:
    feed.keyboard.press("?")
    sheet = feed.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    feed.keyboard.press("j")
    assert feed.evaluate(INDEX) == 0
    assert feed.evaluate("() => window.__feed.player.video.paused")
    feed.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    feed.keyboard.press("j")
    feed.wait_for_function("() => window.__feed.index === 1")


def test_n_opens_the_composer_in_which_letters_are_letters(feed: Page) -> None:
    feed.keyboard.press("n")
    field = feed.get_by_test_id("composer-sheet").get_by_role("textbox")
    expect(field).to_be_focused()
    feed.keyboard.type("jkl?")
    expect(field).to_have_value("jkl?")
    assert feed.evaluate(INDEX) == 0
    feed.keyboard.press("Escape")
    expect(feed.get_by_test_id("composer-sheet")).to_be_hidden()
    feed.keyboard.press("n")
    expect(field).to_have_value("jkl?")


def test_single_keys_can_be_turned_off(feed: Page) -> None:
    feed.keyboard.press("?")
    feed.get_by_label("Use single keys").uncheck()
    feed.keyboard.press("Escape")
    expect(feed.locator("dialog[open]")).to_have_count(0)
    feed.wait_for_function("() => document.activeElement?.tagName !== 'INPUT'")  # where arrows are its own
    feed.keyboard.press("j")
    feed.keyboard.press("ArrowDown")  # no letter: it stays
    feed.wait_for_function("() => window.__feed.index === 1")


def test_tab_reaches_the_clip_in_view_and_none_behind_it(feed: Page) -> None:
    """The skip link comes first; clips above and below cannot be tabbed into."""
    feed.keyboard.press("Tab")
    expect(feed.get_by_role("link", name="Skip to clips")).to_be_focused()
    inside = []
    for _ in range(40):
        feed.keyboard.press("Tab")
        inside.append(feed.evaluate("() => document.activeElement.closest('.clip')?.dataset.clip ?? ''"))
    assert set(inside) - {""} == {feed.evaluate("() => window.__feed.current.id")}
