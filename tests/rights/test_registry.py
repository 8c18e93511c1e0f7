"""Every process uses the registry as it is now: after a change elsewhere, and after one that was undone."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rights import registry
from rights.models import Alias, MatchMode, Registry, Work
from rights.services import add_alias, change_alias, remove_alias
from tests.rights.factories import make_work

ELSEWHERE = """
import django
django.setup()
from rights.models import WorkKind
from rights.services import register_work
register_work(title="Captain Nimbus", kind=WorkKind.CHARACTER, by=None)
"""


def names(text: str) -> int:
    """How many works the text names, as this process knows them."""
    return len(registry.current().matcher.find([text]))


@pytest.mark.verify
def test_what_another_process_enters_counts_with_the_next_question(transactional_db: None) -> None:
    make_work("Northstar Cola")
    assert (names("captain nimbus"), names("northstar cola")) == (0, 1)
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        env=os.environ | {"DATABASE_URL": database.geturl(), "DJANGO_SETTINGS_MODULE": "sora_site.settings"},
        check=True,
        timeout=60,
    )
    assert (names("captain nimbus"), names("northstar cola")) == (1, 1)


def test_what_another_thread_enters_counts_once_it_is_committed(transactional_db: None) -> None:
    make_work("Northstar Cola")

    def enter() -> None:
        try:
            make_work("Captain Nimbus")
        finally:
            connection.close()

    assert names("captain nimbus") == 0
    with ThreadPoolExecutor(1) as pool:
        pool.submit(enter).result()
    assert names("captain nimbus") == 1


def test_a_change_that_was_undone_leaves_nothing_behind(transactional_db: None) -> None:
    """Its number is used again, by another change: numbers alone would not tell them apart."""
    make_work("Northstar Cola")
    with transaction.atomic():
        make_work("Captain Nimbus")
        undone = registry.current()
        assert names("captain nimbus") == 1
        transaction.set_rollback(True)
    make_work("The Old Lighthouse")
    assert registry.current().revision == undone.revision
    assert [names(text) for text in ("captain nimbus", "the old lighthouse")] == [0, 1]


@pytest.fixture
def alias(db: None) -> Alias:
    return make_work("Captain Nimbus").aliases.get()


def test_each_change_of_a_name_is_a_new_edition(alias: Alias) -> None:
    work = alias.work
    seen = [registry.current().revision]
    more = add_alias(work=work, text="Cloud Pilot", by=None)
    seen.append(registry.current().revision)
    change_alias(alias=more, text="Cloud Rider", mode=MatchMode.STRONG, by=None)
    seen.append(registry.current().revision)
    assert [names(text) for text in ("cloud pilot", "cloud rider")] == [0, 1]
    remove_alias(alias=more, by=None)
    seen.append(registry.current().revision)
    assert names("cloud rider") == 0
    assert seen == list(range(seen[0], seen[0] + 4))


def test_while_nothing_changes_it_asks_one_question_and_keeps_its_matcher(alias: Alias) -> None:
    matcher = registry.current().matcher
    with CaptureQueriesContext(connection) as queries:
        assert registry.current().matcher is matcher
    assert len(queries) == 1


def test_an_empty_registry_stops_nothing_and_hides_nothing_that_comes(db: None) -> None:
    assert not Registry.objects.exists()
    assert names("captain nimbus") == 0
    make_work("Captain Nimbus")
    assert names("captain nimbus") == 1
    assert Work.objects.count() == 1
