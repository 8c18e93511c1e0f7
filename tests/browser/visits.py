"""Browser windows at the site: who sits before them, how large they are, and what went wrong in them."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from accounts.models import User
from tests.browser.chromium import LOOPBACK
from tests.factories import PASSWORD

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PATIENCE = 20_000  # ms: two cores, on which a browser and a whole site run


@dataclass
class Problems:
    """Errors in the console (refusals of the content policy are such), and calls to other hosts."""

    found: list[str] = field(default_factory=list)
    forgiven: set[str] = field(default_factory=set)

    def forgive(self, part: str) -> None:
        """The test provokes this one: an error that holds `part` is no problem."""
        self.forgiven.add(part)

    @property
    def left(self) -> list[str]:
        return [one for one in self.found if not any(part in one for part in self.forgiven)]

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"{message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in LOOPBACK:
            self.found.append(f"asked another host: {request.url}")


class Visits:
    """Opens windows for one test, and closes them after it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.problems = Problems()
        self._open: list[BrowserContext] = []

    def open(self, user: User | None = None, *, size: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        """A window of its own; with `user`, one in which they are logged in."""
        state = signed_in(self.browser, self.url, user) if user else None
        context = self.browser.new_context(base_url=self.url, storage_state=state, **(size | options))
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        self.problems.watch(context)
        self._open.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self._open:
            context.close()
        self._open.clear()


_states: dict[tuple[str, str], Any] = {}


def signed_in(browser: Browser, url: str, user: User) -> Any:
    """The cookies of `user`, who has come through the log-in page once."""
    key = (url, user.username)
    if key not in _states:
        context = browser.new_context(base_url=url)
        context.set_default_timeout(PATIENCE)
        log_in(context.new_page(), user.username)
        _states[key] = context.storage_state()
        context.close()
    return _states[key]


def log_in(page: Page, handle: str, password: str = PASSWORD) -> None:
    page.goto("/login/")
    page.get_by_label("Handle or e-mail address").fill(handle)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda address: "/login/" not in address)
