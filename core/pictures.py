"""Pictures from outside: decoded in one place, and nothing but their pixels goes on from here."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS: Final = ("JPEG", "PNG", "WEBP")
PIXEL_LIMIT: Final = 40_000_000  # of a picture before it is decoded
SMALLEST: Final = 256  # pixels, of the shorter side of what is uploaded
QUALITY: Final = 90
BACKGROUND: Final = "white"  # behind transparent pictures


class BadPicture(ValueError):
    """The upload is no picture that can be used. The message is a sentence for whoever sent it."""


def read_picture(upload: BinaryIO, *, limit: int, side: int) -> Image.Image:
    """The picture in `upload`, which may have `limit` bytes: RGB, the right way up, and its shorter side
    `side` pixels at most. `numpy.asarray` makes an array of it, `as_jpeg` a file.

    What the file says of itself (place, device, color profile, comments, a preview) stays behind, and so
    does whatever else may hide in it. Raises BadPicture.
    """
    _check_size(upload, limit)
    with _in_words(), Image.open(upload, formats=FORMATS) as picture:
        _check_header(picture)
        return _only_pixels(_upright(picture, side))


def as_jpeg(picture: Image.Image) -> bytes:
    """A file that is written anew from the pixels."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(_too_large()) from error
    except UnidentifiedImageError as error:
        raise BadPicture(_("This is not a JPEG, PNG or WebP picture.")) from error
    except Exception as error:  # on a damaged file a decoder may raise anything
        raise BadPicture(_("This picture is damaged. Choose another one.")) from error


def larger_than(limit: int) -> str:
    """`limit` is in bytes."""
    return _("This file is larger than %(size)s MB.") % {"size": limit // 1024**2}


def _check_size(upload: BinaryIO, limit: int) -> None:
    size = upload.seek(0, io.SEEK_END)
    upload.seek(0)
    if size == 0:
        raise BadPicture(_("This file is empty."))
    if size > limit:
        raise BadPicture(larger_than(limit))


def _check_header(picture: Image.Image) -> None:
    """Judge the picture by its header: nothing is decoded yet."""
    if picture.width * picture.height > PIXEL_LIMIT:
        raise BadPicture(_too_large())
    if min(picture.size) < SMALLEST:
        raise BadPicture(_("Choose a picture at least %(side)s pixels wide and high.") % {"side": SMALLEST})
    # Telephones put a second view of the same scene behind a JPEG; that is still one picture.
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise BadPicture(_("This picture moves. Choose a still one."))


def _too_large() -> str:
    return _("This picture has more than %(count)s megapixels.") % {"count": PIXEL_LIMIT // 1_000_000}


def _upright(picture: Image.Image, side: int) -> Image.Image:
    picture.draft("RGB", (side * 2, side * 2))  # a large JPEG is decoded at a fraction of its size
    picture.load()
    exif = picture.getexif()
    plain = picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGBA")
    scale = min(1.0, side / min(plain.size))
    size = (round(plain.width * scale), round(plain.height * scale))
    small = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info["exif"] = exif.tobytes()
    return ImageOps.exif_transpose(small)


def _only_pixels(picture: Image.Image) -> Image.Image:
    """A new picture knows nothing of the old one's remarks."""
    clean = Image.new("RGB", picture.size, BACKGROUND)
    if picture.mode == "RGBA":
        clean.paste(picture, mask=picture.getchannel("A"))
    else:
        clean.paste(picture.convert("RGB"))
    return clean
