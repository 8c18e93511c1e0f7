"""A figure at its place in a shot, with its shadow, its reflection and its name."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final

import cv2
import numpy as np

from generation.engines.storyboard.paint.layer import Moment
from generation.engines.storyboard.paint.pixels import Field, Pixels, blend, overlap
from generation.engines.storyboard.story.spec import Motion

from .cutout import Cutout
from .motion import Pose, pose

_AIRBORNE: Final = (Motion.FLY, Motion.FLOAT, Motion.SWIM)
_SHADOW_SIDE: Final = 96
_HAND_X: Final = 0.32  # how far from its middle a figure holds things, in shares of its width


@dataclass(frozen=True, slots=True)
class Actor:
    """Positions in canvas pixels for a resting camera; `feet` is the row it stands on or hangs over."""

    cutout: Cutout
    motion: Motion
    x: float
    feet: float
    travel: float  # pixels covered in the shot, to the right when positive
    start: float  # of the shot, in seconds
    length: float  # of the shot
    phase: float = 0.0
    flip: bool = False
    shadow: float = 0.4  # how dark; 0 for none
    wet: float = 0.0  # the share of it that is under water; the rest is mirrored
    scale: float = 1.0
    tag: Pixels | None = None
    prop: Pixels | None = None  # what it holds
    grip: float = 0.27  # where it holds that, in shares of its height

    def place(self, now: Moment) -> tuple[float, float, Pose]:
        """Where the middle of its feet is, and its pose."""
        bearing = pose(self.motion, now.time, self.phase)
        high = self.cutout.height * self.scale
        share = (now.time - self.start) / self.length - 0.5
        x = self.x - now.pan + self.travel * share + bearing.dx * high
        return x, self.feet - now.crane, bearing

    def box(self, now: Moment) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the canvas, its name included."""
        x, y, bearing = self.place(now)
        high, wide = self.cutout.height * self.scale, self.cutout.width * self.scale
        turn = radians(abs(bearing.turn))
        half = (wide * cos(turn) + high * sin(turn)) / 2 * (1 + abs(bearing.squeeze))
        tall = (high * cos(turn) + wide * sin(turn)) * (1 + abs(bearing.squeeze))
        bottom = y - bearing.lift * high + (tall - high) / 2
        top = bottom - tall
        if self.prop is not None:
            half = max(half, wide * _HAND_X + self.prop.shape[1] * self.scale / 2)
            top = min(top, y - (bearing.lift + self.grip) * high - self.prop.shape[0] * self.scale)
        if self.tag is not None:
            half, top = max(half, self.tag.shape[1] / 2), top - self.tag.shape[0] * 1.4
        return x - half, top, x + half, bottom

    def draw(self, canvas: Pixels, now: Moment) -> None:
        x, y, bearing = self.place(now)
        high = self.cutout.height * self.scale
        if self.shadow and not self.wet:
            self._cast_shadow(canvas, x, y, bearing)
        frames = self.cutout.frames
        image = frames[int(bearing.step * len(frames)) % len(frames)]
        patch, left, top = self._posed(image, x, y - bearing.lift * high, bearing)
        if self.wet:
            line = y - high * self.wet
            self._mirror(canvas, patch, left, top, line)
            patch = patch[: max(1, int(line) - top)]
        lay(canvas, patch, left, top)
        if self.prop is not None:
            self._hold(canvas, self.prop, x, y, bearing)
        if self.tag is not None:
            above = y - high * (1 + bearing.lift) - self.tag.shape[0] * 1.3
            lay(canvas, self.tag, round(x - self.tag.shape[1] / 2), round(above))

    def _hold(self, canvas: Pixels, prop: Pixels, x: float, y: float, bearing: Pose) -> None:
        """The thing in its hand, on the side to which it walks, leaning with the body."""
        high, wide = self.cutout.height * self.scale, self.cutout.width * self.scale
        size = (max(1, round(prop.shape[1] * self.scale)), max(1, round(prop.shape[0] * self.scale)))
        image = np.asarray(cv2.resize(prop, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        side = -1.0 if self.travel < 0 else 1.0
        lean = sin(radians(bearing.turn)) * high * self.grip
        left = x + side * wide * _HAND_X + lean - size[0] / 2
        lay(canvas, image, round(left), round(y - (bearing.lift + self.grip) * high - size[1]))

    def _posed(self, image: Pixels, x: float, feet: float, bearing: Pose) -> tuple[Pixels, int, int]:
        """The drawing turned, squeezed and moved by parts of a pixel; and its corner."""
        high, wide = image.shape[:2]
        turn = radians(bearing.turn)
        across, up = self.scale * (1 + bearing.squeeze), self.scale * (1 - bearing.squeeze)
        pivot = high * (0.5 if self.motion in _AIRBORNE else 1.0)
        reach = int(np.hypot(high, wide) * self.scale * 1.12) + 4
        left, top = int(x) - reach // 2, int(feet) - reach + int(high * self.scale * 0.06) + 2
        target_x, target_y = x - left, feet - top - (high - pivot) * self.scale
        mirror = -1.0 if self.flip else 1.0
        a, b = across * cos(turn) * mirror, -up * sin(turn)
        c, d = across * sin(turn) * mirror, up * cos(turn)
        shift = [[a, b, target_x - a * wide / 2 - b * pivot], [c, d, target_y - c * wide / 2 - d * pivot]]
        patch = cv2.warpAffine(image, np.array(shift, np.float32), (reach, reach), flags=cv2.INTER_LINEAR)
        return np.asarray(patch, np.uint8), left, top

    def _cast_shadow(self, canvas: Pixels, x: float, y: float, bearing: Pose) -> None:
        """A soft pool of dark under the feet, smaller and fainter the higher they are."""
        away = 1 / (1 + 2.2 * max(bearing.lift, 0))
        half = self.cutout.width * self.scale * 0.46 * away
        flat = max(2.0, half * 0.17)
        x0, x1, skip_x = overlap(int(half * 2), int(x - half), canvas.shape[1])
        y0, y1, skip_y = overlap(int(flat * 2), int(y - flat), canvas.shape[0])
        if x0 >= x1 or y0 >= y1:
            return
        pool = cv2.resize(_POOL, (int(half * 2), int(flat * 2)), interpolation=cv2.INTER_LINEAR)
        part = np.asarray(pool)[skip_y : skip_y + y1 - y0, skip_x : skip_x + x1 - x0]
        keep = (255 - part * (255 * self.shadow * away)).astype(np.uint8)
        area = canvas[y0:y1, x0:x1]
        cv2.multiply(area, np.repeat(keep[..., None], 3, axis=2), dst=area, scale=1 / 255)

    def _mirror(self, canvas: Pixels, patch: Pixels, left: int, top: int, line: float) -> None:
        """Its image in the water below the line, squashed and faint."""
        above = patch[: max(1, int(line) - top)]
        rows = max(1, int(len(above) * 0.4))
        flipped = np.asarray(cv2.resize(above[::-1], (above.shape[1], rows), interpolation=cv2.INTER_AREA))
        fade = np.linspace(0.42, 0.0, rows, dtype=np.float32)[:, None, None]
        lay(canvas, (flipped * fade).astype(np.uint8), left, int(line))


def _pool() -> Field:
    at = np.linspace(-1, 1, _SHADOW_SIDE, dtype=np.float32)
    away = np.hypot(at[None, :], at[:, None])
    pool: Field = (np.clip(1 - away, 0, 1) ** 0.8).astype(np.float32)
    return pool


_POOL: Final = _pool()


def lay(canvas: Pixels, image: Pixels, left: int, top: int) -> None:
    """Put a premultiplied RGBA image on the canvas."""
    x0, x1, skip_x = overlap(image.shape[1], left, canvas.shape[1])
    y0, y1, skip_y = overlap(image.shape[0], top, canvas.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = image[skip_y : skip_y + y1 - y0, skip_x : skip_x + x1 - x0]
    keep = cv2.cvtColor(255 - part[..., 3], cv2.COLOR_GRAY2RGB)
    blend(canvas[y0:y1, x0:x1], cv2.cvtColor(part, cv2.COLOR_RGBA2RGB), keep)
