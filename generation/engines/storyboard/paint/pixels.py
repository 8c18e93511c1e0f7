"""The kinds of arrays that the painting works with, and the one way to lay one over another."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # (height, width, 3) RGB; or (height, width, 4), premultiplied
Field = NDArray[np.float32]  # one value a pixel, or a curve; mostly 0..1
Random = np.random.Generator

_ONE: Final = 1.0 / 255.0


def blend(below: Any, above: Any, keep: Any) -> None:
    """Lay premultiplied `above` over `below`, in place; `keep` is 255 where `below` stays whole."""
    cv2.multiply(below, keep, dst=below, scale=_ONE)
    cv2.add(below, above, dst=below)


def overlap(size: int, at: int, room: int) -> tuple[int, int, int]:
    """Where a run of `size` put at `at` meets 0..`room`: start in the room, its end, start in the run."""
    start, end = max(at, 0), min(at + size, room)
    return start, max(start, end), start - at


def to_bytes(values: Field, rng: Random) -> Pixels:
    """0..1 to 0..255, with half a step of noise so that slow gradients do not band."""
    grain = rng.random(values.shape[:2], dtype=np.float32) - 0.5
    if values.ndim == 3:
        grain = grain[..., None]
    return np.clip(values * 255.0 + grain + 0.5, 0, 255).astype(np.uint8)
