"""`make run` as a person meets it: it starts, it ends, and it says in one line why it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from sora_site.embedded.children import free_port
from sora_site.processes import ROOT

RUN = [sys.executable, "-m", "sora_site.run"]
UP_SECONDS = 120


class Run:
    """A started `make run` with data of its own."""

    def __init__(self, folder: Path, log: Path, command: list[str], env: dict[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = log / f"{self.port}.log"
        given = {"DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "REDIS_PREFIX", "SECRET_KEY"}
        inherited = {name: value for name, value in os.environ.items() if name not in given}
        own = {"DATA_DIR": str(folder), "PORT": str(self.port), "SEED_DEMO": "0", "PYTHONUNBUFFERED": "1"}
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=inherited | own | env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def wait_until_up(self) -> None:
        until = time.monotonic() + UP_SECONDS
        while f"Assent is at http://localhost:{self.port}" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def leftovers(self, *, within: float = 0) -> list[str]:
        """What still runs for this folder, after a wait for it to end."""
        until = time.monotonic() + within
        while (found := self._family()) and time.monotonic() < until:
            time.sleep(0.1)
        return [str(process) for process in found]

    def port_is_free(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def _family(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                named = process.environ().get("DATA_DIR") == str(self.folder)
                ours = named or Path(process.cwd()).is_relative_to(self.folder)
                if ours and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found


Start = Callable[..., Run]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all who let the site come up: the first start makes a database and fills it, the others
    take a third of the time."""
    return tmp_path_factory.mktemp("home") / "data"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    runs: list[Run] = []

    def started(folder: Path = tmp_path / "data", command: list[str] = RUN, **env: str) -> Run:
        runs.append(Run(folder, tmp_path, command, env))
        return runs[-1]

    yield started
    for run in runs:
        run.process.kill()
        run.process.wait()
    assert [run.leftovers(within=15) for run in runs] == [[]] * len(runs)


def test_a_busy_port_is_one_clear_line(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = start(PORT=str(port))
        assert run.process.wait(20) == 1
    assert run.said == (
        f"assent: Port {port} of 127.0.0.1 is in use: stop what uses it, or set PORT to another.\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_one_clear_line(start: Start, port: str) -> None:
    run = start(PORT=port)
    assert run.process.wait(20) == 1
    assert run.said == f"assent: PORT={port}: it must be a number from 1 to 65535.\n"


def test_a_folder_with_other_things_is_left_alone(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.txt").write_text("ten years of work")
    for command in (RUN, [*RUN, "reset"]):
        run = start(command=command)
        assert run.process.wait(20) == 1
        assert run.said.count("\n") == 1
        assert "holds other things" in run.said
    assert (tmp_path / "data" / "thesis.txt").exists()


def test_a_folder_that_cannot_be_made_is_one_clear_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = start(tmp_path / "file" / "data")
    assert run.process.wait(20) == 1
    assert run.said == f"assent: Cannot keep data in {tmp_path}/file/data: Not a directory.\n"


@pytest.mark.verify
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_it(start: Start, home: Path, number: signal.Signals) -> None:
    run = start(home)
    run.wait_until_up()
    run.process.send_signal(number)
    assert run.process.wait(30) == 0
    assert run.said.endswith("Stopped. The data stays; `make reset` clears it.\n")
    assert run.leftovers() == []
    assert run.port_is_free()


@pytest.mark.verify
@pytest.mark.skipif(not (ROOT / ".venv/base-installed").exists(), reason="make would install first")
def test_sigterm_to_make_ends_all_of_it(start: Start, home: Path) -> None:
    run = start(home, command=["make", "run"])
    run.wait_until_up()
    run.process.terminate()
    run.process.wait(30)
    assert run.leftovers(within=5) == []
    assert run.port_is_free()


@pytest.mark.verify
@pytest.mark.parametrize("after", [0.1, 0.4, 1, 2, 3, 4, 6])
def test_an_early_signal_ends_all_of_it(start: Start, after: float) -> None:
    run = start()
    time.sleep(after)
    run.process.send_signal(signal.SIGTERM)
    run.process.wait(30)
    assert "Traceback" not in run.said
    assert run.leftovers(within=1) == []


@pytest.mark.verify
def test_after_kill_9_nothing_remains_and_it_starts_again(start: Start, home: Path) -> None:
    killed = start(home)
    killed.wait_until_up()
    killed.process.kill()
    killed.process.wait()
    assert killed.leftovers(within=15) == []
    again = start(home)
    again.wait_until_up()


@pytest.mark.verify
def test_one_process_dies_and_all_end_with_a_clear_line(start: Start, home: Path) -> None:
    run = start(home)
    run.wait_until_up()
    honcho = next(each for each in run._family() if "honcho" in each.cmdline())
    honcho.kill()
    assert run.process.wait(30) == 1
    assert "assent: A process of the site ended, and the others with it" in run.said
    assert run.leftovers() == []


@pytest.mark.verify
def test_a_second_run_is_told_of_the_first_and_reset_waits_for_its_end(start: Start, tmp_path: Path) -> None:
    first = start()
    first.wait_until_up()
    for command in (RUN, [*RUN, "reset"]):
        second = start(command=command)
        assert second.process.wait(20) == 1
        assert second.said == f"assent: Another `make run` uses {tmp_path}/data: stop it first.\n"
    first.process.terminate()
    first.process.wait(30)
    reset = start(command=[*RUN, "reset"])
    assert reset.process.wait(20) == 0
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["lock"]
