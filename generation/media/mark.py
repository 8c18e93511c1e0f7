"""The visible mark on every frame: who made the clip, where, and how.

It stands still for two seconds and then jumps: a mark that never rests in one place cannot be
cropped away. The places keep clear of the page's tabs (top) and of its captions (bottom).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from generation.engines.base import Frame
from generation.media.typeface import drawable, inter

HOLD_SECONDS = 2.0
TOP, BOTTOM = 0.10, 0.68  # of the height: the mark stays between
PLACES = ((0.0, 0.05), (1.0, 0.45), (0.0, 0.80), (1.0, 0.15), (0.0, 0.40), (1.0, 0.90))
LONGEST_NAME = 32  # characters


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark says: "@handle · site", and below it the engine's label."""

    handle: str
    site: str
    label: str


class Stamp:
    """A mark made ready for frames of one size."""

    def __init__(self, mark: Mark, *, width: int, height: int, fps: int) -> None:
        rgba = np.asarray(_draw(mark, width=width, height=height), dtype=np.uint16)
        alpha = rgba[..., 3:]
        self._keep = 255 - alpha
        self._ink = rgba[..., :3] * alpha + 128  # 128: rounds the division by 255 to nearest
        self._frames_held = max(1, round(HOLD_SECONDS * fps))
        self._corners = [_corner(place, rgba.shape, (width, height)) for place in PLACES]

    def box(self, index: int) -> tuple[slice, slice]:
        """The rows and columns that the mark covers on frame `index`."""
        top, left = self._corners[index // self._frames_held % len(self._corners)]
        rows, columns = self._keep.shape[:2]
        return slice(top, top + rows), slice(left, left + columns)

    def press(self, pixels: NDArray[np.uint8], index: int) -> None:
        """Blend the mark into the RGB `pixels` of frame `index`, in place."""
        covered = pixels[self.box(index)]
        mixed = covered * self._keep + self._ink
        covered[...] = (mixed + (mixed >> 8)) >> 8  # exact division by 255


def _corner(place: tuple[float, float], shape: tuple[int, ...], size: tuple[int, int]) -> tuple[int, int]:
    (across, down), (width, height) = place, size
    margin = round(0.09 * width)  # a tall phone's screen cuts up to 8 % off each side
    highest = round(TOP * height)
    room = max(0, round(BOTTOM * height) - shape[0] - highest)
    left = margin + across * max(0, width - 2 * margin - shape[1])
    return highest + round(down * room), round(left)


def _draw(mark: Mark, *, width: int, height: int) -> Image.Image:
    """White letters with a dark rim on a thin dark plate: read on white and on black alike."""
    unit = max(8, round(width / 28))
    name_font, label_font = inter(size=unit, weight=600), inter(size=round(unit * 0.8), weight=500)
    name = drawable(f"{_short('@' + mark.handle)} · {_short(mark.site)}", name_font)
    label = drawable(mark.label, label_font)
    pad, leading = unit // 2, round(unit * 1.25)
    wide = max(name_font.getlength(name), label_font.getlength(label))
    plate = Image.new("RGBA", (round(wide) + 2 * pad, 2 * leading + pad))
    pen = ImageDraw.Draw(plate)
    pen.rounded_rectangle((0, 0, plate.width - 1, plate.height - 1), radius=pad, fill=(0, 0, 0, 84))
    _write(pen, (pad, pad // 2), name, name_font)
    _write(pen, (pad, pad // 2 + leading), label, label_font)
    plate.thumbnail((max(8, round(width * 0.7)), max(8, round(height * 0.15))))
    return plate


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, font: ImageFont.FreeTypeFont) -> None:
    rim = max(1, round(font.size / 13))
    white, dark = (255, 255, 255, 235), (0, 0, 0, 150)
    pen.text(at, text, font=font, fill=white, stroke_width=rim, stroke_fill=dark)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def marked(frame: Frame, stamp: Stamp, index: int) -> Frame:
    """A copy of `frame` that carries the mark."""
    copy = frame.copy()
    stamp.press(copy, index)
    return copy
