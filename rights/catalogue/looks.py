"""How entries look, in words that do not name them; and what calibration has made of these words.

Everything is tied to the text itself by its digest: a description that was changed has no vectors and
no bands until `manage.py calibrate_gate` has run again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from core.sentences.encoders import DIMENSIONS, Vector
from rights.matching.semantic.entries import SCALES, Band

FOLDER = Path(__file__).parent
LOOKS, THRESHOLDS, VECTORS = FOLDER / "looks.json", FOLDER / "thresholds.json", FOLDER / "vectors.npz"


@dataclass(frozen=True, slots=True)
class Look:
    """The description of one entry. `bands` is empty where it was not calibrated as it stands."""

    slug: str
    text: str
    traits: tuple[tuple[str, ...], ...]
    exclusions: tuple[str, ...]
    bands: Mapping[str, Band]


def digest_of(look: str, traits: Sequence[Sequence[str]]) -> str:
    """Of all that scores depend on."""
    return sha256(json.dumps([look, [list(it) for it in traits]], ensure_ascii=False).encode()).hexdigest()


def looks() -> Iterator[Look]:
    known = thresholds()
    for row in json.loads(LOOKS.read_text("utf-8")):
        traits = tuple(tuple(group) for group in row["traits"])
        bands = known.get(digest_of(row["look"], traits), {})
        yield Look(row["slug"], row["look"], traits, tuple(row.get("exclusions", ())), bands)


def thresholds() -> dict[str, dict[str, Band]]:
    """By the digest of a description, its bands by scale."""
    rows = json.loads(THRESHOLDS.read_text("utf-8")) if THRESHOLDS.exists() else []
    return {row["digest"]: {scale: Band(*row["bands"][scale]) for scale in SCALES} for row in rows}


def write_thresholds(rows: Sequence[tuple[Look, Mapping[str, Band]]], to: Path = THRESHOLDS) -> None:
    """One description a line, sorted by slug."""
    lines = [
        json.dumps(
            {
                "slug": look.slug,
                "digest": digest_of(look.text, look.traits),
                "bands": {
                    scale: [it.mean, it.deviation, it.review_at, it.block_at] for scale, it in bands.items()
                },
            }
        )
        for look, bands in sorted(rows, key=lambda it: it[0].slug)
    ]
    to.write_text("[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]\n", "utf-8")


def write_vectors(texts: Sequence[str], vectors: Mapping[str, np.ndarray], to: Path = VECTORS) -> None:
    """Half precision: the cosines change in the fourth digit."""
    digests = np.array([sha256(text.encode()).digest() for text in texts], "S32")
    tables: dict[str, Any] = {name: table.astype(np.float16) for name, table in vectors.items()}
    np.savez(to, digests=digests, **tables)


@cache
def known_vectors() -> dict[str, dict[str, Vector]]:
    """By encoder and text, the vectors that came with the catalogue: no process encodes these again."""
    if not VECTORS.exists():
        return {name: {} for name in DIMENSIONS}
    texts = {sha256(it["look"].encode()).digest(): it["look"] for it in json.loads(LOOKS.read_text("utf-8"))}
    with np.load(VECTORS, allow_pickle=False) as file:
        # numpy cuts zero bytes off the end of a string.
        order = [texts.get(bytes(it).ljust(32, b"\0")) for it in file["digests"]]
        return {
            name: {text: row for text, row in zip(order, file[name].astype(np.float32), strict=True) if text}
            for name in DIMENSIONS
        }
