"""A finished part of the picture that slides with the camera, and the moment at which it is drawn."""

from dataclasses import dataclass
from typing import Protocol, Self

import cv2
import numpy as np

from .pixels import Pixels, blend, overlap


@dataclass(frozen=True, slots=True)
class Moment:
    """When a frame is taken, in seconds of the clip, and how far the camera has moved, in pixels."""

    time: float
    pan: float = 0.0
    crane: float = 0.0


class Element(Protocol):
    """Anything that can draw itself on the canvas."""

    def draw(self, canvas: Pixels, now: Moment) -> None: ...


@dataclass(frozen=True, slots=True)
class Layer:
    """Premultiplied pixels; rows from `solid` on hide all that is behind them."""

    colors: Pixels
    keep: Pixels
    top: int
    solid: int
    parallax: float
    reach: int
    drift: float

    @classmethod
    def of(
        cls, colors: Pixels, cover: Pixels, *, top: int, parallax: float, reach: int, drift: float = 0.0
    ) -> Self:
        """Cut away the empty rows, and note from which row on nothing shines through."""
        filled = np.flatnonzero(cover.any(axis=1))
        first, last = (int(filled[0]), int(filled[-1]) + 1) if len(filled) else (0, 1)
        colors, cover = np.ascontiguousarray(colors[first:last]), cover[first:last]
        open_rows = np.flatnonzero((cover < 255).any(axis=1))
        solid = int(open_rows[-1]) + 1 if len(open_rows) else 0
        keep = np.ascontiguousarray(np.repeat(255 - cover[:solid, :, None], 3, axis=2))
        return cls(colors, keep, top + first, solid, parallax, reach, drift)

    def draw(self, canvas: Pixels, now: Moment) -> None:
        x = round(-self.reach - now.pan * self.parallax + self.drift * now.time)
        y = round(self.top - now.crane * self.parallax)
        x0, x1, skip = overlap(self.colors.shape[1], x, canvas.shape[1])
        columns = slice(skip, skip + x1 - x0)
        y0, y1, first = overlap(self.solid, y, canvas.shape[0])
        if y0 < y1:
            rows = slice(first, first + y1 - y0)
            blend(canvas[y0:y1, x0:x1], self.colors[rows, columns], self.keep[rows, columns])
        y0, y1, first = overlap(len(self.colors) - self.solid, y + self.solid, canvas.shape[0])
        if y0 < y1:
            first += self.solid
            canvas[y0:y1, x0:x1] = self.colors[first : first + y1 - y0, columns]


@dataclass(frozen=True, slots=True)
class Shine:
    """Light that is added to the canvas, and breathes: once in `period` seconds."""

    colors: Pixels
    top: int
    parallax: float
    reach: int
    period: float
    phase: float = 0.0

    def draw(self, canvas: Pixels, now: Moment) -> None:
        strength = 0.7 + 0.3 * float(np.sin(2 * np.pi * (now.time / self.period + self.phase)))
        x = round(-self.reach - now.pan * self.parallax)
        x0, x1, skip = overlap(self.colors.shape[1], x, canvas.shape[1])
        y0, y1, first = overlap(
            len(self.colors), round(self.top - now.crane * self.parallax), canvas.shape[0]
        )
        target = canvas[y0:y1, x0:x1]
        light = self.colors[first : first + y1 - y0, skip : skip + x1 - x0]
        cv2.addWeighted(target, 1.0, light, strength, 0.0, dst=target)
