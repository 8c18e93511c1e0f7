"""The web process goes and comes back: an open page finds its way, and hears how its job ended."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from generation.models import Job
from sora_site.embedded.children import free_port, stop, tied
from sora_site.processes import ROOT
from tests.browser.people import member
from tests.browser.visits import Visits
from tests.live import Site

pytestmark = pytest.mark.verify

STARTED_WITHIN = 60  # seconds
READY_WITHIN = 120_000  # ms


class Web:
    """One more web process of the site, which a test may kill."""

    def __init__(self, site: Site) -> None:
        self.port = free_port()
        self.env = site.env | {"SITE_URL": self.url}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        daphne = [
            str(Path(sys.executable).with_name("daphne")),
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        command = tied([*daphne, "sora_site.asgi:application"], end=signal.SIGTERM)
        self._process = subprocess.Popen(command, env=self.env, cwd=ROOT, start_new_session=True)
        until = time.monotonic() + STARTED_WITHIN
        while not self._answers():
            assert time.monotonic() < until, "the web process did not start"
            time.sleep(0.2)

    def kill(self) -> None:
        assert self._process
        stop(self._process, signal.SIGKILL)
        self._process = None

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=5):
                return True
        except (URLError, ConnectionError):
            return False


@pytest.fixture
def web(site: Site) -> Iterator[Web]:
    process = Web(site)
    process.start()
    yield process
    process.kill()


def test_the_page_of_a_job_goes_on_to_ready(web: Web, visits: Visits) -> None:
    visits.url = web.url
    alice = member("alice")
    visits.problems.forgive("WebSocket connection to")
    for lost in ("CONNECTION_REFUSED", "CONNECTION_RESET", "EMPTY_RESPONSE"):  # before the kill, or in it
        visits.problems.forgive(f"net::ERR_{lost} ({web.url}/")
    page = visits.open(alice)
    page.goto("/create/")
    form = page.get_by_test_id("composer")
    form.get_by_role("textbox").fill("a fox in the snow")
    expect(form.get_by_role("button", name="Generate")).to_have_attribute("aria-disabled", "false")
    form.get_by_role("button", name="Generate").click()
    expect(page.get_by_test_id("job")).to_be_visible()
    page.evaluate("() => { window.unbroken = true; }")
    web.kill()
    time.sleep(1)
    web.start()
    expect(page.get_by_test_id("job")).to_have_attribute("data-state", "ready", timeout=READY_WITHIN)
    expect(page.get_by_test_id("job").locator("video")).to_be_visible()
    assert page.evaluate("() => window.unbroken")
    assert Job.objects.get(user=alice).state == "ready"
