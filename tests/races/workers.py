"""Real Celery workers of the render queue, on the database of the test."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.tiny_engine import OPTIONS

# Everything heavy is loaded before the worker is let go: like a second worker that was there already.
STANDBY = """
import sys
import generation.engines.diffusers
from celery.__main__ import main
print("loaded", flush=True)
sys.stdin.readline()
sys.argv = ["celery", *sys.argv[1:]]
main()
"""
WORKER = ["--app", "sora_site", "--quiet", "worker", "--queues", "render", "--pool", "solo"]
WORKER += ["--loglevel", "warning", "--without-gossip", "--without-mingle"]


@contextmanager
def standby(tiny_folder: Path, *, failpoint: str = "") -> Iterator[subprocess.Popen[str]]:
    """A worker that begins to work when it is `let_go`, and is killed at the end."""
    database = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{connection.settings_dict['NAME']}"
    process = subprocess.Popen(
        [sys.executable, "-c", STANDBY, *WORKER],
        env=os.environ
        | {
            "DATABASE_URL": database,
            "FAILPOINT": failpoint,
            "ENGINE": "diffusers",
            "DIFFUSERS_FOLDER": str(tiny_folder),
            "DIFFUSERS_OPTIONS": json.dumps(OPTIONS),
        },
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def let_go(worker: subprocess.Popen[str]) -> None:
    """Wait until it has loaded everything, then let it take messages."""
    assert worker.stdin
    assert worker.stdout
    assert worker.stdout.readline() == "loaded\n"
    worker.stdin.write("\n")
    worker.stdin.flush()
