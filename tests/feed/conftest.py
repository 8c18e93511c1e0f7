"""Feed's own fixtures: presence is empty, and the worker works at once."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from redis import Redis

from sora_site.celery import app


@pytest.fixture(autouse=True)
def nobody_is_here() -> None:
    server = Redis.from_url(settings.REDIS_URL)
    for key in server.scan_iter(f"{settings.REDIS_PREFIX}:open:*"):
        server.delete(key)
    server.close()


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """Tasks run where they are sent, after the commit."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False
