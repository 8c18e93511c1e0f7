"""A person's portrait, decoded with care, as a round head."""

import io
import warnings
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from generation.engines.storyboard.paint.color import Color
from generation.engines.storyboard.paint.pixels import Pixels

from .fonts import inter

_MOST_PIXELS: Final = 40_000_000
_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_OVERSAMPLE: Final = 3


def round_portrait(encoded: bytes, side: int, ring: Color) -> Pixels:
    """The portrait in a circle of `side` pixels with a ring; a plain disc when it cannot be read."""
    large = side * _OVERSAMPLE
    face = _decoded(encoded)
    if face is None:
        face = Image.new("RGB", (large, large), (170, 176, 190))
    # Faces sit above the middle of a portrait.
    face = ImageOps.fit(face, (large, large), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    width = round(large * 0.045)
    mask = Image.new("L", (large, large), 0)
    ImageDraw.Draw(mask).ellipse((width, width, large - 1 - width, large - 1 - width), fill=255)
    disc = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    red, green, blue = (round(part * 255) for part in ring)
    ImageDraw.Draw(disc).ellipse((0, 0, large - 1, large - 1), fill=(red, green, blue, 255))
    disc.paste(face, (0, 0), mask)
    return _premultiplied(disc.resize((side, side), Image.Resampling.LANCZOS))


def card(encoded: bytes, side: int, rim: Color) -> Pixels:
    """The picture on a square of card with round corners; a plain one when it cannot be read."""
    large = side * _OVERSAMPLE
    picture = _decoded(encoded) or Image.new("RGB", (large, large), (170, 176, 190))
    red, green, blue = (round(part * 255) for part in rim)
    sheet = Image.new("RGBA", (large, large), (red, green, blue, 255))
    width = round(large * 0.05)
    inner = large - 2 * width
    mask = _rounded(inner, round(large * 0.11))
    sheet.paste(ImageOps.fit(picture, (inner, inner), Image.Resampling.LANCZOS), (width, width), mask)
    sheet.putalpha(_rounded(large, round(large * 0.15)))
    return _premultiplied(sheet.resize((side, side), Image.Resampling.LANCZOS))


def _rounded(side: int, radius: int) -> Image.Image:
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), radius=radius, fill=255)
    return mask


def _decoded(encoded: bytes) -> Image.Image | None:
    """The picture, upright and RGB, or None when it is broken, too large or of another format."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(encoded), formats=_FORMATS)
            if image.width * image.height > _MOST_PIXELS:
                return None
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def name_tag(handle: str, height: int) -> Pixels:
    """ "@handle" in white on a dark pill."""
    text = "@" + handle.removeprefix("@")
    font: ImageFont.FreeTypeFont = inter(round(height * 0.58))
    wide = round(font.getlength(text) + height * 0.8)
    pill = Image.new("RGBA", (wide * 2, height * 2), (0, 0, 0, 0))
    ImageDraw.Draw(pill).rounded_rectangle(
        (0, 0, wide * 2 - 1, height * 2 - 1), radius=height, fill=(16, 18, 30, 168)
    )
    pill = pill.resize((wide, height), Image.Resampling.LANCZOS)
    ImageDraw.Draw(pill).text((wide / 2, height / 2), text, font=font, fill=(255, 255, 255, 255), anchor="mm")
    return _premultiplied(pill)


def _premultiplied(image: Image.Image) -> Pixels:
    pixels = np.asarray(image, np.float32).copy()
    pixels[..., :3] *= pixels[..., 3:] / 255
    return (pixels + 0.5).astype(np.uint8)
