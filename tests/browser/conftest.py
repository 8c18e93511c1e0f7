"""One Chromium for all tests here, on the running site; no test passes while the console holds an error."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import MISSING, chromium, find_chromium
from tests.browser.visits import PATIENCE, Visits
from tests.live import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "visits" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package", autouse=True)
def browser() -> Iterator[Browser]:
    """Comes before the site: where there is no browser, nothing is started.

    It goes with the last test here: its driver runs an event loop in this thread, in which no other test
    could run one of its own.
    """
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    expect.set_options(timeout=PATIENCE)
    with chromium(path) as started:
        yield started


@pytest.fixture
def visits(browser: Browser, site: Site) -> Iterator[Visits]:
    opened = Visits(browser, site.url)
    yield opened
    opened.close()
    assert opened.problems.left == []
