"""From whatever somebody uploads to a portrait of ours: square, upright, and nothing but pixels."""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image

from core.pictures import BadPicture, as_jpeg, read_picture

SIDE = 1024  # pixels, of the portrait at most


class BadPortrait(BadPicture):
    """The upload is no portrait that can be used. The message is a sentence for whoever sent it."""


def make_portrait(upload: BinaryIO, *, limit: int) -> bytes:
    """A square JPEG made from the pixels of `upload`, which may have `limit` bytes. Raises BadPortrait."""
    try:
        return as_jpeg(_square(read_picture(upload, limit=limit, side=SIDE)))
    except BadPicture as error:
        raise BadPortrait(str(error)) from error


def _square(picture: Image.Image) -> Image.Image:
    """Heads are above the middle."""
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 3
    return picture.crop((left, top, left + side, top + side))
