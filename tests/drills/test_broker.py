"""The broker goes and comes back, with one job in a worker's hands, one in the queue, and one that is
asked for while nobody can be woken. Each ends once, and the open tab hears of it."""

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from accounts.models import User
from billing.models import EntryKind
from generation.models import Clip, Job, JobState
from sora_site.smoke.person import Person
from tests.browser.people import member
from tests.factories import PASSWORD
from tests.live import Site
from tests.wallets import wallet_of

pytestmark = pytest.mark.verify

PATIENCE = 240  # seconds, for three clips on two busy cores
AWAY = 3  # seconds without a broker


class Tab:
    """An open page: it pings, opens its socket again when that breaks, and then asks what it missed."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.heard: dict[str, str] = {}  # job -> the state of its latest news, by the socket alone
        self.number: dict[str, int] = {}
        self._open()

    def hear(self, *, seconds: float = 2) -> None:
        """What comes within that time; at its end, a sign of life."""
        try:
            self._listen(time.monotonic() + seconds)
            self.socket.send('{"type": "ping"}')
        except ConnectionClosed:
            with suppress(OSError, InvalidHandshake):
                self._open()

    def _open(self) -> None:
        self.socket = self.person.listen()
        self.socket.send(json.dumps({"type": "resume", "jobs": self.number}))

    def _listen(self, until: float) -> None:
        while (left := until - time.monotonic()) > 0:
            try:
                message = json.loads(self.socket.recv(timeout=left))
            except TimeoutError:
                return
            if message["type"] == "job" and message["seq"] > self.number.get(message["id"], -1):
                self.number[message["id"]] = message["seq"]
                self.heard[message["id"]] = message["state"]


def waits_until(tab: Tab, what: str, true: Any) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, f"{what}: {list(Job.objects.values_list('state', 'attempts'))}"
        tab.hear()


@pytest.fixture
def rita(site: Site) -> User:
    return member("rita")


def test_every_job_ends_once_and_the_tab_hears_of_it(site: Site, rita: User) -> None:
    person = Person(site.url, rita.username)
    person.submit("/login/", login=rita.username, password=PASSWORD)
    tab = Tab(person)

    def order(text: str) -> str:
        return str(person.call("/api/jobs/", {"text": text}, expect=201)["id"])

    def state(job: str) -> str:
        return str(Job.objects.get(pk=job).state)

    running = order("a fox in the snow")
    waits_until(tab, "the first starts", lambda: tab.heard.get(running) == JobState.RENDERING)
    waiting = order("a boat at night")
    assert (state(running), state(waiting)) == (JobState.RENDERING, JobState.QUEUED)

    site.broker.stop()
    late = order("a house in the rain")  # an answer, although nobody can be woken
    assert state(late) == JobState.QUEUED
    hints = {hint["id"] for hint in person.call("/api/resync/")["jobs"]}
    assert {waiting, late} <= hints
    tab.hear(seconds=AWAY)
    site.broker.start()

    jobs = (running, waiting, late)
    waits_until(tab, "all end", lambda: not Job.objects.of(rita).open().exists())
    waits_until(tab, "the tab hears", lambda: {tab.heard.get(job) for job in jobs} == {JobState.READY})
    tab.socket.close()
    assert [state(job) for job in jobs] == [JobState.READY] * 3
    assert Clip.objects.of(rita).count() == 3
    kinds = sorted(wallet_of(rita).entries.values_list("kind", flat=True))
    assert kinds == sorted([EntryKind.ALLOWANCE, *[EntryKind.HOLD, EntryKind.SETTLE] * 3])
    assert wallet_of(rita).held == 0
    assert person.call("/api/resync/")["jobs"] == []
