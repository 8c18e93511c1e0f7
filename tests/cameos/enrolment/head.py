"""The astronaut as a person who turns her head: her picture, wrapped about a head-shaped surface.

No footage is committed: every picture is made from the public-domain portrait that scikit-image ships.
The surface is an ellipsoid for the head with a nose on it; behind it stands a plain wall.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from cameos.faces import Image
from tests.cameos.faces.pictures import astronaut, her_face

SIDE: Final = 480  # pixels, of the picture
REACH: Final = 1.55  # of the width of her face: half the side of what is shown
WALL: Final = 96

Grid = NDArray[np.float32]


@cache
def _portrait() -> Image:
    """Her face in the middle of a square, enlarged."""
    box = her_face().box
    half = box.width * REACH
    x, y = box.left + box.width / 2, box.top + box.height / 2
    move = np.array(
        [[SIDE / 2 / half, 0, SIDE / 2 * (1 - x / half)], [0, SIDE / 2 / half, SIDE / 2 * (1 - y / half)]]
    )
    picture = cv2.warpAffine(astronaut(), move, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderValue=(WALL,) * 3)
    return picture.astype(np.uint8)


@cache
def _surface() -> tuple[Grid, Grid, Grid]:
    """x, y and depth of every pixel of the portrait, in half widths of the head; deeper is nearer to us."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    wide = SIDE / 2 / REACH * 0.62  # half the width of her head with the hair, in pixels
    x, y = (columns - SIDE / 2) / wide, (rows - SIDE / 2) / wide
    skull = np.sqrt(np.clip(1 - x**2 - (y / 1.35) ** 2, 0, None)) * 0.95
    nose = 0.45 * np.exp(-((x / 0.24) ** 2) - ((y - 0.14) / 0.3) ** 2)
    return x, y, (skull + nose * (skull > 0)).astype(np.float32)


def turned(yaw: float, pitch: float = 0.0) -> Image:
    """Her head, turned by `yaw` to her own left and raised by `pitch`, in degrees.

    Every pixel of the surface goes to its new place, the nearest last; what nobody reaches is filled
    from its neighbors, or is the wall.
    """
    x, y, depth = _surface()
    a, b = np.radians(yaw), np.radians(pitch)
    x1, z1 = x * np.cos(a) + depth * np.sin(a), depth * np.cos(a) - x * np.sin(a)
    y1, z2 = y * np.cos(b) - z1 * np.sin(b), z1 * np.cos(b) + y * np.sin(b)
    wide = SIDE / 2 / REACH * 0.62
    columns, rows = (np.rint(part * wide + SIDE / 2).astype(int) for part in (x1, y1))
    inside = (depth > 0) & (columns >= 0) & (columns < SIDE) & (rows >= 0) & (rows < SIDE)
    order = np.argsort(z2[inside], kind="stable")
    picture = np.full((SIDE, SIDE, 3), WALL, np.uint8)
    filled = np.zeros((SIDE, SIDE), np.uint8)
    at = rows[inside][order], columns[inside][order]
    picture[at], filled[at] = _portrait()[inside][order], 255
    whole = cv2.morphologyEx(filled, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    holes = ((whole > 0) & (filled == 0)).astype(np.uint8)
    return cv2.inpaint(picture, holes, 2, cv2.INPAINT_TELEA).astype(np.uint8)
