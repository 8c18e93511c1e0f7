"""From whatever somebody uploads to a portrait of ours: square, upright, and nothing but pixels."""

from __future__ import annotations

from typing import BinaryIO

from django.conf import settings
from PIL import Image

from core.pictures import as_jpeg, read_picture

SIDE = 1024  # pixels, of the portrait at most


def make_portrait(upload: BinaryIO) -> bytes:
    """A square JPEG made from the pixels of `upload`. Raises BadPicture."""
    return as_jpeg(read_square(upload, above=1 / 3))  # heads are above the middle


def read_square(upload: BinaryIO, *, above: float) -> Image.Image:
    """As much of it as fits; `above` is the share of what is too high that goes at the top."""
    picture = read_picture(upload, limit=settings.PORTRAIT_LIMIT_BYTES, side=SIDE)
    side = min(picture.size)
    left, top = (picture.width - side) // 2, int((picture.height - side) * above)
    return picture.crop((left, top, left + side, top + side))
