"""The whole way in a browser: join, write, be refused, watch it render, post, be seen, be taken down."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts import codes
from accounts.services import create_invite
from generation.models import Clip
from rights.models import HolderStatus, WorkKind
from rights.services import register_holder, register_work
from tests.browser.people import fresh, member, moderator
from tests.browser.visits import PATIENCE, PHONE, Visits
from tests.factories import PASSWORD
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.verify]

SCENE = "rides a bicycle past a lighthouse at sunset"
RENDERING = 120_000  # ms: a machine that is busy with other tests
PLAYED = "video => video.currentTime > 0.2 && video.getVideoPlaybackQuality().totalVideoFrames > 3"


def closed_work() -> tuple[str, str]:
    """The title of a work that nobody may use, and what may be drawn in its place."""
    title = f"Captain {fresh('Quillon').replace('.', ' ').title()}"
    holder = register_holder(name=f"{title} Pictures", by=None, status=HolderStatus.ACTIVE)
    register_work(title=title, kind=WorkKind.CHARACTER, by=None, holder=holder, alternative="a red parrot")
    return title, "a red parrot"


def join(page: Page, site: Site, code: str) -> str:
    """Through the door as a visitor does: invite link, form, code from the mail."""
    handle = fresh("alice")
    page.goto(f"/invite/{code}/")
    expect(page.get_by_label("Invite code")).to_have_value(codes.grouped(code))
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("E-mail address").fill(f"{handle}@example.org")
    page.get_by_label("Birth date").fill("1990-06-15")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    mail = site.mails_to(f"{handle}@example.org")[-1]
    found = re.search(r"code is (\S+)", str(mail.get_payload()))
    assert found
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_test_id("tab-bar")).to_be_visible()
    return handle


def follow(page: Page, handle: str) -> None:
    page.goto(f"/@{handle}/")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()


def compose(page: Page, title: str, alternative: str) -> None:
    """A refused phrase is marked; one tap puts another in its place; then the way is free."""
    page.get_by_test_id("tab-bar").get_by_role("link", name="Create a clip").tap()
    sheet = page.get_by_test_id("composer-sheet")
    sheet.get_by_role("textbox").fill(f"{title} {SCENE}")
    expect(sheet.locator(".mirror mark.no")).to_have_text(title)
    generate = sheet.get_by_role("button", name="Generate")
    expect(generate).to_have_attribute("aria-disabled", "true")
    sheet.get_by_role("button", name=f"Use “{alternative}”").tap()
    expect(sheet.get_by_role("textbox")).to_have_value(f"{alternative} {SCENE}")
    expect(generate).to_have_attribute("aria-disabled", "false")
    generate.tap()


def watch_it_render(page: Page) -> None:
    """Where the socket's news arrive: the page is not loaded again until the clip is there."""
    page.get_by_role("link", name="See it").click()
    page.evaluate("window.unbroken = true")
    job = page.get_by_test_id("job")
    expect(job).to_have_attribute("data-state", re.compile("rendering|checking|ready"), timeout=RENDERING)
    expect(job).to_have_attribute("data-state", "ready", timeout=RENDERING)
    expect(job.locator("video")).to_be_visible()
    assert page.evaluate("window.unbroken")


def post(page: Page, caption: str) -> None:
    page.get_by_label("Caption").fill(caption)
    page.get_by_role("button", name="Post it").tap()
    expect(page.get_by_test_id("clip").first).to_be_visible()


def sees_the_new_clip(page: Page, caption: str) -> None:
    """The pill comes to an open feed; behind it the clip plays."""
    page.get_by_role("button", name="new clip").click()
    clip = page.get_by_test_id("clip").filter(has_text=caption)
    expect(clip).to_be_visible()
    video = clip.locator("video")
    expect(video).to_be_attached()
    page.wait_for_function(PLAYED, arg=video.element_handle(), timeout=PATIENCE)


def report(page: Page, clip: Clip) -> None:
    page.goto(f"/report/clip/{clip.pk}/")
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_text("We have your report")).to_be_visible()


def take_down(page: Page, clip: Clip, reason: str) -> None:
    page.goto("/moderation/")
    page.get_by_role("link", name=f"Clip by {clip.maker}").click()
    page.get_by_label("Reason").fill(reason)
    page.get_by_test_id("remove").click()
    expect(page.get_by_text("Removed. The maker is told")).to_be_visible()


def test_from_an_invite_to_a_removal(visits: Visits, site: Site) -> None:
    title, alternative = closed_work()
    bob, judge = member("bob"), moderator("judge")
    invite = create_invite(by=bob)

    alice_phone = visits.open(size=PHONE)
    handle = join(alice_phone, site, invite.code)
    following = visits.open(bob)
    follow(following, handle)
    following.goto("/following/")
    expect(following.get_by_text("Nobody here yet")).to_be_visible()

    compose(alice_phone, title, alternative)
    watch_it_render(alice_phone)
    caption = "The parrot had the wind behind it."
    post(alice_phone, caption)

    sees_the_new_clip(following, caption)

    clip = Clip.objects.get(maker__username=handle)
    report(visits.open(bob), clip)
    take_down(visits.open(judge), clip, "The lighthouse is private.")
    expect(following.get_by_test_id("clip").get_by_text("No longer available")).to_be_visible()
    expect(following.locator("video")).to_have_count(0)

    alice_phone.goto("/inbox/")
    expect(alice_phone.get_by_test_id("notice").filter(has_text="The lighthouse is private.")).to_be_visible()
