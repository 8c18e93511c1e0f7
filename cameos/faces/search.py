"""All faces of a picture from outside, whichever way up it is held."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Final

import cv2
import numpy as np

from cameos.faces.face import Face, Image
from cameos.faces.registry import find_faces

SIDE: Final = 1600  # pixels, of the longer side of what is searched
TURNS: Final = range(4)  # by 90 degrees: a detector knows upright faces only, a viewer turns the telephone
# In a picture that lies on its side a cat or a sleeve was "a face" with up to 0.83, and a face with 0.95.
SURE_WHEN_TURNED: Final = 0.88


@dataclass(frozen=True, slots=True)
class Seen:
    """A face, and the picture turned so that it is upright there."""

    image: Image
    face: Face
    middle: tuple[float, float]  # in the picture as it came, from 0 to 1


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
    return [Seen(turned, face, _middle(turned, face, turns)) for face in found]


def _middle(turned: Image, face: Face, turns: int) -> tuple[float, float]:
    """Where the face is before the picture was turned `turns` times to the left."""
    high, wide = turned.shape[:2]
    x, y = (face.box.left + face.box.width / 2) / wide, (face.box.top + face.box.height / 2) / high
    for _ in range(turns):
        x, y = 1 - y, x
    return x, y


def _same_place(one: Seen, other: Seen, image: Image) -> bool:
    """A head that leans is found twice, in the picture and in the picture turned."""
    high, wide = image.shape[:2]
    apart = hypot((one.middle[0] - other.middle[0]) * wide, (one.middle[1] - other.middle[1]) * high)
    return apart < max(other.face.box.width, other.face.box.height) / 2
