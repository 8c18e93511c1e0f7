"""From whatever somebody uploads to a portrait of ours: square, upright, and nothing but pixels."""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image

from core.pictures import as_jpeg, read_picture

SIDE = 1024  # pixels, of the portrait at most


def make_portrait(upload: BinaryIO, *, limit: int) -> bytes:
    """A square JPEG made from the pixels of `upload`, which may have `limit` bytes. Raises BadPicture."""
    # Heads are above the middle.
    return as_jpeg(square(read_picture(upload, limit=limit, side=SIDE), above=1 / 3))


def square(picture: Image.Image, *, above: float) -> Image.Image:
    """As much as fits; `above` is the share of what is too high that goes at the top."""
    side = min(picture.size)
    left, top = (picture.width - side) // 2, int((picture.height - side) * above)
    return picture.crop((left, top, left + side, top + side))
