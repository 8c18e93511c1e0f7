"""What the semantic stage holds of one described work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.sentences.encoders import ENGLISH, MULTILINGUAL, Vector

WORDS = "words-1"  # the overlap of words, calibrated like an encoder
TOGETHER = "together-1"  # the sum of the three z-scores
SCALES = (ENGLISH, MULTILINGUAL, WORDS, TOGETHER)
NEVER = 99.0  # a z-score that nothing reaches


@dataclass(frozen=True, slots=True)
class Band:
    """How innocent texts score on one scale, and from which z-score on a text does not seem innocent."""

    mean: float
    deviation: float
    review_at: float
    block_at: float


@dataclass(frozen=True, slots=True)
class Described:
    """One description of a work. `vectors` has one for each encoder, `bands` one for each scale."""

    work: int  # id
    text: str
    traits: Sequence[Sequence[str]]  # the wordings of each telling trait
    exclusions: Sequence[str]
    vectors: Mapping[str, Vector] = field(repr=False)
    bands: Mapping[str, Band]
