"""Two people at once, in two real transactions, and a gate that holds one of them in the middle."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident
from time import sleep
from typing import Any, TypeVar

import pytest
from django.db import connection

Result = TypeVar("Result")


class Gate:
    """Holds the first actor between check and write until the second is through, or waits for a lock."""

    def __init__(self) -> None:
        self._reached = Event()
        self._second_through = Event()
        self._second_pid = 0
        self._second_thread = 0
        self.second_waited = False

    def hold(self) -> None:
        """Called by the first actor after its check and before its write. The second walks through."""
        if get_ident() == self._second_thread:
            return
        self._reached.set()
        while not self._second_through.is_set():
            if self._second_pid and _waits_for_a_lock(self._second_pid):
                self.second_waited = True
                return
            sleep(0.001)

    def run(self, first: Callable[[], object], second: Callable[[], object]) -> list[BaseException | None]:
        """Run both; the second starts when the first has checked. Returns what each raised, if anything."""
        with ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(_alone, self._first, first), pool.submit(_alone, self._second, second)]
            return [future.result(timeout=30) for future in futures]

    def _first(self, act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            self._reached.set()  # it was refused before the gate: let the second go on

    def _second(self, act: Callable[[], object]) -> None:
        self._second_thread = get_ident()
        try:
            self._reached.wait(10)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._second_pid = cursor.fetchone()[0]
            act()
        finally:
            self._second_through.set()


def _alone(run: Callable[[Callable[[], object]], None], act: Callable[[], object]) -> BaseException | None:
    try:
        run(act)
    except BaseException as error:
        return error
    finally:
        connection.close()
    return None


def _waits_for_a_lock(pid: int) -> bool:
    with connection.cursor() as cursor:
        # For a row, that is. A table that grows is locked for a moment, too.
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted"
            " AND locktype IN ('transactionid', 'tuple'))",
            [pid],
        )
        return bool(cursor.fetchone()[0])


def slow(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    """A gate for two who do the same: whoever has asked `module.name` waits for the other to ask as well."""
    ask = getattr(module, name)

    def wait(*args: Any, **more: Any) -> Any:
        said = ask(*args, **more)
        sleep(0.5)
        return said

    monkeypatch.setattr(module, name, wait)


def all_at_once(acts: Sequence[Callable[[], Result]]) -> list[Result | BaseException]:
    """Run every act in a thread and transaction of its own, started together."""
    start = Event()

    def act_alone(act: Callable[[], Result]) -> Result | BaseException:
        try:
            connection.ensure_connection()
            start.wait(10)
            return act()
        except BaseException as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(act_alone, act) for act in acts]
        start.set()
        return [future.result(timeout=60) for future in futures]
