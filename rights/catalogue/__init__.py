"""The catalogue: well-known works and people, protected from the first day, opened by nobody yet.

One file a kind, sorted by slug, one entry a line; facts only. `manage.py load_catalogue` brings the
entries into the registry, where their holders can claim them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rights.models import MatchMode, WorkKind

FOLDER = Path(__file__).parent
# Franchises first: other entries point at them.
FILES = {
    "franchises": WorkKind.FRANCHISE,
    "characters": WorkKind.CHARACTER,
    "brands": WorkKind.BRAND,
    "songs": WorkKind.SONG,
    "artworks": WorkKind.ARTWORK,
    "styles": WorkKind.STYLE,
    "people": WorkKind.PERSON,
}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry, the title included."""

    text: str
    mode: MatchMode


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A work or a person. `franchise` is the slug of another entry; empty strings are unknown."""

    slug: str
    title: str
    kind: WorkKind
    holder: str
    franchise: str
    alternative: str
    names: tuple[Name, ...]


def entries() -> Iterator[CatalogueEntry]:
    for file, kind in FILES.items():
        for row in json.loads((FOLDER / f"{file}.json").read_text("utf-8")):
            yield _entry(row, kind)


def _entry(row: dict[str, Any], kind: WorkKind) -> CatalogueEntry:
    title = {"text": row["title"], "mode": row.get("mode", MatchMode.STRONG)}
    names = tuple(
        Name(name["text"], MatchMode(name.get("mode", MatchMode.STRONG)))
        for name in [title, *row.get("aliases", [])]
    )
    return CatalogueEntry(
        slug=row["slug"],
        title=row["title"],
        kind=kind,
        holder=row.get("holder", ""),
        franchise=row.get("franchise", ""),
        alternative=row.get("alternative", ""),
        names=names,
    )
