"""How fast a person is gone: 1,000 clips with them, 500 open sockets, and everything taken back at once.

    python -m bench.cascade

Starts engines and a Daphne of its own. Prints, for our cascade (one transaction, a statement for all clips)
and, beside it, a sweep that withdraws clip by clip in transactions of its own, as readers without their own
question about consent would see it: what was still shown after the commit, how long open screens kept a clip
(from the commit to the frame that takes it off, every clip that a socket watched), and what the media
answer. Then what the question about consent costs a page of the feed.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import django
from django.conf import settings
from django.core.management import call_command
from websockets.asyncio.client import ClientConnection, connect

from sora_site.embedded import engines
from sora_site.embedded.children import free_port

if TYPE_CHECKING:  # needs Django set up
    from bench.cascade_world import World

Answer = TypeVar("Answer")
CLIPS, SOCKETS, WATCHED, MAKERS, READERS = 1000, 500, 10, 50, 100
AT_ONCE = 20  # sockets that are opened
PATIENCE = 30  # seconds in which an open screen may still hear


def main() -> None:
    with TemporaryDirectory(prefix="assent-bench-") as folder, engines(Path(folder), durable=False) as at:
        port = free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "sora_site.settings",
            "SECRET_KEY": "only-for-the-bench",
            "DEBUG": "1",
            "LOG_LEVEL": "ERROR",
            "LIKENESS_COOL_DOWN_HOURS": "0",
            "DATA_DIR": folder,
            "ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": at.database_url,
            "REDIS_URL": at.redis_url,
        }
        django.setup()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody logs in
        call_command("migrate", verbosity=0, stdout=StringIO())
        from bench.cascade_world import World  # noqa: PLC0415 (needs Django set up)

        with daphne(port):
            for name in ("cascade", "clip by clip"):
                world = World(clips=CLIPS, makers=MAKERS, readers=READERS)
                print_row(name, asyncio.run(measure(world, port, world.ends[name])))
            world = World(clips=CLIPS, makers=MAKERS, readers=READERS)
            print(world.feed_costs())


@contextmanager
def daphne(port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "daphne", "--port", str(port), "--verbosity", "0"]
    process = subprocess.Popen([*command, "sora_site.asgi:application"])
    try:
        for _ in range(300):
            try:
                urlopen(f"http://localhost:{port}/", timeout=5).close()
                break
            except HTTPError:
                break
            except URLError:
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


@dataclass
class Result:
    call: float = 0  # seconds from the click to the commit
    leaks: int = 0  # clips that a read after the commit still found
    waits: list[float] = field(default_factory=list)  # of open screens, from the commit
    unheard: int = 0
    media: Counter[int] = field(default_factory=Counter)


async def measure(world: World, port: int, end: Callable[[], float]) -> Result:
    result = Result()
    heard: list[float] = []
    sockets: list[ClientConnection] = []
    alive = asyncio.create_task(_stay_alive(sockets))
    for start in range(0, SOCKETS, AT_ONCE):
        some = range(start, min(SOCKETS, start + AT_ONCE))
        sockets += await asyncio.gather(*(_open(world, port, number) for number in some))
    watching = [asyncio.create_task(_listen(socket, heard)) for socket in sockets]
    await asyncio.sleep(1)
    before = time.monotonic()
    committed = await asyncio.to_thread(_alone, end)
    result.call = committed - before
    result.leaks = await asyncio.to_thread(_alone, world.still_shown)
    result.media = await asyncio.to_thread(_fetch, world, port)
    wanted = SOCKETS * WATCHED
    deadline = time.monotonic() + PATIENCE
    while len(heard) < wanted and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    for task in (alive, *watching):
        task.cancel()
    for socket in sockets:
        await socket.close()
    result.waits = [max(0.0, moment - committed) for moment in heard]
    result.unheard = wanted - len(heard)
    return result


async def _open(world: World, port: int, number: int) -> ClientConnection:
    """A tab of one reader, with some of the clips on its screen."""
    headers = {"Cookie": world.cookies[number % READERS]}
    url, origin = f"ws://localhost:{port}/ws/", f"http://localhost:{port}"
    socket = await connect(url, additional_headers=headers, origin=origin, max_queue=None)  # type: ignore[arg-type]
    clips = random.Random(number).sample(world.ids, WATCHED)
    await socket.send(json.dumps({"type": "watch", "clips": clips}))
    await socket.send(json.dumps({"type": "ping"}))
    while (answer := json.loads(await socket.recv()))["type"] != "pong":
        assert answer["type"] != "removed", "a clip that the reader should see"
    return socket


async def _stay_alive(sockets: list[ClientConnection]) -> None:
    """A tab says every now and then that it is there."""
    while True:
        await asyncio.sleep(20)
        for socket in list(sockets):
            await socket.send(json.dumps({"type": "ping"}))


async def _listen(socket: ClientConnection, heard: list[float]) -> None:
    async for text in socket:
        if json.loads(text)["type"] == "removed":
            heard.append(time.monotonic())


def _alone(act: Callable[[], Answer]) -> Answer:
    """In a thread with a connection of its own."""
    from django.db import connection  # noqa: PLC0415

    try:
        return act()
    finally:
        connection.close()


def _fetch(world: World, port: int) -> Counter[int]:
    """What the media answer to addresses that were right a moment ago."""
    answers: Counter[int] = Counter()
    for address, cookie in world.addresses:
        request = Request(f"http://localhost:{port}{address}", headers={"Cookie": cookie})
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310 (our own site)
                answers[answer.status] += 1
        except HTTPError as error:
            answers[error.code] += 1
    return answers


def print_row(name: str, result: Result) -> None:
    waits = sorted(result.waits) or [0.0]
    p50, p99 = statistics.median(waits), waits[int(len(waits) * 0.99) - 1]
    print(
        f"{name:14} to commit {result.call:6.2f} s   shown after it {result.leaks:5}   "
        f"open screens p50 {p50:6.2f} s p99 {p99:6.2f} s max {waits[-1]:6.2f} s   "
        f"unheard {result.unheard}   media {dict(result.media)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
