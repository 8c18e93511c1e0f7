"""Pages that are reached on a way, and those that turn people away, looked at like all others."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Region, SignUpMode, SignUpPolicy
from accounts.services import change_region, create_invite, set_sign_up_mode
from cameos.models import Scope
from generation.models import Clip, JobState
from tests.browser.eyes import look
from tests.browser.footage import draft
from tests.browser.people import fresh, member
from tests.browser.visits import PHONE, Visits, log_in
from tests.browser.world import job
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.factories import PASSWORD
from tests.live import Site

pytestmark = pytest.mark.verify

CLAIM = {
    "name": "Dora Example",
    "email": "dora@example.org",
    "links": "https://example.org/c/1/",
    "statement": "I am the woman at the pier.",
    "signature": "Dora Example",
}
NEW_PASSWORD = "another long and quiet evening"


def fill_in(page: Page, *, birth_date: str = "1990-06-15") -> str:
    handle = fresh("dora")
    page.goto(f"/join/?invite={create_invite(by=member('bob')).code}")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("E-mail address").fill(f"{handle}@example.org")
    page.get_by_label("Birth date").fill(birth_date)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Create my account").click()
    return handle


def code_for(site: Site, handle: str) -> str:
    mail = str(site.mails_to(f"{handle}@example.org")[-1].get_payload())
    found = re.search(r"[Cc]ode .*\bis (\S+)", mail)
    assert found
    return found[1]


def test_join_with_mistakes_then_the_code(visits: Visits) -> None:
    page = visits.open(reduced_motion="reduce")
    visits.problems.forgive("status of 422")
    page.goto("/join/?invite=00000-00000-00000-00000")
    page.get_by_label("Handle").fill("ab")
    page.locator("form").last.evaluate("(form) => { form.noValidate = true; }")
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_test_id("form-errors")).to_be_visible()
    assert look(page) == []
    fill_in(page)
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    assert look(page) == []


def test_too_young(visits: Visits) -> None:
    page = visits.open(reduced_motion="reduce")
    visits.problems.forgive("status of 403")
    fill_in(page, birth_date="2015-01-01")
    expect(page.get_by_role("heading", name="Not yet")).to_be_visible()
    assert look(page) == []


def test_a_new_password(visits: Visits, site: Site) -> None:
    carol = member("carol")
    page = visits.open(reduced_motion="reduce")
    page.goto("/password/")
    page.get_by_role("main").locator("input[type=email]").fill(carol.email)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    assert look(page) == []
    page.get_by_label("Code").fill(code_for(site, carol.username))
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Password").first.wait_for()
    assert look(page) == []
    for field in page.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda address: "/password/new/" not in address)
    log_in(visits.open(), carol.username, NEW_PASSWORD)


def test_a_refused_caption_is_worded_anew_on_the_same_page(visits: Visits) -> None:
    alice = member("alice")
    visits.problems.forgive("status of 422")
    page = visits.open(alice, size=PHONE, reduced_motion="reduce")
    ready = job(alice, JobState.READY)
    draft(alice, job=ready)
    page.goto(f"/jobs/{ready.pk}/")
    page.get_by_label("Caption").fill("Mickey Mouse laughs with us")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_text("This cannot be posted as it is")).to_be_visible()
    expect(page.get_by_label("Caption")).to_have_value("Mickey Mouse laughs with us")
    assert look(page) == []


def test_allowing_more_is_shown_first(visits: Visits) -> None:
    cameo = make_cameo(member("wren"), scope=Scope.APPROVED)
    page = visits.open(cameo.owner, size=PHONE, reduced_motion="reduce")
    page.goto("/likeness/rules/")
    page.get_by_label("Mutuals").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="This allows more than before")).to_be_visible()
    assert look(page) == []
    page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("button", name="Allow it so").click()
    expect(page.get_by_text("Mutuals can put you in clips.")).to_be_visible()


def test_a_clip_is_removed_for_good_after_a_question(visits: Visits) -> None:
    cameo = make_cameo(member("wren"), scope=Scope.EVERYONE)
    clip = make_clip(member("asker"), cast=[cameo], published=True)  # with files of its own, which go with it
    page = visits.open(cameo.owner, size=PHONE, reduced_motion="reduce")
    page.goto("/likeness/clips/")
    page.get_by_test_id("appearance").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Remove 1 clip for good?")).to_be_visible()
    assert look(page) == []
    page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("1 clip is removed.")).to_be_visible()
    assert not Clip.objects.get(pk=clip.pk).video


def test_somebody_without_an_account_says_this_is_me(visits: Visits) -> None:
    page = visits.open(size=PHONE, reduced_motion="reduce")
    page.goto("/this-is-me/")
    form = page.get_by_test_id("this-is-me")
    for name, words in CLAIM.items():
        form.locator(f"[name={name}]").fill(words)
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_role("button", name="Send").click()
    expect(page.get_by_test_id("claim-sent")).to_contain_text("Its number is")
    assert look(page) == []


@contextmanager
def doors(mode: SignUpMode) -> Iterator[None]:
    before = SignUpMode(SignUpPolicy.now().mode)
    set_sign_up_mode(mode=mode, by=None)
    try:
        yield
    finally:
        set_sign_up_mode(mode=before, by=None)


def test_closed_doors(visits: Visits) -> None:
    page = visits.open(reduced_motion="reduce")
    visits.problems.forgive("status of 403")
    with doors(SignUpMode.CLOSED):
        page.goto("/join/")
        assert look(page) == []


@contextmanager
def closed_to_joiners(country: str) -> Iterator[None]:
    region = Region.objects.get(country=country)
    region.sign_up = False
    change_region(region=region, by=None)
    try:
        yield
    finally:
        region.sign_up = True
        change_region(region=region, by=None)


def test_not_in_your_country_yet(visits: Visits) -> None:
    page = visits.open(reduced_motion="reduce")
    visits.problems.forgive("status of 451")
    visits.problems.forgive("status of 403")
    with closed_to_joiners("US"):
        page.goto("/join/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("country")
        assert look(page) == []


def test_nothing_here(visits: Visits) -> None:
    visits.problems.forgive("status of 404")
    for user in (None, member("alice")):
        page = visits.open(user, reduced_motion="reduce")
        page.goto("/no/such/page/")
        expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
        assert look(page) == []


@pytest.mark.parametrize("part", ["", "moderation/case/", "rights/work/", "generation/clip/"])
def test_the_admin_keeps_its_policy(visits: Visits, part: str) -> None:
    """No rule of axe for the theme of others: but nothing that its own policy refuses."""
    keeper = member("keeper")
    keeper.is_staff = keeper.is_superuser = True
    keeper.save()
    page = visits.open(keeper)
    answer = page.goto(f"/admin/{part}")
    assert answer is not None
    assert answer.ok
    page.wait_for_load_state("networkidle")
