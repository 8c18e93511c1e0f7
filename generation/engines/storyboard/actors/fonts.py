"""The typeface, from its package."""

from functools import lru_cache
from pathlib import Path

import fontpkg_inter
from PIL import ImageFont


@lru_cache(maxsize=8)
def inter(size: int) -> ImageFont.FreeTypeFont:
    """Inter, semi-bold, at a size in pixels."""
    [path] = (Path(str(fontpkg_inter.__file__)).parent / "files").glob("Inter[[]*.ttf")
    font = ImageFont.truetype(str(path), max(size, 4))
    font.set_variation_by_axes([float(max(min(size, 32), 14)), 600.0])
    return font
