"""Waves that move by themselves: surf on sand, swell on open water."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

from generation.engines.storyboard.paint.color import Color, mix
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.layer import Moment
from generation.engines.storyboard.paint.pixels import Field, Pixels, Random, blend, overlap


@dataclass(frozen=True, slots=True)
class Surf:
    """A line of foam that washes up the sand and runs back, leaving it dark and wet."""

    line: Field  # canvas rows at rest, one for each column
    swing: float
    foam: Color
    wet: Color
    period: float

    def draw(self, canvas: Pixels, now: Moment) -> None:
        wash = 0.5 + 0.5 * float(np.sin(2 * np.pi * now.time / self.period))
        reach = self.swing * 2
        top, bottom = int(self.line.min() - reach), int(self.line.max() + reach * 1.4)
        area = canvas[max(top, 0) : bottom].astype(np.float32)
        rows = np.arange(max(top, 0), bottom, dtype=np.float32)[:, None]
        columns = np.arange(canvas.shape[1], dtype=np.float32)
        ripple = np.sin(columns / self.swing * 0.9 + now.time * 0.8) * self.swing * 0.16
        edge = (self.line + ripple + (wash - 0.5) * self.swing * 1.3)[None, :]
        furthest = (self.line + ripple + 0.62 * self.swing)[None, :]
        damp = (
            np.clip((furthest - rows) / (self.swing * 0.3), 0, 1)
            * np.clip((rows - edge) / 2 + 1, 0, 1)
            * 0.35
        )
        _over(area, damp, self.wet)
        water = np.clip((edge - rows) / 2, 0, 1)
        lace = np.exp(-(((rows - edge) / (self.swing * 0.2)) ** 2))
        second = np.exp(-(((rows - edge + self.swing * 1.15) / (self.swing * 0.12)) ** 2)) * 0.5
        _over(area, np.clip(lace * (0.5 + 0.5 * water) + second * water, 0, 1) * 0.85, self.foam)
        canvas[max(top, 0) : bottom] = area.astype(np.uint8)


def _over(area: Field, mask: Field, color: Color) -> None:
    area += (np.asarray(color, np.float32) * 255 - area) * mask[..., None].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Look:
    """A row of waves: where (share of the view), how high and how fast (design pixels), how it is colored."""

    height: float
    size: float
    speed: float
    tone: Color
    crest: Color
    opacity: float


@dataclass(frozen=True, slots=True)
class Swell:
    """One row of waves, as wide as it must be to roll through the clip; it repeats itself."""

    colors: Pixels
    keep: Pixels
    top: float
    period: int
    speed: float
    heave: float

    @classmethod
    def rolling(cls, geometry: Geometry, rng: Random, look: "Look") -> Self:
        """Waves of that look, in random but repeating shapes."""
        tall = geometry.px(look.size)
        period = max(64, round(geometry.width * 0.75))
        at = np.arange(period, dtype=np.float32) / period * 2 * np.pi
        line = np.zeros(period, np.float32)
        for number in range(2, 8):
            line += np.float32(rng.uniform(0.4, 1) / number) * np.sin(number * at + rng.uniform(0, 7))
        line = (1 - np.abs(line)) * np.float32(tall)
        rows = np.arange(round(geometry.px(210)), dtype=np.float32)[:, None]
        below = rows - (np.float32(tall * 1.4) - line[None, :])
        fade = np.clip(1 - below / rows.max(), 0, 1)
        cover = np.clip(below + 0.5, 0, 1) * fade * np.float32(look.opacity)
        shine = np.exp(-np.clip(below, 0, None) / np.float32(max(tall * 0.22, 1))) * 0.7
        tone = np.asarray(look.tone, np.float32)
        paint = tone + (np.asarray(mix(look.crest, look.tone, 0.2), np.float32) - tone) * shine[..., None]
        colors = (paint * cover[..., None] * 255).astype(np.uint8)
        keep = np.repeat(((1 - cover) * 255)[..., None], 3, axis=2).astype(np.uint8)
        copies = 3 + geometry.width // period
        return cls(
            np.ascontiguousarray(np.tile(colors, (1, copies, 1))),
            np.ascontiguousarray(np.tile(keep, (1, copies, 1))),
            top=geometry.y(look.height) - tall,
            period=period,
            speed=geometry.px(look.speed),
            heave=tall * 0.3,
        )

    def draw(self, canvas: Pixels, now: Moment) -> None:
        slide = int(self.speed * now.time + now.pan * 0.9) % self.period
        y = round(self.top + self.heave * float(np.sin(now.time * 1.5 + self.top)) - now.crane)
        y0, y1, first = overlap(len(self.colors), y, canvas.shape[0])
        if y0 >= y1:
            return
        part = np.s_[first : first + y1 - y0, slide : slide + canvas.shape[1]]
        blend(canvas[y0:y1], self.colors[part], self.keep[part])


@dataclass(frozen=True, slots=True)
class Sway:
    """A strip of things that grow and bend in a current: rows slide sideways, the top the most."""

    colors: Pixels
    cover: Pixels
    top: int
    parallax: float
    reach: int
    swing: float
    pace: float

    def draw(self, canvas: Pixels, now: Moment) -> None:
        height, width = len(self.colors), canvas.shape[1]
        rows = np.arange(height, dtype=np.float32)
        free = (1 - rows / height) ** 1.5
        bend = self.swing * free * np.sin(now.time * self.pace + rows / height * 3.0)
        across = (
            np.arange(width, dtype=np.float32)[None, :]
            + (self.reach + now.pan * self.parallax + bend)[:, None]
        )
        up = np.broadcast_to(rows[:, None], across.shape).astype(np.float32)
        across = across.astype(np.float32)
        colors = np.asarray(cv2.remap(self.colors, across, up, cv2.INTER_LINEAR))
        keep = 255 - np.asarray(cv2.remap(self.cover, across, up, cv2.INTER_LINEAR))
        y0, y1, first = overlap(height, self.top, canvas.shape[0])
        part = slice(first, first + y1 - y0)
        blend(canvas[y0:y1], colors[part], keep[part])
