"""SVG to premultiplied pixels."""

from functools import lru_cache

import cv2
import numpy as np
import resvg_py

from generation.engines.storyboard.paint.pixels import Pixels
from generation.engines.storyboard.sprites import sprite_path


def sprite_svg(char: str) -> str | None:
    """The drawing of an emoji, or None when there is none."""
    path = sprite_path(char)
    return path.read_text(encoding="utf-8") if path else None


@lru_cache(maxsize=64)
def rendered(svg: str, width: int) -> Pixels:
    """The drawing at a width in pixels; RGBA, premultiplied. Do not write into it."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=max(width, 2), skip_system_fonts=True))
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert image is not None
    straight = np.asarray(image)[..., [2, 1, 0, 3]].astype(np.float32)
    straight[..., :3] *= straight[..., 3:] / 255
    return (straight + 0.5).astype(np.uint8)


def paste(below: Pixels, above: Pixels, x: int, y: int) -> None:
    """Lay one premultiplied RGBA image over another, in place, with its corner at x, y."""
    height = min(above.shape[0], below.shape[0] - y)
    width = min(above.shape[1], below.shape[1] - x)
    part, target = above[:height, :width].astype(np.float32), below[y : y + height, x : x + width]
    target[:] = np.clip(part + target * (1 - part[..., 3:] / 255), 0, 255).astype(np.uint8)
