"""The processes of the site, as `make run` and the tests start them: the Procfile under honcho."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil

from sora_site.embedded.children import stop, tied

ROOT = Path(__file__).resolve().parent.parent
HEALTHY_SECONDS = 90  # four Python processes that start at once on a small machine
STOP_SECONDS = 12  # honcho itself kills, after 5, what does not end


class SiteFailed(Exception):
    """The site cannot start or has ended; the message is one line that says why."""


class Processes:
    """Web, workers and beat, for as long as a `with` block. Nothing of them outlives it.

    `env` must name the engines (DATABASE_URL, REDIS_URL); `log` takes the output, else it is shown.
    """

    def __init__(self, env: Mapping[str, str], *, port: int, log: Path | None = None) -> None:
        self.port = port
        self.log = log
        path = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", os.defpath)])
        self.env = {**env, "PATH": path, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self._honcho: subprocess.Popen[bytes] | None = None
        self._family: set[psutil.Process] = set()

    def prepare(self) -> None:
        """Bring the database and the static files up to date; raises SiteFailed."""
        process = self._spawn([sys.executable, "-m", "sora_site.prepare"])
        try:
            if process.wait():
                raise SiteFailed("The database could not be prepared: the lines above say why.")
        finally:
            stop(process, signal.SIGTERM)

    def __enter__(self) -> Self:
        # No .env for honcho: whoever calls has read it, and there the environment wins.
        honcho = [sys.executable, "-m", "honcho", "--env", os.devnull]
        self._honcho = self._spawn([*honcho, "--procfile", str(ROOT / "Procfile"), "start"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all of them, children of children too, whatever became of honcho."""
        if not self._honcho:
            return
        self._look()
        stop(self._honcho, signal.SIGTERM, patience=STOP_SECONDS)
        for process in self._family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(list(self._family), timeout=5)
        self._honcho = None

    def wait_until_healthy(self, host: str = "localhost") -> None:
        """Return when /healthz says 200; raises SiteFailed with what it said instead."""
        until = time.monotonic() + HEALTHY_SECONDS
        said = "nothing"
        while time.monotonic() < until:
            if not self.running():
                raise SiteFailed("A process of the site ended: the lines above say which and why.")
            status, said = self._ask(host)
            if status == 200:
                return
            time.sleep(0.2)
        raise SiteFailed(f"The site is not healthy after {HEALTHY_SECONDS} s; it says {said}.")

    def running(self) -> bool:
        self._look()
        return self._honcho is not None and self._honcho.poll() is None

    def pids(self, name: str) -> list[int]:
        """The processes that run for the line `name` of the Procfile, the parent first."""
        self._look()
        return sorted(process.pid for process in self._family if _line_of(process) == name)

    def _look(self) -> None:
        """Remember who belongs to us: after honcho's death nobody could tell any more."""
        if self._honcho and self._honcho.poll() is None:
            with suppress(psutil.NoSuchProcess):
                self._family |= set(psutil.Process(self._honcho.pid).children(recursive=True))
            self._family = {process for process in self._family if process.is_running()}

    def _ask(self, host: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.read(200).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return 0, str(error)
        finally:
            connection.close()

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        output: IO[bytes] | None = self.log.open("ab") if self.log else None
        try:
            return subprocess.Popen(
                tied(command, end=signal.SIGTERM),
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end them in order
            )
        finally:
            if output:
                output.close()


def _line_of(process: psutil.Process) -> str:
    """Which line of the Procfile started it: honcho notes that in the environment, as `web.1`."""
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return process.environ().get("HONCHO_PROCESS_NAME", "").partition(".")[0]
    return ""
