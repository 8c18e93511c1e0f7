"""What falls or floats between the lens and the scene."""

from dataclasses import dataclass
from math import exp
from typing import Final, Protocol

import cv2
import numpy as np

from generation.engines.storyboard.paint.color import Color
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.noise import field
from generation.engines.storyboard.paint.pixels import Pixels, Random, blend, overlap

_FLASH_LENGTH: Final = 0.5


class Veil(Protocol):
    """Draws over a finished view."""

    def draw(self, view: Pixels, time: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Rain:
    """Two curtains of slanted streaks, the nearer one faster."""

    curtains: tuple[Pixels, ...]
    speeds: tuple[float, ...]

    @classmethod
    def falling(cls, geometry: Geometry, rng: Random, *, heavy: bool) -> "Rain":
        curtains, speeds = [], []
        for near in (0.55, 1.0):
            tile = np.zeros((geometry.view_height, geometry.view_width), np.uint8)
            for _ in range(int((230 if heavy else 140) * (1.5 - near * 0.8))):
                x, y = rng.uniform(0, geometry.view_width), rng.uniform(0, geometry.view_height)
                long = geometry.px(rng.uniform(26, 60) * near)
                shade = int(rng.uniform(40, 95) * (0.5 + near * 0.5))
                for wrap in (-geometry.view_height, 0):
                    ends = [
                        (round(x * 16), round((y + wrap) * 16)),
                        (round((x - long * 0.2) * 16), round((y + wrap + long) * 16)),
                    ]
                    cv2.line(
                        tile,
                        ends[0],
                        ends[1],
                        (shade,),
                        max(1, round(geometry.px(1.6 * near))),
                        cv2.LINE_AA,
                        4,
                    )
            curtains.append(np.repeat(np.vstack([tile, tile])[..., None], 3, axis=2))
            speeds.append(geometry.px(1350 * near + 250))
        return cls(tuple(curtains), tuple(speeds))

    def draw(self, view: Pixels, time: float) -> None:
        high = view.shape[0]
        for curtain, speed in zip(self.curtains, self.speeds, strict=True):
            row = high - int(time * speed) % high
            cv2.add(view, curtain[row : row + high], dst=view)


@dataclass(frozen=True, slots=True)
class Specks:
    """Soft points that drift: snow, fireflies, dust in the light, bubbles. One row of numbers each."""

    dots: tuple[Pixels, ...]
    places: np.ndarray[tuple[int, int], np.dtype[np.float32]]  # x, y, speed, sway, pace, phase, dot
    wind: float
    twinkle: float  # 0 steady, 1 going dark in between

    def draw(self, view: Pixels, time: float) -> None:
        high, wide = view.shape[:2]
        for x, y, speed, sway, pace, phase, dot in self.places.tolist():
            image = self.dots[int(dot)]
            size = len(image)
            across = (x + self.wind * time + sway * np.sin(time * pace + phase)) % (wide + 2 * size) - size
            down = (y + speed * time) % (high + 2 * size) - size
            x0, x1, skip_x = overlap(size, int(across), wide)
            y0, y1, skip_y = overlap(size, int(down), high)
            if x0 >= x1 or y0 >= y1:
                continue
            strength = 1.0 - self.twinkle * (0.5 + 0.5 * float(np.sin(time * pace * 1.7 + phase * 3)))
            target = view[y0:y1, x0:x1]
            part = image[skip_y : skip_y + y1 - y0, skip_x : skip_x + x1 - x0]
            cv2.addWeighted(target, 1.0, part, strength, 0, dst=target)


def soft_dot(size: float, color: Color, strength: float, *, hollow: bool = False) -> Pixels:
    """A point of light; `hollow` makes it a bubble."""
    side = max(3, int(size) | 1)
    at = np.linspace(-1, 1, side, dtype=np.float32)
    away = np.hypot(at[None, :], at[:, None])
    glow = np.clip(1 - away, 0, 1) ** 1.3
    if hollow:
        ring = np.exp(-(((away - 0.78) / 0.12) ** 2)) * 0.8
        spark = np.exp(-(((at[None, :] + 0.35) ** 2 + (at[:, None] + 0.35) ** 2) / 0.035))
        glow = np.clip(ring + spark + 0.12 * (away < 0.8), 0, 1)
    dot: Pixels = (glow[..., None] * np.asarray(color, np.float32) * (255 * strength)).astype(np.uint8)
    return dot


@dataclass(frozen=True, slots=True)
class Drift:
    """How specks move: down, to and fro, with the wind; in design pixels (a second)."""

    speed: tuple[float, float]
    sway: float
    wind: float = 0.0
    twinkle: float = 0.0


def scatter(geometry: Geometry, rng: Random, count: int, dots: tuple[Pixels, ...], drift: Drift) -> Specks:
    """`count` specks over the whole view."""
    kinds = rng.integers(len(dots), size=count)
    # Larger specks are nearer, and so faster.
    pace = rng.uniform(*drift.speed, size=count) * (0.6 + 0.5 * kinds / max(len(dots) - 1, 1)) * geometry.unit
    places = np.stack(
        [
            rng.uniform(0, geometry.view_width * 1.2, count),
            rng.uniform(0, geometry.view_height * 1.2, count),
            pace,
            rng.uniform(0.4, 1.0, count) * geometry.px(drift.sway),
            rng.uniform(0.5, 1.6, count),
            rng.uniform(0, 7, count),
            kinds,
        ],
        axis=1,
    )
    return Specks(dots, places.astype(np.float32), geometry.px(drift.wind), drift.twinkle)


@dataclass(frozen=True, slots=True)
class Fog:
    """A pale veil that drifts past, thickest in the middle of the picture."""

    colors: Pixels
    keep: Pixels
    speed: float

    @classmethod
    def rolling(
        cls, geometry: Geometry, color: Color, rng: Random, *, strength: float, speed: float
    ) -> "Fog":
        wide = geometry.view_width * 2
        half = field(
            geometry.view_width // 2, geometry.view_height // 2, wave=geometry.px(110), rng=rng, stretch=3
        )
        patches = np.hstack([half, half[:, ::-1], half])
        patches = np.asarray(cv2.resize(patches, (wide * 3 // 2, geometry.view_height)), np.float32)
        rows = np.linspace(0, 1, geometry.view_height, dtype=np.float32)[:, None]
        body = np.exp(-(((rows - 0.55) / 0.26) ** 2))
        cover = np.clip(body * (0.25 + 0.9 * patches) * np.float32(strength), 0, 0.9)[..., None]
        colors = (cover * np.asarray(color, np.float32) * 255).astype(np.uint8)
        return cls(colors, np.repeat((255 - cover * 255).astype(np.uint8), 3, axis=2), geometry.px(speed))

    def draw(self, view: Pixels, time: float) -> None:
        wide = view.shape[1]
        x = int(time * self.speed) % (self.colors.shape[1] - wide)
        blend(view, self.colors[:, x : x + wide], self.keep[:, x : x + wide])


@dataclass(frozen=True, slots=True)
class Lightning:
    """Flashes that light the whole picture, at the given times."""

    times: tuple[float, ...]

    def draw(self, view: Pixels, time: float) -> None:
        strength = 0.0
        for flash in self.times:
            age = time - flash
            if 0 <= age < _FLASH_LENGTH:
                flicker = 1.0 if age < 0.06 or 0.12 < age < 0.2 else 0.55
                strength = max(strength, exp(-age * 6) * flicker)
        if strength > 0.02:
            cv2.addWeighted(view, 1 + 0.7 * strength, view, 0, 46 * strength, dst=view)
