"""PostgreSQL and Valkey from wheels: real engines on a bare machine, for as long as a `with` block.

    with engines(Path(".data")) as at:
        os.environ["DATABASE_URL"] = at.database_url

The data stays in the folder; the processes do not outlive the block, nor (on Linux) a parent that
was killed. Only whoever may read the folder may log in: both engines ask for its password.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sora_site.embedded.children import EngineFailed
from sora_site.embedded.postgres import Postgres
from sora_site.embedded.valkey import Valkey

__all__ = ["Addresses", "EngineFailed", "Postgres", "Valkey", "engines"]


@dataclass(frozen=True, slots=True)
class Addresses:
    database_url: str
    redis_url: str


@contextmanager
def engines(folder: Path, *, durable: bool = True) -> Iterator[Addresses]:
    """Both engines, started and stopped. `durable=False` trades safety for speed, for tests.

    Raises EngineFailed with one line fit to print.
    """
    password = password_of(folder)
    postgres = Postgres(folder / "postgres", password, durable=durable)
    with postgres, Valkey(folder / "valkey", password, durable=durable) as valkey:
        yield Addresses(postgres.url("assent"), valkey.url)


def password_of(folder: Path) -> str:
    """The password of this folder's engines, made on first use."""
    file = folder / "engines-password"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24))
        return file.read_text()
    except OSError as error:
        raise EngineFailed(f"Cannot keep data in {folder}: {error.strerror}.") from error
