"""`make run`: everything that the site is, on this machine, until Ctrl-C.

PORT (8000), HOST (127.0.0.1) and DATA_DIR (.data) may be set in the environment or in `.env`;
with DATABASE_URL or REDIS_URL set, the engine named there is used instead of our own.
"""

import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from honcho.environ import parse

from sora_site.embedded import EngineFailed, Postgres, Valkey, password_of
from sora_site.processes import ROOT, Processes, SiteFailed

ROOM_NEEDED = 300  # megabytes: new engines take 100, and clips a few each
OURS = {"lock", "secret-key"}  # one of them is in every folder that we have used
LOGINS = "demo-log-ins.txt"  # `seed_demo` writes them there


class Stopped(BaseException):
    """Ctrl-C, SIGTERM, or the terminal was closed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site listens, and where it keeps its data."""

    folder: Path
    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


def main(arguments: list[str]) -> int:
    """Run the site, or with the argument `reset` forget its data. Returns the exit code."""
    _stop_on_signals()
    try:
        _read_dotenv()
        place = _place()
        with _alone_in(place.folder):
            if arguments == ["reset"]:
                _clear(place.folder)
            else:
                _run(place)
    except Stopped:
        print("Stopped. The data stays; `make reset` clears it.")
    except (EngineFailed, SiteFailed) as error:
        print(f"assent: {error}", file=sys.stderr)
        return 1
    return 0


def _run(place: Place) -> None:
    started = time.monotonic()
    _check_room(place)
    with ExitStack() as running:
        processes = Processes(_environment(place, running), port=place.port)
        print("Preparing the database …", flush=True)
        processes.prepare()
        _check_port(place)
        running.enter_context(processes)
        processes.wait_until_healthy()
        _greet(place, time.monotonic() - started)
        while processes.running():
            time.sleep(1)
    raise SiteFailed("A process of the site ended, and the others with it: the lines above say why.")


def _environment(place: Place, running: ExitStack) -> dict[str, str]:
    """Start the engines that nobody gave us; return what the processes need to know."""
    env = {**os.environ, "HOST": place.host, "DATA_DIR": str(place.folder)}
    env.setdefault("DEBUG", "1")
    env.setdefault("SITE_URL", place.url)
    # As root, in a container, Celery warns at length; its reason, pickle, is switched off here.
    env.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
    password = password_of(place.folder)
    if "DATABASE_URL" not in env:
        postgres = running.enter_context(Postgres(place.folder / "postgres", password))
        env["DATABASE_URL"] = postgres.url("assent")
        env.setdefault("SEED_DEMO", "1")  # in a database of our own; never unasked in another's
    if "REDIS_URL" not in env:
        env["REDIS_URL"] = running.enter_context(Valkey(place.folder / "valkey", password)).url
    return env


def _greet(place: Place, seconds: float) -> None:
    logins = place.folder / LOGINS
    lines = ["", f"  Assent is at {place.url}  (ready in {seconds:.0f} s; Ctrl-C stops it)"]
    if logins.exists():
        lines += ["", *(f"  {line}" for line in logins.read_text().splitlines())]
    print("\n".join([*lines, ""]), flush=True)


def _place() -> Place:
    folder = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SiteFailed(f"PORT={port}: it must be a number from 1 to 65535.")
    return Place(folder, os.environ.get("HOST", "127.0.0.1"), int(port))


def _check_room(place: Place) -> None:
    _check_port(place)
    free = shutil.disk_usage(place.folder).free // 1_000_000
    if free < ROOM_NEEDED:
        raise SiteFailed(f"Only {free} MB are free on the disk of {place.folder}; {ROOM_NEEDED} are needed.")


def _check_port(place: Place) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            busy = error.errno == errno.EADDRINUSE
            why = (
                "is in use: stop what uses it, or set PORT to another" if busy else f"fails: {error.strerror}"
            )
            raise SiteFailed(f"Port {place.port} of {place.host} {why}.") from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Only one run may use a folder: the lock goes with the process, however that ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()}
        if names and not names & OURS:
            raise SiteFailed(f"{folder} holds other things: give DATA_DIR a folder of its own.")
        file = (folder / "lock").open("a")
    except OSError as error:
        raise SiteFailed(f"Cannot keep data in {folder}: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SiteFailed(f"Another `make run` uses {folder}: stop it first.") from error
        yield


def _clear(folder: Path) -> None:
    """Forget everything but the lock that we hold."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()
    print(f"{folder} is empty.")


def _read_dotenv() -> None:
    """What `.env` names, unless the environment names it already."""
    file = ROOT / ".env"
    if file.exists():
        for name, value in parse(file.read_text()).items():
            os.environ.setdefault(name, value)


def _stop_on_signals() -> None:
    """The first signal unwinds every `with`; later ones change nothing, so that the end is orderly."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, lambda *_: None)
        print("\nStopping …", flush=True)
        raise Stopped

    for each in signals:
        signal.signal(each, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
