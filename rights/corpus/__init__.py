"""Texts for calibration and for measuring: innocent prompts, near misses, and described works.

They were written for this purpose, by hands that did not write the descriptions of the catalogue. What
calibration may see and what only measurement may see is decided here, by `is_held_out`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
# Calibration sees no text in these styles of writing.
UNSEEN_STYLES = frozenset({"chatty", "dialogue"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """One text. `slug` is the entry that it describes, or comes near to; empty for an innocent one."""

    id: str
    text: str
    language: str = "en"
    style: str = ""
    kind: str = "innocent"  # full, keywords, three, translated, near, innocent
    slug: str = ""

    @property
    def is_held_out(self) -> bool:
        """Is it for measuring alone? Half of the works are, half of the innocents, and two styles."""
        return self.style in UNSEEN_STYLES or _half(self.slug or self.id)


def innocent() -> Iterator[Prompt]:
    for row in _rows("innocent"):
        yield Prompt(row["id"], row["text"], row["lang"], row["style"])


@cache
def innocent_prompts() -> tuple[str, ...]:
    """The texts alone: what a new name must not stop."""
    return tuple(prompt.text for prompt in innocent())


def near_misses() -> Iterator[Prompt]:
    """Ordinary animals, trades and costumes that a known character has as well."""
    for row in _rows("near_misses"):
        yield Prompt(row["id"], row["text"], row["lang"], kind="near", slug=row["near"])


def described() -> Iterator[Prompt]:
    """Works described without their names, where the catalogue has a description of them too."""
    entry_of = _entry_of()
    for row in _rows("described"):
        if slug := entry_of.get(row["slug"], row["slug"]):
            yield Prompt(row["id"], row["text"], row["lang"], row["style"], row["class"], slug)


def read(path: Path) -> Iterator[Prompt]:
    """Innocent texts of somebody else: JSON lines with `text`, or a folder of such files."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.strip():
                row = json.loads(line)
                name = str(row.get("id", f"{file.stem}:{number}"))
                yield Prompt(name, row["text"], row.get("lang", ""), row.get("style", ""))


@cache
def _entry_of() -> dict[str, str]:
    """Where the corpus calls a work by another slug than the catalogue; empty where it has no entry."""
    found: dict[str, str] = json.loads((FOLDER / "entries.json").read_text("utf-8"))
    return found


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _half(name: str) -> bool:
    return sha256(name.encode()).digest()[0] % 2 == 1
