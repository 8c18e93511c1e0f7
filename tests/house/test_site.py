"""The running site of the browser tests is what it says: whole, its own, and on real engines."""

import os
import signal
import time
from urllib.request import urlopen

import psutil
import pytest
from django.core.cache import cache
from django.db import connection
from redis.exceptions import ConnectionError

from accounts.models import User
from sora_site.celery import app as celery_app
from tests.factories import make_user
from tests.live import Site

pytestmark = pytest.mark.verify


def test_it_answers_and_sees_what_the_test_writes(site: Site) -> None:
    with urlopen(f"{site.url}/healthz") as answer:
        assert answer.status == 200
    make_user("hannah")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), inet_server_port()")
        assert cursor.fetchone() == ("assent", site.database.port)


def test_it_keeps_its_people_from_other_tests(site: Site) -> None:
    assert User.objects.filter(username="hannah").exists()


@pytest.mark.django_db
def test_other_tests_have_their_own_database_back() -> None:
    assert connection.settings_dict["NAME"].startswith("test_")
    assert not User.objects.filter(username="hannah").exists()


def _ping() -> set[str]:
    return set(celery_app.control.inspect(timeout=5, limit=2).ping() or ())


def test_its_workers_hear_this_process(site: Site) -> None:
    try:
        answers = _ping()
    except ConnectionError:  # left over from a test that restarted the broker; the next one is new
        answers = _ping()
    assert {name.partition("@")[0] for name in answers} == {"default", "render"}


def test_its_broker_comes_back_with_what_it_held(site: Site) -> None:
    cache.set("held", "yes")
    site.restart_broker()
    assert cache.get("held") == "yes"
    with urlopen(f"{site.url}/healthz") as answer:
        assert answer.status == 200


def test_a_killed_worker_child_is_replaced(site: Site) -> None:
    killed = site.worker_pid()
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + 15
    while not (psutil.pid_exists(site.worker_pid()) and site.worker_pid() != killed):
        assert time.monotonic() < until
        time.sleep(0.1)
