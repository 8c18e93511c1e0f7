"""Seeded randomness with a shape: curves for ridges, fields for clouds, mist and grain."""

import cv2
import numpy as np

from .pixels import Field, Random


def curve(length: int, *, wave: float, rng: Random, octaves: int = 4, rough: float = 0.5) -> Field:
    """A rolling line of `length` values in about -1..1; `wave` is the length of its longest swell."""
    total = np.zeros(length, np.float32)
    at = np.arange(length, dtype=np.float32)
    strength, sum_of = 1.0, 0.0
    for _ in range(octaves):
        knots = int(length / wave) + 3
        values = rng.uniform(-1, 1, knots).astype(np.float32)
        total += strength * _smooth(at / wave + rng.random(), values)
        sum_of += strength
        strength, wave = strength * rough, wave / 2
        if wave < 2:
            break
    return total / np.float32(sum_of)


def _smooth(at: Field, values: Field) -> Field:
    """The values joined by eased steps, read at the places `at`."""
    left = np.minimum(at.astype(np.int64), len(values) - 2)
    share = at - left
    share = share * share * (3 - 2 * share)
    joined: Field = (values[left] * (1 - share) + values[left + 1] * share).astype(np.float32)
    return joined


def crags(length: int, *, wave: float, rng: Random, octaves: int = 6, rough: float = 0.5) -> Field:
    """Like `curve` in 0..1, but with sharp tops: a mountain range."""
    total = np.zeros(length, np.float32)
    strength, sum_of = 1.0, 0.0
    for _ in range(octaves):
        if wave < 2:
            break
        total += strength * (1 - np.abs(curve(length, wave=wave, rng=rng, octaves=1)))
        sum_of += strength
        strength, wave = strength * rough, wave / 2
    return total / np.float32(sum_of)


def field(width: int, height: int, *, wave: float, rng: Random, stretch: float = 1.0) -> Field:
    """Soft patches in 0..1; `wave` their size in pixels, `stretch` how much wider than high."""
    total = np.zeros((height, width), np.float32)
    strength, sum_of = 1.0, 0.0
    for _ in range(4):
        columns = max(2, int(width / (wave * stretch)) + 2)
        rows = max(2, int(height / wave) + 2)
        coarse = rng.random((rows, columns), dtype=np.float32)
        total += strength * np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
        sum_of += strength
        strength, wave = strength * 0.5, wave / 2
        if wave < 2:
            break
    patches: Field = np.clip(total / np.float32(sum_of), 0, 1)
    return patches
