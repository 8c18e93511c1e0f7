"""From the consent to the result in a browser with a camera and a microphone, detectors real."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from cameos.enrolment.challenge import Challenge, Turn
from cameos.models import Assurance, Cameo, Enrolment, EnrolmentState, Scope
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.people import member
from tests.browser.visits import PHONE, Visits
from tests.cameos.enrolment.performance import (
    answer,
    length,
    pictures,
    silence,
    spoken,
    write_camera,
    write_microphone,
)
from tests.live import Site

pytestmark = pytest.mark.verify

# Pauses between two tries of a request, and the longest recording, are a fiftieth as long.
HURRY = "const later = setTimeout; window.setTimeout = (act, ms = 0) => later(act, ms / 50);"
COUNT = """if (navigator.mediaDevices) {
  const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
  window.asked = 0;
  devices.getUserMedia = (what) => { window.asked += 1; return ask(what); };
}"""
CHECKED = 90_000  # ms: two cores for the browser, the site and the detectors


class Stage:
    """What the camera sees and the microphone hears. Chromium reads the files when it opens them."""

    def __init__(self, folder: Path) -> None:
        self.camera, self.microphone = folder / "camera.y4m", folder / "microphone.wav"
        self.set(())

    def set(self, turns: tuple[Turn, ...], digits: str = "") -> None:
        """Somebody who answers a challenge; without one, somebody who looks ahead and is silent."""
        seconds = length(turns) if turns else 2.0
        write_camera(self.camera, pictures(turns, seconds=seconds))
        write_microphone(self.microphone, spoken(digits, seconds=seconds) if digits else silence(seconds))

    @property
    def arguments(self) -> list[str]:
        return [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={self.camera}",
            f"--use-file-for-fake-audio-capture={self.microphone}",
        ]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def window(browser: Browser, stage: Stage, site: Site) -> Iterator[Visits]:
    """A browser of its own, with that camera and that microphone."""
    arguments = [*ARGUMENTS, *stage.arguments]
    started = browser.browser_type.launch(executable_path=find_chromium(), args=arguments)
    opened = Visits(started, site.url)
    try:
        yield opened
    finally:
        opened.close()
        started.close()
    assert opened.problems.left == []


def agree(page: Page) -> None:
    page.goto("/likeness/")
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_label("I have read this, and I agree")).not_to_be_checked()
    page.get_by_label("I have read this, and I agree").check()
    page.get_by_role("button", name="Go on").click()


def challenge_of(page: Page) -> Challenge:
    """As it stands on the page."""
    digits = re.sub(r"\D", "", page.locator("[data-digits] .vh").text_content() or "")
    turns = page.locator("[data-turn]").evaluate_all("all => all.map(one => one.dataset.turn)")
    return Challenge(digits, tuple(Turn(turn) for turn in turns))


def show_challenge(page: Page) -> Challenge:
    page.get_by_role("button", name="Show my challenge").click()
    expect(page.get_by_test_id("digits")).to_be_visible()
    return challenge_of(page)


def test_who_answers_the_challenge_has_a_likeness_for_themselves(window: Visits, stage: Stage) -> None:
    alice = member("alice")
    page = window.open(alice, size=PHONE)
    agree(page)
    page.get_by_role("button", name="Try the camera").click()
    expect(page.get_by_text("The light is good.")).to_be_visible()

    challenge = show_challenge(page)
    stage.set(challenge.turns, challenge.digits)
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_timeout(1000 * length(challenge.turns) - 600)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_label("What you recorded")).to_be_visible()
    page.get_by_role("button", name="Send it").click()

    result = page.get_by_test_id("result")
    expect(result).to_be_visible(timeout=CHECKED)
    own = Enrolment.objects.of(alice).get()
    assert result.get_attribute("data-result") == "passed", own.findings
    cameo = Cameo.objects.get(owner=alice)
    assert (cameo.scope, cameo.assurance) == (Scope.ONLY_ME, Assurance.BUILT_IN)
    page.get_by_role("link", name="To my likeness").click()
    expect(page.get_by_test_id("likeness")).to_be_visible()
    expect(page.get_by_test_id("assurance")).to_contain_text("Only for you, so far")


def test_the_camera_opens_once_and_a_recording_can_be_taken_again(window: Visits) -> None:
    page = window.open(member("alice"))
    page.add_init_script(HURRY + COUNT)
    agree(page)
    show_challenge(page)
    page.get_by_role("button", name="Record", exact=True).dblclick()
    own = page.get_by_label("What you recorded")
    expect(own).to_be_visible()
    assert page.evaluate("window.asked") == 1
    page.get_by_role("button", name="Take it again").click()
    expect(own).to_be_hidden()
    assert own.get_attribute("src") is None
    page.get_by_role("button", name="Record", exact=True).click()
    expect(own).to_be_visible()
    assert page.evaluate("window.asked") == 2


def test_a_recording_outlives_the_connection(window: Visits) -> None:
    """The first answer is lost, and the line stays down until the page gives up: a second press sends it."""
    alice, up, sizes = member("alice"), True, 0
    window.problems.forgive("net::ERR_FAILED")
    page = window.open(alice)
    page.add_init_script(HURRY)
    agree(page)
    show_challenge(page)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_label("What you recorded")).to_be_visible()

    def lose_the_answer(route: Route) -> None:
        nonlocal up, sizes
        route.fetch()
        up, sizes = False, sizes + 1
        route.abort()

    page.route("**/start/", lose_the_answer)
    page.route("**/status/", lambda route: route.continue_() if up else route.abort())
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("The connection was lost.")).to_be_visible()
    expect(page.get_by_role("button", name="Take it again")).to_be_hidden()
    up = True
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_test_id("result")).to_be_visible(timeout=CHECKED)
    own = Enrolment.objects.of(alice).get()
    assert (own.state, own.received, sizes) == (EnrolmentState.REFUSED, own.size, 1)


def test_who_has_no_camera_sends_a_file(window: Visits, tmp_path: Path) -> None:
    alice = member("alice")
    page = window.open(alice)
    agree(page)
    challenge = show_challenge(page)
    file = tmp_path / "wrong.mp4"
    wrong = tuple(Turn.LEFT if turn == Turn.RIGHT else Turn.RIGHT for turn in challenge.turns)
    other = "".join(str((int(digit) + 4) % 10) for digit in challenge.digits)
    file.write_bytes(answer(Challenge(other, (*wrong, Turn.LEFT, Turn.RIGHT))))
    page.get_by_label("Your recording").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_test_id("result")).to_have_attribute("data-result", "refused", timeout=CHECKED)
    expect(page.get_by_text("The digits were not those that we asked for.")).to_be_visible()
    assert not Cameo.objects.filter(owner=alice).exists()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_test_id("consent")).to_be_visible()
