"""A pytest plugin: real PostgreSQL and Valkey with fresh data, for every test run.

Loaded by `-p tests.engines`, so that the addresses are in the environment before Django reads its
settings. Under xdist the engines are started once; each worker has a test database of its own
(pytest-django adds the worker's name), a Valkey database and prefix of its own, and its own media.
"""

import base64
import os
import signal
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import pytest

from sora_site.embedded import EngineFailed, engines

running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Before pytest-django loads the settings, which wrappers alone are sure to be."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _set_apart(worker)
    else:
        _start()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    running.close()


def _start() -> None:
    signal.signal(signal.SIGTERM, _clear_up)
    folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="assent-tests-")))
    try:
        at = running.enter_context(engines(folder / "engines", durable=False))
    except EngineFailed as error:
        raise pytest.UsageError(str(error)) from error
    (folder / "static").mkdir()  # WhiteNoise warns when it is missing
    os.environ |= {
        "DATABASE_URL": at.database_url,
        "DATABASE_POOL": "40",  # for races of many
        "REDIS_URL": at.redis_url,
        "REDIS_PREFIX": "tests",
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        # The browser's driver runs an event loop in the thread of the tests, long after its last page.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "SECRET_KEY": "only-for-tests",
        "LIKENESS_KEY": base64.b64encode(b"only for tests: it has 32 bytes.").decode(),
        "DEBUG": "1",
        "LOG_LEVEL": "WARNING",
        "DEVELOPMENT_REGION": "US",
        "EMAIL_HOST": "",
        "LIKENESS_COOL_DOWN_HOURS": "0",  # but where a test is about it
        "S3_BUCKET": "",
    }


def _clear_up(number: int, frame: FrameType | None) -> None:
    """A cancelled run leaves no engine and no folder behind, and ends as the signal would have it."""
    running.close()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _set_apart(worker: str) -> None:
    """Database 0 is the run's own; worker gw0 takes 1, and so on: Valkey has sixteen."""
    number = int(worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{number % 16}"
    os.environ["REDIS_PREFIX"] = f"tests-{worker}"  # channels of pub/sub know no database number
    os.environ["MEDIA_ROOT"] = str(Path(os.environ["DATA_DIR"]) / f"media-{worker}")
