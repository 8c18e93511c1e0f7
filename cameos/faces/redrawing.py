"""Heads that nobody is known by any more: drawn anew from one or two colors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from cameos.faces.face import Box, Image
from cameos.faces.search import Spot

TONES: Final = 18  # of each of red, green and blue
LINE: Final = 2.5  # pixels of a patch whose half is 64 pixels
INK: Final = 0.5  # so bright, of the color that it goes around
SHADE: Final = 0.86
LIGHT: Final = -0.1  # of a patch, to the left and up: what is far from there lies in the shade


def redraw(image: Image, faces: Iterable[Spot], *, patches: int) -> Image:
    """`image` with a plain drawing in place of each head.

    A head is an ellipse in one color; with two patches a face in another one lies on it. It cannot be
    undone: what is drawn is a function of the mean color of each patch, in few tones, and of nothing else.
    Two colors of 18 tones in three channels are 25 bits, for some ten thousand pixels: whoever has the same
    hair and skin in the same light has the same drawing, and no program can tell which of them it was. (A
    blur, a swirl, or noise on every pixel would keep what can be computed back.) Outside of the ellipse
    pixels stay, long hair among them: a person says whether somebody can be known by what is left.
    """
    drawn = image.copy()
    for spot in faces:
        upright = np.rot90(drawn, spot.turns)  # a view: what is drawn there is drawn in the picture
        head, *more = patches_of(spot.box, upright.shape[:2])[:patches]
        rows, columns = head.reach()
        drawn_on = [patch.from_corner(columns.start, rows.start) for patch in (head, *more)]
        _draw(upright[rows, columns], drawn_on)
    return drawn


@dataclass(frozen=True, slots=True)
class Patch:
    """An ellipse, in pixels; it may reach beyond the edges."""

    x: float
    y: float
    half_width: float
    half_height: float

    def reach(self) -> tuple[slice, slice]:
        """Rows and columns that it touches, and one more on each side."""
        return _span(self.y, self.half_height), _span(self.x, self.half_width)

    def from_corner(self, left: int, top: int) -> Self:
        return replace(self, x=self.x - left, y=self.y - top)

    def way(self, size: tuple[int, int], *, aside: float = 0.0) -> np.ndarray:
        """How far each pixel is on the way from the middle, 0, to the edge, 1."""
        y, x = (np.arange(side) + 0.5 for side in size)
        down, across = (y - self.y) / self.half_height - aside, (x - self.x) / self.half_width - aside
        return np.asarray(np.hypot(down[:, None], across))


def _span(middle: float, half: float) -> slice:
    return slice(max(0, int(middle - half) - 1), max(0, int(middle + half) + 2))


def patches_of(face: Box, size: tuple[int, int]) -> tuple[Patch, Patch]:
    """The head with hair, ears and chin, and the face on it, in pixels of an upright picture."""
    high, wide = size
    x, y = (face.left + face.width / 2) * wide, (face.top + face.height / 2) * high
    half_width, half_height = face.width * wide / 2, face.height * high / 2
    return (
        Patch(x, y - 0.3 * half_height, 1.7 * half_width, 1.75 * half_height),
        Patch(x, y + 0.1 * half_height, 1.1 * half_width, 1.2 * half_height),
    )


def _draw(image: Image, patches: Sequence[Patch]) -> None:
    for patch, color in _colors(image, patches):
        size, half = image.shape[:2], min(patch.half_width, patch.half_height)
        depth, lit = ((1 - patch.way(size, aside=aside)) * half for aside in (0, LIGHT))
        line = max(1.0, LINE * half / 64)
        _paint(image, color * INK, depth)
        _paint(image, color * SHADE, depth - line)
        _paint(image, color, np.minimum(depth, lit) - line)


def _colors(image: Image, patches: Sequence[Patch]) -> list[tuple[Patch, np.ndarray]]:
    """The mean of each patch, without those that lie on it: all that is known of a head from here on."""
    lies_in = np.sum([patch.way(image.shape[:2]) < 1 for patch in patches], axis=0)
    pixels = [image[lies_in == number] for number in range(1, len(patches) + 1)]
    return [(patch, _mean(own)) for patch, own in zip(patches, pixels, strict=True) if len(own)]


def _mean(pixels: np.ndarray) -> np.ndarray:
    step = 255 / (TONES - 1)
    mean = pixels.sum(axis=0, dtype=np.int64) / len(pixels)
    return np.asarray(np.rint(mean / step) * step)


def _paint(image: Image, color: np.ndarray, depth: np.ndarray) -> None:
    """Color whatever lies in it. The edge is soft on the last pixel before it, so that none within shows
    through."""
    near = depth > -1
    opacity = np.minimum(depth[near] + 1, 1)[:, None]
    image[near] = np.rint(color * opacity + image[near] * (1 - opacity))
