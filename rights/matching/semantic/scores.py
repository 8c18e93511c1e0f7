"""How much each passage of a text tells of each description, on every scale, as z-scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.sentences.encoders import DIMENSIONS, Encoder, one_core
from core.sentences.vectors import vectors_of
from core.sentences.windows import Passage, cut
from rights.matching.semantic.entries import TOGETHER, WORDS, Described
from rights.matching.semantic.words import Overlap, stems

Table = NDArray[np.float32]  # (passages, descriptions)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text: its passages, the stems of each, and its raw scores by scale."""

    passages: Sequence[Passage]
    stems: Sequence[frozenset[str]]
    raw: Mapping[str, Table]


class Scorer:
    """Reads texts against a list of descriptions. The models load with the first text."""

    def __init__(self, entries: Sequence[Described], encoders: Callable[[], Sequence[Encoder]]) -> None:
        self._encoders = encoders
        self._matrices = {
            name: np.stack([entry.vectors[name] for entry in entries]).T.copy() for name in DIMENSIONS
        }
        self._overlap = Overlap([vocabulary(entry) for entry in entries])

    def read(self, text: str) -> Reading | None:
        """None for a text without words."""
        parts = cut(text)
        if not parts.pieces:
            return None
        with one_core():
            raw = {it.name: vectors_of(parts, it) @ self._matrices[it.name] for it in self._encoders()}
        found = [stems(text[it.span.start : it.span.end]) for it in parts.passages]
        raw[WORDS] = np.stack([self._overlap.of(each) for each in found])
        return Reading(parts.passages, found, raw)


def vocabulary(entry: Described) -> list[str]:
    """The texts whose words tell of an entry."""
    return [entry.text, *(wording for group in entry.traits for wording in group)]


def with_z(reading: Reading, means: Mapping[str, Table], deviations: Mapping[str, Table]) -> dict[str, Table]:
    """z-scores by scale, and their sum."""
    z = {scale: (raw - means[scale]) / deviations[scale] for scale, raw in reading.raw.items()}
    return z | {TOGETHER: sum(z.values(), start=np.zeros_like(z[WORDS]))}
