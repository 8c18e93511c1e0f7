"""A browser that runs no scripts can do everything that matters."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.queries import are_mutuals
from accounts.services import create_invite, follow
from feed.models import Post
from generation.models import Job
from moderation.models import Report
from tests.browser.footage import draft, shown
from tests.browser.people import beside, fresh, member
from tests.browser.visits import PHONE, Visits
from tests.factories import PASSWORD
from tests.live import Site

pytestmark = pytest.mark.verify


@pytest.fixture
def alice() -> User:
    return member("alice")


@pytest.fixture
def bob() -> User:
    return member("bob")


def plain(visits: Visits, user: User | None) -> Page:
    return visits.open(user, size=PHONE, java_script_enabled=False)


def test_join(visits: Visits, site: Site, bob: User) -> None:
    page, handle = plain(visits, None), fresh("carol")
    page.goto(f"/join/?invite={create_invite(by=bob).code}")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("E-mail address").fill(f"{handle}@example.org")
    page.get_by_label("Birth date").fill("1990-06-15")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Create my account").click()
    code = re.search(r"code is (\S+)", str(site.mails_to(f"{handle}@example.org")[-1].get_payload()))
    assert code
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    assert User.objects.filter(username=handle).exists()


def test_create(visits: Visits, alice: User) -> None:
    page = plain(visits, alice)
    page.goto("/create/")
    page.get_by_role("textbox", name="Describe your clip").fill("a fox in the snow")
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_test_id("job-row")).to_contain_text("a fox in the snow")
    page.get_by_role("button", name="Cancel").click()
    assert Job.objects.get(user=alice).state == "cancelled"


def test_publish(visits: Visits, alice: User) -> None:
    draft(alice)
    page = plain(visits, alice)
    page.goto("/drafts/")
    page.get_by_text("Post", exact=True).click()
    page.get_by_label("Caption").fill("Without a script.")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("Without a script.").first).to_be_visible()
    assert Post.objects.get(maker=alice).caption == "Without a script."


def test_like(visits: Visits, alice: User, bob: User) -> None:
    post = shown(alice)
    page = plain(visits, bob)
    page.goto(f"/c/{post.clip_id}/")
    page.get_by_role("button", name="Like").first.click()
    post.refresh_from_db()
    assert post.like_count == 1
    page.goto(f"/c/{post.clip_id}/")
    expect(page.get_by_role("button", name="Like").first).to_have_attribute("aria-pressed", "true")


def test_follow(visits: Visits, alice: User, bob: User) -> None:
    beside(lambda: follow(user=bob, by=alice))
    page = plain(visits, bob)
    page.goto(f"/@{alice.username}/")
    page.get_by_role("button", name="Follow back").click()
    assert are_mutuals(alice, bob)


def test_report(visits: Visits, alice: User, bob: User) -> None:
    post = shown(alice)
    page = plain(visits, bob)
    page.goto(f"/report/clip/{post.clip_id}/")
    page.get_by_label("Hate or harassment").check()
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_text("We have your report")).to_be_visible()
    assert Report.objects.get(reporter=bob).case.clip_id == post.clip_id


def test_a_clip_can_be_watched(visits: Visits, alice: User) -> None:
    page = plain(visits, alice)
    post = shown(alice, caption="With controls.")
    page.goto(f"/c/{post.clip_id}/")
    video = page.locator(".clip video").first
    expect(video).to_be_visible()
    assert video.get_attribute("controls") is not None
    answer = page.request.get(str(video.get_attribute("src")), headers={"Range": "bytes=0-99"})
    assert (answer.status, len(answer.body())) == (206, 100)
