"""Which topics a text touches by its meaning, where no list has the words.

One linear classifier a topic over the vectors of `core.sentences`, trained with the examples beside this
file. Two bands: beyond the first a passage surely touches the topic; beyond the second it perhaps does, and
then the owner of a likeness reads the prompt. docs/consent.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cameos.models import Topic
from core.decisions import Span
from core.sentences.encoders import DIMENSIONS, Encoder, encoders, one_core
from core.sentences.vectors import vectors_of
from core.sentences.windows import cut

WEIGHTS = Path(__file__).parent / "weights.npz"
# The more passages a text has, the likelier one of them reads as something by chance; but nobody gets past by
# writing ever more around it.
CHANCE, MANY = 0.6, 12
# Texts: within one check everybody in the clip asks about the same, and a change of rules about all that were
# read ahead.
REMEMBERED = 4096

Scores = NDArray[np.float32]  # (passages, topics), in the order of Topic


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage that reads as a topic."""

    topic: Topic
    span: Span
    sure: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """`table` has a column for each topic and, in its last row, where it begins; the bands are scores."""

    table: NDArray[np.float32]
    sure: NDArray[np.float32]
    perhaps: NDArray[np.float32]
    made_from: str  # digest of what they were trained with


@cache
def weights() -> Weights:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return Weights(
            kept["table"].astype(np.float32), kept["sure"], kept["perhaps"], str(kept["made_from"])
        )


@lru_cache(maxsize=REMEMBERED)
def readings(text: str) -> tuple[Reading, ...]:
    """For each topic that `text` reads as, the passage that does so most. Raises EncoderMissing."""
    parts = cut(text)
    if not parts.pieces:
        return ()
    with one_core():
        table = scores(features_of(text, encoders()), weights().table)
    best = table.argmax(axis=0)
    top, bands = in_all(table), weights()
    return tuple(
        Reading(topic, parts.passages[best[at]].span, bool(top[at] >= bands.sure[at]))
        for at, topic in enumerate(Topic)
        if top[at] >= bands.perhaps[at]
    )


def features_of(text: str, models: Sequence[Encoder]) -> NDArray[np.float32]:
    """A row for each passage of a text that has words: the vectors of all models, side by side."""
    assert [it.name for it in models] == list(DIMENSIONS)
    parts = cut(text)
    return np.concatenate([vectors_of(parts, it) for it in models], axis=1)


def scores(features: NDArray[np.float32], table: NDArray[np.float32]) -> Scores:
    found: Scores = features @ table[:-1] + table[-1]
    return found


def in_all(table: Scores) -> NDArray[np.float32]:
    """By topic, the score of the whole text: that of its foremost passage, less what chance gives it."""
    found: NDArray[np.float32] = table.max(axis=0) - np.float32(CHANCE * log(min(len(table), MANY)))
    return found
