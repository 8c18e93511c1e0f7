"""What people write is shown as they wrote it, and never runs."""

import pytest
from playwright.sync_api import Page

from accounts.models import Theme
from accounts.services import change_profile
from generation.models import JobState
from moderation.models import ReportReason
from moderation.services import report_clip
from tests.browser.footage import shown
from tests.browser.people import beside, member, moderator
from tests.browser.visits import Visits
from tests.browser.world import job

pytestmark = pytest.mark.verify

PROBES = (
    """"><script>window.hit=1</script><img src=x onerror="window.hit=1">""",
    """'-window.hit=1-' {{7*7}} ${window.hit=1} <svg/onload=window.hit=1>""",
    """</textarea></title><a href="javascript:window.hit=1">x</a><template id=words>""",
)


def is_inert(page: Page, path: str, probe: str) -> None:
    page.goto(path)
    page.wait_for_timeout(500)
    assert probe in page.evaluate(TEXTS), path
    assert page.evaluate("() => window.hit") is None
    assert page.locator("img[src='x'], a[href^='javascript:'], svg[onload]").count() == 0


# What can be read, typed, or is said of a picture.
TEXTS = """() => [
  document.documentElement.textContent,
  ...[...document.querySelectorAll("textarea, input")].map((field) => field.value),
  ...[...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label")),
].join("\\n")"""


@pytest.mark.parametrize("probe", PROBES)
def test_probe(visits: Visits, probe: str) -> None:
    alice, bob, judge = member("alice"), member("bob"), moderator("judge")
    beside(lambda: change_profile(display_name=probe[:50], theme=Theme.DARK, by=alice))
    post = shown(alice, caption=probe, prompt=probe)
    case = beside(lambda: report_clip(clip=post.clip, by=bob, reason=ReportReason.OTHER, text=probe)).case
    running = job(alice, JobState.FAILED, prompt=probe, failure_message=probe)
    page = visits.open(alice)
    for path in (f"/c/{post.clip_id}/", f"/jobs/{running.pk}/", "/drafts/"):
        is_inert(page, path, probe)
    is_inert(page, f"/@{alice.username}/", probe[:50])
    page.goto("/create/")
    page.get_by_test_id("composer").get_by_role("textbox").fill(probe)
    page.wait_for_timeout(1500)
    assert page.evaluate("() => window.hit") is None
    staff = visits.open(judge)
    is_inert(staff, f"/moderation/{case.pk}/", probe)
    is_inert(staff, "/moderation/", probe)
