"""A database for a command, on a machine where nobody gave one: our own engines, with the catalogue in them.

Apart from the data of `make run`, so that both can run at once; kept, so that a second start is quick.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from sora_site.embedded import engines
from sora_site.processes import ROOT

FOLDER = ROOT / ".data-at-hand"


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Within the block Django finds a database. Nothing happens where DATABASE_URL names one."""
    if "DATABASE_URL" in os.environ:
        yield
        return
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second one waits for its turn
        with engines(FOLDER) as at:
            os.environ |= {"DATABASE_URL": at.database_url, "REDIS_URL": at.redis_url}
            os.environ.setdefault("DEBUG", "1")
            os.environ.setdefault("DATA_DIR", str(FOLDER))
            _prepare()
            yield


def _prepare() -> None:
    import django  # noqa: PLC0415 (its settings read the environment that was just made)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue", stdout=StringIO())
