"""Strict reading of the environment: nonsense stops the start, and says which variable it was."""

import base64
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = str(env.str(name, default=default))
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: it must be one of {', '.join(allowed)}.")
    return value


def whole(name: str, default: int, *, at_least: int = 0) -> int:
    try:
        value = env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error
    if value < at_least:
        raise ImproperlyConfigured(f"{name}={value}: it must be {at_least} or more.")
    return int(value)


def secret_key(folder: Path, *, debug: bool) -> str:
    """SECRET_KEY from the environment; in development one made on first use and kept."""
    given = env.str("SECRET_KEY", default="")
    if given:
        return str(given)
    if not debug:
        raise ImproperlyConfigured("SECRET_KEY must be set when DEBUG is off.")
    return _kept(folder / "secret-key", lambda: secrets.token_urlsafe(50))


def likeness_key(folder: Path, *, debug: bool) -> bytes:
    """LIKENESS_KEY: 32 bytes in base64, under which the keys of persons lie. In development one is made
    and kept. Empty, where none is given: then nobody can enroll."""
    given = str(env.str("LIKENESS_KEY", default=""))
    if not given and debug:
        given = _kept(folder / "likeness-key", lambda: base64.b64encode(secrets.token_bytes(32)).decode())
    try:
        key = base64.b64decode(given, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured("LIKENESS_KEY must be base64.") from error
    if len(key) not in (0, 32):
        raise ImproperlyConfigured(f"LIKENESS_KEY holds {len(key)} bytes: it must be 32.")
    return key


def _kept(file: Path, make: Callable[[], str]) -> str:
    """What the file says; on first use it is made."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make())
        file.chmod(0o600)
    return file.read_text()


def database(url: str, *, pool_size: int) -> dict[str, Any]:
    """PostgreSQL with Django's own pool: persistent connections per thread run a server dry."""
    config: dict[str, Any] = environ.Env.db_url_config(url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: consent needs row locks.")
    options = {"pool": {"min_size": 0, "max_size": pool_size, "timeout": 10}}
    return config | {"CONN_MAX_AGE": 0, "OPTIONS": config.get("OPTIONS", {}) | options}
