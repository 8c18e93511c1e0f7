import socket

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.no_network import NetworkRefused


@pytest.mark.django_db
def test_the_database_is_a_postgresql_of_this_run() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("off",)
    assert connection.settings_dict["NAME"].startswith("test_")


def test_the_cache_is_a_valkey_that_asks_for_a_password() -> None:
    cache.set("house", "warm", 10)
    assert cache.get("house") == "warm"
    with socket.create_connection(
        ("127.0.0.1", int(settings.REDIS_URL.rsplit(":", 1)[1].split("/")[0]))
    ) as raw:
        raw.sendall(b"PING\r\n")
        assert raw.recv(100).startswith(b"-NOAUTH")


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 80)])
def test_nothing_beyond_this_machine_is_reached(address: tuple[str, int]) -> None:
    with pytest.raises(NetworkRefused, match=address[0]):
        socket.create_connection(address, timeout=1)
