"""A vector for each passage of a text."""

from __future__ import annotations

import numpy as np

from core.sentences.encoders import Encoder, Vectors
from core.sentences.windows import Cut


def vectors_of(parts: Cut, encoder: Encoder) -> Vectors:
    """By passage: the mean of its sentences', weighed by their words, of length one."""
    vectors = encoder.encode([it.text for it in parts.pieces])
    words = np.array([it.words for it in parts.pieces], np.float32)[:, None]
    sums = np.stack(
        [(vectors[at] * words[at]).sum(axis=0) for at in (list(it.pieces) for it in parts.passages)]
    )
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    mean: Vectors = (sums / lengths).astype(np.float32)
    return mean
