"""How alike two faces are. The figures behind the numbers are in docs/likeness.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from cameos.faces.face import Embedding

SAME_BELOW: Final = 0.48
DIFFERENT_ABOVE: Final = 0.60


class Likeness(StrEnum):
    """Between the two lines nobody should rely on a number: a person looks."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


def distance(one: Embedding, other: Embedding) -> float:
    """0 for the same picture; around 0.3 for two pictures of one person, 0.85 for two people."""
    return float(np.linalg.norm(one - other))


def compare(one: Embedding, other: Embedding) -> Likeness:
    apart = distance(one, other)
    if apart < SAME_BELOW:
        return Likeness.SAME
    return Likeness.UNSURE if apart <= DIFFERENT_ABOVE else Likeness.DIFFERENT
