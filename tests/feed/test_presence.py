"""Presence: by tab, forgotten by itself, and worth no more than a hint."""

import pytest
import time_machine
from redis import Redis

from feed import presence


def here(name: str = "latest") -> list[int]:
    return [user for chunk in presence.all_present(name) for user in chunk]


def test_a_person_is_there_while_one_of_their_tabs_is() -> None:
    for tab in ("a", "b"):
        presence.stay("latest", user_id=1, tab=tab)
    presence.leave("latest", user_id=1, tab="a")
    assert here() == [1]
    presence.leave("latest", user_id=1, tab="b")
    assert here() == []


def test_lists_are_apart() -> None:
    presence.stay("latest", user_id=1, tab="a")
    assert presence.those_present("following", [1]) == []
    assert presence.those_present("latest", [1, 2]) == [1]


def test_a_tab_that_says_nothing_is_forgotten() -> None:
    with time_machine.travel("2026-01-01", tick=False) as clock:
        presence.stay("latest", user_id=1, tab="a")
        presence.stay("latest", user_id=2, tab="b")
        clock.shift(presence.FORGOTTEN_AFTER - 1)
        presence.stay("latest", user_id=2, tab="b")
        clock.shift(2)
        assert here() == [2]
        assert presence.those_present("latest", [1, 2]) == [2]


def test_everybody_comes_once_and_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "CHUNK", 7)
    for user in range(1, 31):
        presence.stay("latest", user_id=user, tab="a")
    chunks = list(presence.all_present("latest"))
    assert [len(chunk) for chunk in chunks] == [7, 7, 7, 7, 2]
    assert sorted(user for chunk in chunks for user in chunk) == list(range(1, 31))


def test_without_a_server_hints_are_lost_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    monkeypatch.setattr(presence, "_server", lambda: gone)
    presence.stay("latest", user_id=1, tab="a")
    presence.leave("latest", user_id=1, tab="a")
    assert presence.those_present("latest", [1]) == []
    assert here() == []
