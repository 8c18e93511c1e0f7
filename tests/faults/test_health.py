"""An engine that is away is named, by an answer that comes at once and tells nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.models import User
from core.push import push, user_group
from sora_site.embedded import Postgres, Valkey
from sora_site.env import database
from tests.doors import Door
from tests.live import _connect_to

STATUS = "/healthz"


def asked() -> tuple[int, list[str]]:
    answer = Client().get(STATUS)
    return answer.status_code, answer.json()["broken"]


@pytest.fixture
def valkey(tmp_path: Path, settings: Any) -> Iterator[Valkey]:
    """A Valkey of this test alone, on which the site works."""
    with Valkey(tmp_path / "valkey", "health", durable=False) as server:
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": server.url}}
        layer = {"CONFIG": {"hosts": [server.url], "prefix": "health"}}
        settings.CHANNEL_LAYERS = {"default": settings.CHANNEL_LAYERS["default"] | layer}
        yield server


@pytest.fixture
def postgres(tmp_path: Path, django_db_blocker: Any) -> Iterator[Postgres]:
    """A PostgreSQL of this test alone, to which the site is connected."""
    home = dict(connection.settings_dict)
    with Postgres(tmp_path / "postgres", "health", durable=False) as server, django_db_blocker.unblock():
        _connect_to(database(server.url("assent"), pool_size=2))
        try:
            yield server
        finally:
            _connect_to(home)


@pytest.mark.django_db
def test_without_valkey_the_site_says_so_and_recovers(valkey: Valkey, alice: User) -> None:
    assert asked() == (200, [])
    valkey.stop()
    assert asked() == (503, ["valkey"])
    push([user_group(alice.pk)], {"type": "notice", "unread": 1})  # only the hint is lost
    assert Door(alice).gets("/inbox/").status_code == 200
    valkey.start()
    assert asked() == (200, [])


@pytest.mark.verify
def test_without_the_database_the_site_says_so(postgres: Postgres) -> None:
    assert asked() == (200, [])
    postgres.stop()
    assert asked() == (503, ["database"])
    assert cache.get("anything") is None
