"""A sheet one paints on in floating point, and the layer that it becomes when it is dry."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from .color import Color
from .geometry import Geometry
from .layer import Layer
from .pixels import Field, Random, overlap, to_bytes

Point = tuple[float, float]
_SUBPIXEL: Final = 4  # bits of fraction that fillPoly may have


class Sheet:
    """A transparent band of the set, as wide as the camera can slide, from row `top` to row `bottom`."""

    def __init__(self, geometry: Geometry, top: float = 0.0, bottom: float | None = None) -> None:
        self.geometry = geometry
        self.top = max(0, int(top))
        self.top = min(self.top, geometry.height - 2)
        self.bottom = geometry.height if bottom is None else min(int(bottom) + 1, geometry.height)
        self.bottom = max(self.bottom, self.top + 2)
        size = (self.bottom - self.top, geometry.sheet_width)
        self.rgb: Field = np.zeros((*size, 3), np.float32)
        self.alpha: Field = np.zeros(size, np.float32)

    def raised(self, by: float) -> "Sheet":
        """The same painting with `by` more pixels of room above it."""
        taller = Sheet(self.geometry, self.top - by, self.bottom - 1)
        taller.rgb[self.top - taller.top :] = self.rgb
        taller.alpha[self.top - taller.top :] = self.alpha
        return taller

    @property
    def width(self) -> int:
        return self.geometry.sheet_width

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def lay(self, mask: Field, color: Color | Field, *, x: float = 0, y: float | None = None) -> None:
        """Paint `color` (one, or an array that fits the mask) where the mask says, its corner at x, y."""
        left, top = int(x), (0 if y is None else int(y) - self.top)
        x0, x1, skip_x = overlap(mask.shape[1], left, self.width)
        y0, y1, skip_y = overlap(mask.shape[0], top, self.height)
        if x0 >= x1 or y0 >= y1:
            return
        seen = np.s_[skip_y : skip_y + y1 - y0, skip_x : skip_x + x1 - x0]
        part = mask[seen]
        paint = np.asarray(color, np.float32)
        if paint.ndim == 3:
            paint = np.broadcast_to(paint, (*mask.shape, 3))[seen]
        here = np.s_[y0:y1, x0:x1]
        over = part[..., None]
        self.rgb[here] += (paint - self.rgb[here]) * over
        self.alpha[here] += (1 - self.alpha[here]) * part

    def light(self, mask: Field, color: Color, *, x: float = 0, y: float | None = None) -> None:
        """Add light to what is already painted; it covers nothing."""
        left, top = int(x), (0 if y is None else int(y) - self.top)
        x0, x1, skip_x = overlap(mask.shape[1], left, self.width)
        y0, y1, skip_y = overlap(mask.shape[0], top, self.height)
        if x0 >= x1 or y0 >= y1:
            return
        part = mask[skip_y : skip_y + y1 - y0, skip_x : skip_x + x1 - x0]
        here = np.s_[y0:y1, x0:x1]
        glow = part[..., None] * np.asarray(color, np.float32)
        self.rgb[here] += (self.alpha[here][..., None] - self.rgb[here]).clip(0, 1) * glow

    def polygon(
        self, points: Sequence[Point], color: Color, *, foot: Color | None = None, strength: float = 1.0
    ) -> None:
        """Fill a polygon, from `color` at its top to `foot` at its bottom."""
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        left, top = int(np.floor(min(xs))) - 1, int(np.floor(min(ys))) - 1
        width, height = int(np.ceil(max(xs))) - left + 2, int(np.ceil(max(ys))) - top + 2
        if left > self.width or left + width < 0 or top > self.bottom or top + height < self.top:
            return
        corners = np.array([(x - left, y - top) for x, y in points], np.float64) * (1 << _SUBPIXEL)
        stencil = np.zeros((height, width), np.uint8)
        cv2.fillPoly(stencil, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA, _SUBPIXEL)
        mask = stencil.astype(np.float32) * np.float32(strength / 255)
        self.lay(mask, color if foot is None else _fall(color, foot, height), x=left, y=top)

    def ellipse(
        self, center: Point, radius: Point, color: Color, *, soft: float = 1.0, strength: float = 1.0
    ) -> None:
        """A filled ellipse whose edge is `soft` pixels wide."""
        (cx, cy), (rx, ry) = center, radius
        reach_x, reach_y = rx + soft, ry + soft
        left, top = int(cx - reach_x) - 1, int(cy - reach_y) - 1
        if left > self.width or cx + reach_x < 0 or top > self.bottom or cy + reach_y < self.top:
            return
        xs = (np.arange(int(2 * reach_x) + 4, dtype=np.float32) + left - cx) / max(rx, 0.1)
        ys = (np.arange(int(2 * reach_y) + 4, dtype=np.float32) + top - cy) / max(ry, 0.1)
        away = np.sqrt(xs[None, :] ** 2 + ys[:, None] ** 2)
        edge = soft / max(min(rx, ry), 0.1)
        mask = np.clip((1 - away) / max(edge, 1e-3) + 0.5, 0, 1) * np.float32(strength)
        self.lay(mask.astype(np.float32), color, x=left, y=top)

    def glow(self, center: Point, radius: float, color: Color, strength: float = 1.0) -> None:
        """A round light that fades to nothing at `radius`."""
        left, top = int(center[0] - radius), int(center[1] - radius)
        side = np.arange(int(2 * radius) + 1, dtype=np.float32)
        away = np.hypot(side[None, :] + left - center[0], side[:, None] + top - center[1]) / np.float32(
            radius
        )
        self.light((np.clip(1 - away, 0, 1) ** 2.2 * strength).astype(np.float32), color, x=left, y=top)

    def ridge(self, line: Field, crest: Color, foot: Color, *, depth: float) -> None:
        """Fill all under a line of rows, one a column: `crest` at the line, `foot` from `depth` below."""
        rows = np.arange(self.top, self.bottom, dtype=np.float32)[:, None]
        below = rows - line[None, :]
        mask = np.clip(below + 0.5, 0, 1)
        share = np.clip(below / np.float32(max(depth, 1)), 0, 1)[..., None]
        paint = np.asarray(crest, np.float32) * (1 - share) + np.asarray(foot, np.float32) * share
        self.lay(mask, paint, y=self.top)

    def mottle(self, texture: Field, amount: float) -> None:
        """Darken and brighten what is painted by a texture in 0..1."""
        self.rgb *= (1 + (texture - np.float32(0.5)) * np.float32(2 * amount))[..., None]
        np.minimum(self.rgb, self.alpha[..., None], out=self.rgb)

    def dry(self, parallax: float, rng: Random, *, drift: float = 0.0) -> Layer:
        """The finished layer. `parallax` 0 stays with the sky, 1 with the actors; `drift` is in px/s."""
        colors = to_bytes(self.rgb, rng)
        cover = np.clip(self.alpha * 255 + 0.5, 0, 255).astype(np.uint8)
        return Layer.of(
            colors, cover, top=self.top, parallax=parallax, reach=self.geometry.reach, drift=drift
        )


def _fall(color: Color, foot: Color, height: int) -> Field:
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    return (np.asarray(color, np.float32) * (1 - share) + np.asarray(foot, np.float32) * share).astype(
        np.float32
    )
