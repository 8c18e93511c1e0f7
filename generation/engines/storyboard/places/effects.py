"""Light and water that several places share and that live from frame to frame."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from generation.engines.storyboard.paint.color import Color, mix
from generation.engines.storyboard.paint.layer import Moment, Shine
from generation.engines.storyboard.paint.noise import field as noise_field
from generation.engines.storyboard.paint.pixels import Field, Pixels, blend, to_bytes
from generation.engines.storyboard.paint.sheet import Sheet

from .brief import Brief


def light_shafts(brief: Brief, *, strength: float = 0.24, count: int = 9, parallax: float = 0.5) -> Shine:
    """Broad soft beams that fall from where the light stands."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    origin = (geometry.sheet_x((light.orb or (0.5, 0))[0]), geometry.y(-0.12))
    rows = np.arange(geometry.height, dtype=np.float32)[:, None]
    columns = np.arange(geometry.sheet_width, dtype=np.float32)[None, :]
    angle = np.arctan2(columns - origin[0], rows - origin[1] + 1)
    total = np.zeros(angle.shape, np.float32)
    for _ in range(count):
        toward, wide = rng.uniform(-0.8, 0.8), rng.uniform(0.03, 0.11)
        total += np.exp(-(((angle - toward) / wide) ** 2)) * np.float32(rng.uniform(0.4, 1.0))
    fall = np.clip(1.15 - rows / geometry.y(0.82), 0, 1)
    glow = np.clip(total, 0, 1.2)[..., None] * fall[..., None] * np.float32(strength * light.glow)
    colors = to_bytes((glow * np.asarray(light.sun, np.float32)).astype(np.float32), rng)
    return Shine(colors, 0, parallax, geometry.reach, period=7.0)


def lamp_shine(sheet: Sheet, parallax: float, period: float, brief: Brief) -> Shine:
    """What has been painted on the sheet, as added light."""
    return Shine(to_bytes(sheet.rgb, brief.rng), sheet.top, parallax, brief.geometry.reach, period)


@dataclass(slots=True)
class Water:
    """A sheet of water that mirrors what stands above it, with waves and glitter.

    Drawn after all that it mirrors. `top` is the row of the shore line, `tint` the water's own
    color, of which there is more towards the viewer.
    """

    top: int
    bottom: int
    tint: Color
    deep: Color
    unit: float
    sun: Color
    glitter_at: float | None  # canvas column of the sun's road on the water
    seed: int
    calm: float = 1.0
    mirror: float = 0.6
    _maps: tuple[Field, Field] = field(init=False, repr=False)
    _cover: tuple[Pixels, Pixels] = field(init=False, repr=False)
    _sparks: Field = field(init=False, repr=False)
    _road: Field = field(init=False, repr=False)
    _most: Pixels = field(init=False, repr=False)
    _tones: Pixels = field(init=False, repr=False)
    _nothing: Field = field(init=False, repr=False)

    def prepare(self, width: int) -> "Water":
        """Lay out what does not change from frame to frame, for a canvas of that width."""
        rows = self.bottom - self.top
        rng = np.random.default_rng(self.seed)
        away = np.arange(rows, dtype=np.float32)
        self._maps = (
            np.broadcast_to(np.arange(width, dtype=np.float32), (rows, width)).copy(),
            np.broadcast_to(np.maximum(self.top - 1 - away * 1.15, 0)[:, None], (rows, width)).astype(
                np.float32
            ),
        )
        share = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        own = np.asarray(self.tint, np.float32) * (1 - share) + np.asarray(self.deep, np.float32) * share
        cover = 1 - self.mirror * (1 - share) ** 1.3
        color = np.broadcast_to((own * cover)[:, None, :], (rows, width, 3)).astype(np.float32)
        keep = np.broadcast_to(((1 - cover) * 255)[:, None, :], (rows, width, 3)).astype(np.uint8)
        self._cover = (to_bytes(color, rng), np.ascontiguousarray(keep))
        wave = max(3.0, 9 * self.unit)
        lit = min(rows, int(340 * self.unit))
        road = self._road_mask(width, lit)
        self._sparks = noise_field(width * 2, lit, wave=wave, rng=rng, stretch=5)
        self._road = 0.06 * road - np.float32(0.3)
        self._nothing = np.zeros_like(road)
        self._most = (road * 215).astype(np.uint8)
        color = np.asarray(mix(self.sun, (1.0, 1.0, 1.0), 0.3), np.float32)
        self._tones = (np.arange(256, dtype=np.float32)[:, None, None] * color).astype(np.uint8)
        return self

    def _road_mask(self, width: int, rows: int) -> Field:
        """Where the light glitters: a road under the sun, and a breath of it everywhere."""
        everywhere = np.full((rows, width), 0.16, np.float32)
        if self.glitter_at is None:
            return everywhere
        columns = np.arange(width, dtype=np.float32)[None, :] - np.float32(self.glitter_at)
        wide = (70 + 150 * np.linspace(0, 1, rows, dtype=np.float32)[:, None]) * np.float32(self.unit)
        fade = 1 - 0.55 * np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        road: Field = np.maximum(everywhere, np.exp(-((columns / wide) ** 2)) * fade).astype(np.float32)
        return road

    def draw(self, canvas: Pixels, now: Moment) -> None:
        area = canvas[self.top : self.bottom]
        rows = len(area)
        away = np.arange(rows, dtype=np.float32)
        stretch = 1 + 7 * away / max(rows, 1)
        swell = (1.5 + 8 * away / max(rows, 1)) * np.float32(self.unit / self.calm)
        sway = swell * np.sin(away / (5 * self.unit * stretch) * 2.2 - now.time * 2.6) + 0.6 * swell * np.sin(
            away / (3 * self.unit * stretch) + now.time * 1.7
        )
        across, up = self._maps
        mirrored = cv2.remap(
            canvas,
            across + sway[:, None].astype(np.float32),
            up,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        area[:] = mirrored
        blend(area, *self._cover)
        self._glitter(area, now)

    def _glitter(self, area: Pixels, now: Moment) -> None:
        """Two fields of ripples that slide over each other; where both are bright, light leaps out."""
        rows, width = self._road.shape
        slide = int(now.time * 26 * self.unit) % width
        other = int(width - (now.time * 17 * self.unit) % width)
        sparks = cv2.multiply(self._sparks[:, slide : slide + width], self._sparks[:, other : other + width])
        cv2.add(sparks, self._road, dst=sparks)
        bright = cv2.min(cv2.convertScaleAbs(cv2.max(sparks, self._nothing), alpha=3400.0), self._most)
        light = cv2.LUT(cv2.cvtColor(bright, cv2.COLOR_GRAY2RGB), self._tones)
        cv2.add(area[:rows], light[: len(area)], dst=area[:rows])
