"""Opens a clip on a picture: a slow push in, then a dissolve into the story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from generation.engines.base import EngineFailed
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Pixels

HOLD: Final = 1.5  # seconds of the picture alone
DISSOLVE: Final = 0.7  # seconds
MOST: Final = 0.4  # of the clip at most: a short one still tells its story
PUSH: Final = 0.08  # how much larger the picture is at the end
DIM: Final = 0.55  # light of the blurred picture behind


class Opening:
    """A picture as it stands on screen: whole, before a blurred one that covers what it leaves free."""

    def __init__(self, encoded: bytes, geometry: Geometry, seconds: float) -> None:
        """Raises EngineFailed where `encoded` is no picture."""
        share = min(1.0, MOST * seconds / (HOLD + DISSOLVE))
        self._hold, self._dissolve = HOLD * share, DISSOLVE * share
        self._still = _compose(_decode(encoded), geometry.view_width, geometry.view_height)

    def before(self, frames: Iterator[Pixels], fps: int) -> Iterator[Pixels]:
        """The frames of the story, with the picture before them."""
        for number, frame in enumerate(frames):
            time = number / fps
            rest = min(1.0, max(0.0, (time - self._hold) / self._dissolve))
            yield frame if rest == 1.0 else self._over(frame, time, rest * rest * (3 - 2 * rest))

    def _over(self, frame: Pixels, time: float, share: float) -> Pixels:
        picture = _pushed(self._still, 1 + PUSH * time / (self._hold + self._dissolve))
        return cv2.addWeighted(picture, 1 - share, frame, share, 0).astype(np.uint8)


def _decode(encoded: bytes) -> Pixels:
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise EngineFailed("The picture that the clip starts from can’t be read.")
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).astype(np.uint8)


def _compose(picture: Pixels, width: int, height: int) -> Pixels:
    high, wide = picture.shape[:2]
    cover = _scaled(picture, max(width / wide, height / high))
    left, top = (cover.shape[1] - width) // 2, (cover.shape[0] - height) // 2
    behind = cover[top : top + height, left : left + width]
    still = (cv2.GaussianBlur(behind, (0, 0), max(width, height) / 40) * DIM).astype(np.uint8)
    whole = _scaled(picture, min(width / wide, height / high))[:height, :width]
    left, top = (width - whole.shape[1]) // 2, (height - whole.shape[0]) // 2
    still[top : top + whole.shape[0], left : left + whole.shape[1]] = whole
    return still


def _scaled(picture: Pixels, scale: float) -> Pixels:
    """Never a pixel short of what was asked for."""
    size = int(np.ceil(picture.shape[1] * scale)), int(np.ceil(picture.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, size, interpolation=way).astype(np.uint8)


def _pushed(picture: Pixels, scale: float) -> Pixels:
    """Larger about its middle, by parts of a pixel: a push in whole pixels would tremble."""
    high, wide = picture.shape[:2]
    move = np.array([[scale, 0, wide * (1 - scale) / 2], [0, scale, high * (1 - scale) / 2]], np.float32)
    return cv2.warpAffine(picture, move, (wide, high), flags=cv2.INTER_LINEAR).astype(np.uint8)
