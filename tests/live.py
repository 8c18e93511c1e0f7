"""The whole site, running: daphne, both workers and beat, on engines and a database of its own.

    def test_something(site: Site) -> None:
        make_user("alice")                # the ORM of the test works on the site's database
        urlopen(site.url)                 # and the site serves what it finds there

Started once for all tests that ask for it (under xdist they all go to one worker), so a test makes
people of its own and counts on no empty table.
"""

import email
import os
import re
import time
from collections.abc import Callable, Coroutine, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from sora_site.celery import app as celery_app
from sora_site.embedded import Postgres, Valkey
from sora_site.embedded.children import free_port
from sora_site.env import database
from sora_site.processes import HEALTHY_SECONDS, Processes, SiteFailed

# What is dear to start, and where the tests are that share it; xdist knows a test by its name alone.
SHARED = {
    "site": ("tests/browser/", "tests/drills/", "tests/house/test_site.py"),
    "model": (
        "tests/generation/test_jobs.py",
        "tests/generation/test_diffusers_engine.py",
        "tests/generation/test_diffusers_pictures.py",
        "tests/stories/test_first_clip.py",
        "tests/stories/test_deal.py",
    ),
    "demo": ("tests/moderation/test_demo.py",),
    "home": ("tests/house/test_run.py",),
}


class Site:
    """A running site with data of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "site.log"
        self.database = Postgres(folder / "postgres", "live", durable=False)
        self.broker = Valkey(folder / "valkey", "live", durable=True)  # a restart must not lose what waits
        self._running = ExitStack()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """DEBUG is off: what is tested is what is deployed."""
        return os.environ | {
            "DATABASE_URL": self.database.url("assent"),
            "REDIS_URL": self.broker.url,
            "DEBUG": "0",
            "DATA_DIR": str(self.folder),
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "SITE_URL": self.url,
            "DEVELOPMENT_REGION": "US",
            "EMAIL_FOLDER": str(self.folder / "mail"),
            "PYTHONWARNINGS": "ignore:You're running the worker",
            "SEED_DEMO": "0",
            "PICTURE_STRANGERS": "stylize",
        }

    def start(self) -> None:
        self._running.enter_context(self.database)
        self._running.enter_context(self.broker)
        self.processes = Processes(self.env, port=self.port, log=self.log)
        self.processes.prepare()
        self._running.enter_context(self.processes)
        self.processes.wait_until_healthy()
        with _broker_at(self.broker.url):
            self._wait_for_workers()

    def _wait_for_workers(self) -> None:
        until = time.monotonic() + HEALTHY_SECONDS
        while len(celery_app.control.inspect(timeout=2, limit=2).ping() or {}) < 2:
            if time.monotonic() > until:
                raise SiteFailed("the workers do not answer")

    def stop(self) -> None:
        self._running.close()

    def worker_pid(self) -> int:
        """The process that renders, a child of the worker: the youngest of its line."""
        return self.processes.pids("render")[-1]

    def restart_broker(self) -> None:
        """Valkey goes and comes back on the same port, with the data it had saved."""
        self.broker.stop()
        self.broker.start()
        celery_app._after_fork()  # type: ignore[attr-defined]  # our own connections are dead, too

    def mails_to(self, address: str) -> list[Message]:
        """Oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"))
        mails = [email.message_from_string(text) for file in files for text in _split(file.read_text())]
        return [mail for mail in mails if address in str(mail["To"])]

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-80:]) if self.log.exists() else ""


def _split(text: str) -> list[str]:
    """Django's file backend ends each message with a line of dashes."""
    return [part.strip() for part in re.split(r"^-{79}$", text, flags=re.MULTILINE) if part.strip()]


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    try:
        site.start()
        yield site
    except Exception as error:
        raise RuntimeError(f"the site did not start:\n{site.tail()}") from error
    finally:
        site.stop()


@pytest.fixture
def site(
    request: pytest.FixtureRequest,
    running_site: Site,
    settings: Any,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Site]:
    """The running site; meanwhile this process works on its database, media, cache and broker."""
    assert request.node.nodeid.startswith(SHARED["site"]), "add the test's place to SHARED"
    env = running_site.env
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs an event loop here
    monkeypatch.setattr("core.push.async_to_sync", _beside_the_loop)
    settings.MEDIA_ROOT = Path(env["MEDIA_ROOT"])
    settings.SITE_URL = running_site.url
    settings.CACHES = _at(settings.CACHES, {"LOCATION": env["REDIS_URL"]})
    layer = {"CONFIG": {"hosts": [env["REDIS_URL"]], "prefix": env["REDIS_PREFIX"]}}
    settings.CHANNEL_LAYERS = _at(settings.CHANNEL_LAYERS, layer)
    with django_db_blocker.unblock(), _database_at(running_site), _broker_at(env["REDIS_URL"]):
        yield running_site


def _beside_the_loop(act: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """As `async_to_sync`, where the thread's own event loop is the browser driver's."""

    def run() -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(async_to_sync(act)).result()

    return run


def _at(configured: Any, place: dict[str, Any]) -> dict[str, Any]:
    return {"default": configured["default"] | place}


@contextmanager
def _database_at(site: Site) -> Iterator[None]:
    """The default connection, pool included, moves to the site's server and back."""
    home = dict(connection.settings_dict)
    _connect_to(database(site.env["DATABASE_URL"], pool_size=8))
    try:
        yield
    finally:
        _connect_to(home)


def _connect_to(place: dict[str, Any]) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has it
    connection.settings_dict.update({name: place[name] for name in ("HOST", "PORT", "NAME", "PASSWORD")})


@contextmanager
def _broker_at(url: str) -> Iterator[None]:
    """What this process asks of workers goes to those of the site."""
    home = celery_app.conf.broker_url
    _publish_to(url)
    try:
        yield
    finally:
        _publish_to(home)


def _publish_to(url: str) -> None:
    celery_app.conf.update(broker_url=url)
    celery_app._after_fork()  # type: ignore[attr-defined]  # forgets its pools, as a forked process does


class StartOnce(LoadScopeScheduling):  # type: ignore[misc]  # xdist's base has no types
    """Under xdist, tests that share what is dear go to one worker, every other to whichever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((what for what, where in SHARED.items() if nodeid.startswith(where)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return StartOnce(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what the site said."""
    report = yield
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and isinstance(site, Site):
        report.sections.append(("the site's log", site.tail()))
    return report
