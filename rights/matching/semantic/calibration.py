"""From innocent texts to the bands of each description: what is far beyond all of them is not innocent.

The floors below were chosen by hand, with results of the whole corpus in view (docs/gate.md says what that
means for its figures); where an innocent text of the calibration half comes near a description by chance,
its own bands begin higher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.sentences.encoders import ENGLISH, MULTILINGUAL, Encoder
from rights.matching.semantic.entries import NEVER, SCALES, TOGETHER, WORDS, Band, Described
from rights.matching.semantic.scores import Scorer, Table

# z-scores: from where on a description seems meant, and from where on it certainly is. The English
# encoder and the words are only weighed, as parts of the sum.
FLOORS = {
    ENGLISH: (NEVER, NEVER),
    MULTILINGUAL: (3.9, 4.4),
    WORDS: (NEVER, NEVER),
    TOGETHER: (15.0, 23.0),
}
# How far beyond the worst innocent text a band begins.
MARGINS = {MULTILINGUAL: (0.1, 0.5), TOGETHER: (0.5, 3.0)}
LEAST_DEVIATION = 1e-3
UNKNOWN = Band(0.0, 1.0, NEVER, NEVER)


def calibrate(
    entries: Sequence[Described], texts: Iterable[str], encoders: Callable[[], Sequence[Encoder]]
) -> list[dict[str, Band]]:
    """The bands of each entry, by scale, as the innocent `texts` have them."""
    scorer = Scorer(entries, encoders)
    worst = [_worst(scorer, text) for text in texts]
    found = [it for it in worst if it is not None]
    scales = {scale: np.stack([it[scale] for it in found]) for scale in SCALES if scale != TOGETHER}
    means = {scale: table.mean(axis=0) for scale, table in scales.items()}
    deviations = {scale: np.maximum(table.std(axis=0), LEAST_DEVIATION) for scale, table in scales.items()}
    z = {scale: (table - means[scale]) / deviations[scale] for scale, table in scales.items()}
    # The sum of the three maxima: never less than the best sum within one passage.
    z[TOGETHER] = sum(z.values(), start=np.zeros_like(z[WORDS]))
    means[TOGETHER] = np.zeros(len(entries))
    deviations[TOGETHER] = np.ones(len(entries))
    return [
        {
            scale: _band(scale, float(means[scale][at]), float(deviations[scale][at]), z[scale][:, at])
            for scale in SCALES
        }
        for at in range(len(entries))
    ]


def typical(known: Iterable[Mapping[str, Band]]) -> dict[str, Band]:
    """What a description has until it is calibrated: the usual mean and deviation. It raises doubts alone."""
    rows = list(known)
    return {
        scale: Band(
            float(np.median([it[scale].mean for it in rows])),
            float(np.median([it[scale].deviation for it in rows])),
            FLOORS[scale][0],
            NEVER,
        )
        if rows
        else UNKNOWN
        for scale in SCALES
    }


def with_bands(entries: Sequence[Described], bands: Sequence[dict[str, Band]]) -> list[Described]:
    return [replace(entry, bands=its) for entry, its in zip(entries, bands, strict=True)]


def _worst(scorer: Scorer, text: str) -> dict[str, Table] | None:
    reading = scorer.read(text)
    return {scale: table.max(axis=0) for scale, table in reading.raw.items()} if reading else None


def _band(scale: str, mean: float, deviation: float, innocent: Table) -> Band:
    floors, margins = FLOORS[scale], MARGINS.get(scale)
    if margins is None:
        review_at, block_at = floors
    else:
        worst = float(innocent.max())
        review_at, block_at = (
            max(floor, worst + margin) for floor, margin in zip(floors, margins, strict=True)
        )
    return Band(*(round(it, 4) for it in (mean, deviation, review_at, block_at)))
