"""All faces of a picture from outside, whichever way up it is held."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Final

import cv2
import numpy as np

from cameos.faces.face import Box, Face, Image
from cameos.faces.registry import find_faces

SIDE: Final = 1600  # pixels, of the longer side of what is searched
TURNS: Final = range(4)  # by 90 degrees: a detector knows upright faces only, a viewer turns the telephone
# In a picture that lies on its side a cat or a sleeve was "a face" with up to 0.83, and a face with 0.95.
SURE_WHEN_TURNED: Final = 0.88


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a face is in the picture after `turns` to the left, which put it upright: the sides are 1."""

    box: Box
    turns: int

    @property
    def middle(self) -> tuple[float, float]:
        """In the picture as it came."""
        x, y = self.box.left + self.box.width / 2, self.box.top + self.box.height / 2
        for _ in range(self.turns):
            x, y = 1 - y, x
        return x, y


@dataclass(frozen=True, slots=True)
class Seen:
    """A face, and the picture turned so that it is upright there."""

    image: Image
    face: Face
    spot: Spot


def search_faces(image: Image) -> list[Seen]:
    """Every face in an RGB picture, each once, the surest first. Raises FacesUnavailable."""
    small = _at_most(image, SIDE)
    seen = [found for turns in TURNS for found in _search(small, turns)]
    kept: list[Seen] = []
    for found in sorted(seen, key=lambda it: -it.face.score):
        if not any(_same_place(found, other, small) for other in kept):
            kept.append(found)
    return kept


def _at_most(image: Image, side: int) -> Image:
    scale = side / max(image.shape[:2])
    if scale >= 1:
        return image
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _search(image: Image, turns: int) -> list[Seen]:
    turned = np.ascontiguousarray(np.rot90(image, turns))
    found = [face for face in find_faces(turned) if not turns or face.score >= SURE_WHEN_TURNED]
    return [Seen(turned, face, Spot(_share(face.box, turned), turns)) for face in found]


def _share(box: Box, image: Image) -> Box:
    high, wide = image.shape[:2]
    return Box(box.left / wide, box.top / high, box.width / wide, box.height / high)


def _same_place(one: Seen, other: Seen, image: Image) -> bool:
    """A head that leans is found twice, in the picture and in the picture turned."""
    high, wide = image.shape[:2]
    (x, y), (other_x, other_y) = one.spot.middle, other.spot.middle
    apart = hypot((x - other_x) * wide, (y - other_y) * high)
    return apart < max(other.face.box.width, other.face.box.height) / 2
