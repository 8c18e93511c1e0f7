"""The engines from wheels: data that stays, processes that do not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from sora_site.embedded import EngineFailed, Postgres, engines
from sora_site.processes import ROOT

pytestmark = pytest.mark.verify

KILLED_PARENT = """
import os, signal, sys
from pathlib import Path
from sora_site.embedded import engines
with engines(Path(sys.argv[1]), durable=False):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def processes_in(folder: Path) -> list[str]:
    """Both engines work inside their folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(folder):
                found.append(" ".join(process.cmdline()))
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def gone_within(seconds: float, folder: Path) -> bool:
    until = time.monotonic() + seconds
    while processes_in(folder) and time.monotonic() < until:
        time.sleep(0.1)
    return not processes_in(folder)


def test_data_stays_and_processes_do_not(tmp_path: Path) -> None:
    with engines(tmp_path) as at:
        with psycopg.connect(at.database_url) as database:
            database.execute("CREATE TABLE note AS SELECT 'kept' AS text")
        redis.Redis.from_url(at.redis_url).set("note", "kept")
    assert processes_in(tmp_path) == []
    with engines(tmp_path) as at:
        with psycopg.connect(at.database_url) as database:
            assert database.execute("SELECT text FROM note").fetchone() == ("kept",)
        assert redis.Redis.from_url(at.redis_url).get("note") == b"kept"


def test_an_open_transaction_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with engines(tmp_path, durable=False) as at:
        database = psycopg.connect(at.database_url)
        database.execute("CREATE TABLE unfinished (n int)")
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert processes_in(tmp_path) == []
    database.close()


def test_nobody_logs_in_without_the_password_of_the_folder(tmp_path: Path) -> None:
    with Postgres(tmp_path / "postgres", "right", durable=False) as postgres:
        wrong = postgres.url("assent").replace("right", "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_a_new_start_replaces_a_server_that_was_left_running(tmp_path: Path) -> None:
    left = Postgres(tmp_path / "postgres", "secret", durable=False)
    with left, Postgres(tmp_path / "postgres", "secret", durable=False) as new:
        psycopg.connect(new.url("assent")).close()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(left.url("assent"))


def test_a_pid_file_with_the_number_of_another_process_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with Postgres(folder, "secret", durable=False):
        note = (folder / "postmaster.pid").read_text()
    ours = "\n".join([str(os.getpid()), *note.splitlines()[1:]])
    (folder / "postmaster.pid").write_text(ours + "\n")
    with Postgres(folder, "secret", durable=False) as again:
        psycopg.connect(again.url("assent")).close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_the_engines_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_PARENT, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert gone_within(10, tmp_path)
    with engines(tmp_path) as at:
        psycopg.connect(at.database_url).close()


def test_a_folder_that_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineFailed, match=r"^Cannot keep data in .*/file/data: Not a directory\.$"):
        engines(tmp_path / "file" / "data").__enter__()
