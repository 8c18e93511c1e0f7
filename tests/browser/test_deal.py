"""A maker asks for a license, the holder answers, and the clip goes on before the maker's eyes."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from rights.models import HolderStatus, LicenseRequest, Work, WorkKind
from rights.services import Offer, add_member, ask_maker, offer_terms, register_holder, register_work
from tests.browser.eyes import look
from tests.browser.people import beside, fresh, member
from tests.browser.visits import PHONE, Visits

pytestmark = pytest.mark.verify


@pytest.fixture
def maker() -> User:
    return member("mia")


@pytest.fixture
def holder() -> User:
    return member("hal")


@pytest.fixture
def work(holder: User) -> Work:
    title = f"Captain {fresh('Nimbus').replace('.', ' ').title()}"
    company = register_holder(name=f"{title} Pictures", by=None, status=HolderStatus.ACTIVE)
    add_member(holder=company, user=holder, by=None)
    return register_work(title=title, kind=WorkKind.CHARACTER, by=None, holder=company)


def request_of(maker: User) -> LicenseRequest:
    return LicenseRequest.objects.get(requester=maker)


def asks(page: Page, work: Work) -> None:
    sheet = page.get_by_test_id("composer-sheet")
    sheet.get_by_role("textbox").first.fill(f"{work} waves 🦊 from a pier")
    sheet.get_by_role("button", name="Request a license").click()
    wish = page.get_by_test_id("ask-sheet").locator("visible=true")
    expect(wish.get_by_text(str(work.holder))).to_be_visible()
    assert look(page) == []
    page.set_viewport_size(PHONE["viewport"])
    wish.get_by_label("A word to them").fill("For my mother’s birthday.")
    wish.get_by_role("button", name="Ask").click()
    expect(sheet.get_by_text(f"Waiting for {work.holder}.")).to_be_visible()
    expect(sheet.get_by_role("textbox").first).to_have_value("")


def test_from_the_composer_to_the_license(visits: Visits, maker: User, holder: User, work: Work) -> None:
    page = visits.open(maker, size=PHONE, reduced_motion="reduce")
    page.goto("/drafts/")
    page.get_by_test_id("tab-bar").get_by_role("link", name="Create a clip").tap()
    asks(page, work)
    page.keyboard.press("Escape")
    order = page.get_by_test_id("order")
    expect(order).to_contain_text(f"Waiting for {work.holder}")
    page.evaluate("window.unbroken = true")

    desk = visits.open(holder)
    desk.goto("/inbox/")
    expect(desk.get_by_test_id("notice").filter(has_text="asks for a license")).to_contain_text(work.title)

    beside(lambda: ask_maker(request=request_of(maker), by=holder, text="How old does she get?"))
    expect(order).to_contain_text("How old does she get?")
    order.get_by_label("Your answer").fill("Seventy.")
    order.get_by_role("button", name="Answer").click()
    expect(order).to_contain_text("Seventy.")
    page.evaluate("window.unbroken = true")

    terms = Offer(price=5, total=1)
    beside(lambda: offer_terms(request=request_of(maker), by=holder, offer=terms, answer="Gladly."))
    expect(order).to_contain_text("5 credits for each clip go to the holder.")
    assert page.evaluate("window.unbroken"), "the open page heard of it"
    order.get_by_role("button", name="Accept the terms").click()
    expect(page.get_by_test_id("order")).to_have_count(0)
    expect(page.get_by_test_id("job-row").or_(page.get_by_test_id("draft")).first).to_contain_text(work.title)


def test_without_scripts(visits: Visits, maker: User, work: Work) -> None:
    page = visits.open(maker, size=PHONE, java_script_enabled=False)
    visits.problems.forgive("status of 422")
    page.goto("/create/")
    page.get_by_role("textbox", name="Describe your clip").fill(f"{work} waves from a pier")
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_test_id("finding")).to_contain_text(f"opened {work} to this site")
    ask = page.get_by_role("region", name="Or ask for it")
    ask.get_by_label("What for").select_option("fan")
    ask.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_test_id("order")).to_contain_text(f"Waiting for {work.holder}")
    assert request_of(maker).purpose == "fan"
    page.get_by_role("button", name="Stop waiting").click()
    expect(page.get_by_test_id("order")).to_have_count(0)


def test_the_registry_is_searched_while_one_types_and_by_keys(visits: Visits, work: Work) -> None:
    page = visits.open()
    page.goto("/rights/")
    page.keyboard.press("/")
    page.keyboard.type(work.title)
    works = page.get_by_test_id("work")
    expect(works).to_have_count(1)
    expect(page.locator("[data-found]")).to_have_text("1 work")
    page.keyboard.press("ArrowDown")
    expect(works.get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=work.title, exact=True)).to_be_visible()


def test_a_registry_that_cannot_be_asked_says_so(visits: Visits, work: Work) -> None:
    visits.problems.forgive("/rights/")
    page = visits.open()
    page.goto("/rights/")
    page.route("**/rights/?*", lambda route: route.abort())
    page.get_by_role("searchbox").fill(work.title)
    expect(page.get_by_text("The registry could not be asked")).to_be_visible()
    page.unroute("**/rights/?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_test_id("work")).to_have_count(1)
