"""From whatever somebody uploads to a portrait of ours: square, upright, and nothing but pixels."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
PIXEL_LIMIT = 40_000_000  # of a picture before it is decoded
SIDE = 1024  # pixels, of the portrait at most
SMALLEST = 256  # pixels, of the shorter side of what is uploaded
QUALITY = 90
BACKGROUND = "white"  # behind transparent pictures


class BadPortrait(ValueError):
    """The upload is no picture that can be used. The message is a sentence for whoever sent it."""


def make_portrait(upload: BinaryIO, *, limit: int) -> bytes:
    """A square JPEG made from the pixels of `upload`, which may have `limit` bytes.

    What the file says of itself (place, device, color profile, comments, a preview) stays behind,
    and so does whatever else may hide in it: the JPEG is written anew.
    Raises BadPortrait.
    """
    _check_size(upload, limit)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            _check_header(picture)
            return _encode(_upright_square(picture))
    except BadPortrait:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPortrait(_too_large()) from error
    except UnidentifiedImageError as error:
        raise BadPortrait(_("This is not a JPEG, PNG or WebP picture.")) from error
    except Exception as error:  # on a damaged file a decoder may raise anything
        raise BadPortrait(_("This picture is damaged. Choose another one.")) from error


def _check_size(upload: BinaryIO, limit: int) -> None:
    size = upload.seek(0, io.SEEK_END)
    upload.seek(0)
    if size == 0:
        raise BadPortrait(_("This file is empty."))
    if size > limit:
        megabytes = limit // 1024**2
        raise BadPortrait(_("This file is larger than %(size)s MB.") % {"size": megabytes})


def _check_header(picture: Image.Image) -> None:
    """Judge the picture by its header: nothing is decoded yet."""
    if picture.width * picture.height > PIXEL_LIMIT:
        raise BadPortrait(_too_large())
    if min(picture.size) < SMALLEST:
        raise BadPortrait(_("Choose a picture at least %(side)s pixels wide and high.") % {"side": SMALLEST})
    # Telephones put a second view of the same scene behind a JPEG; that is still one picture.
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise BadPortrait(_("This picture moves. Choose a still one."))


def _too_large() -> str:
    return _("This picture has more than %(count)s megapixels.") % {"count": PIXEL_LIMIT // 1_000_000}


def _upright_square(picture: Image.Image) -> Image.Image:
    """A square of the picture, the right way up, at most SIDE wide: heads are above the middle."""
    picture.draft("RGB", (SIDE * 2, SIDE * 2))  # a large JPEG is decoded at a fraction of its size
    picture.load()
    exif = picture.getexif()
    plain = picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGBA")
    scale = min(1.0, SIDE / min(plain.size))
    size = (round(plain.width * scale), round(plain.height * scale))
    small = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info["exif"] = exif.tobytes()
    upright = ImageOps.exif_transpose(small)
    square = min(upright.size)
    left, top = (upright.width - square) // 2, (upright.height - square) // 3
    return upright.crop((left, top, left + square, top + square))


def _encode(picture: Image.Image) -> bytes:
    """Only pixels go over: a new picture knows nothing of the old one's remarks."""
    clean = Image.new("RGB", picture.size, BACKGROUND)
    if picture.mode == "RGBA":
        clean.paste(picture, mask=picture.getchannel("A"))
    else:
        clean.paste(picture.convert("RGB"))
    buffer = io.BytesIO()
    clean.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()
