"""Every page by the rules of axe, in both themes and two widths, without scrolling sideways at 320 px."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import ADDRESSES, NO_PAGE, ON_THE_WAY, Address, named
from tests.browser.eyes import look
from tests.browser.visits import PHONE, Visits
from tests.browser.world import world
from tests.live import Site

pytestmark = pytest.mark.verify


def test_every_address_is_looked_at() -> None:
    entered = {address.view for address in ADDRESSES} | ON_THE_WAY | NO_PAGE
    assert named() == entered


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_page(address: Address, visits: Visits, site: Site) -> None:
    somewhere = world(site.url)
    page = visits.open(address.visitor(somewhere), reduced_motion="reduce")
    visits.problems.forgive(f"status of {address.status}")
    answer = page.goto(address.path(somewhere))
    assert answer is not None
    assert answer.status == address.status
    assert look(page) == []


@pytest.mark.parametrize(("key", "name"), [("n", "New clip"), ("?", "Keys")])
def test_sheet(key: str, name: str, visits: Visits, site: Site) -> None:
    page = visits.open(world(site.url).alice, reduced_motion="reduce")
    page.goto("/")
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    assert look(page) == []


@pytest.mark.parametrize(("opener", "name"), [("data-more", "This clip"), ("data-about", "About this clip")])
def test_sheet_of_a_clip(opener: str, name: str, visits: Visits, site: Site) -> None:
    somewhere = world(site.url)
    page = visits.open(somewhere.bob, size=PHONE, reduced_motion="reduce")
    page.goto(f"/c/{somewhere.clip.pk}/")
    page.locator("html[data-captions]").wait_for(state="attached")  # the controls are there
    page.get_by_test_id("clip").first.locator(f"[{opener}]").tap()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    assert look(page) == []
