"""The names of countries, for people: elsewhere they are codes of ISO 3166-1."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def country_name(code: str) -> str:
    """A code without a name is its own."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    lines = Path(__file__).with_name("countries.txt").read_text().splitlines()
    return dict(line.split(" ", 1) for line in lines)
