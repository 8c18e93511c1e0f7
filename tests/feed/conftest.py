"""Feed's own fixtures: presence is empty, and the worker works at once."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings
from redis import Redis

from feed.tasks import announce_post, clear_screens


@pytest.fixture(autouse=True)
def nobody_is_here() -> None:
    server = Redis.from_url(settings.REDIS_URL)
    for key in server.scan_iter(f"{settings.REDIS_PREFIX}:open:*"):
        server.delete(key)
    server.close()


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feed's own tasks run where they are sent, after the commit, with what a message can carry.

    Others go to the broker, where no worker waits: a job that is queued here is not rendered.
    """

    def run(task: Callable[..., None], *args: object) -> None:
        task(*json.loads(json.dumps(args)))

    for task in (announce_post, clear_screens):
        monkeypatch.setattr(task, "delay", partial(run, task))
