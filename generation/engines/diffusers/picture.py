"""A picture in the very size at which the model draws."""

from io import BytesIO

from PIL import Image, ImageOps

from generation.engines.base import EngineFailed


def fit_picture(encoded: bytes, *, width: int, height: int) -> Image.Image:
    """Scaled to cover the size, its overhang cut off evenly: pipelines would stretch it."""
    try:
        with Image.open(BytesIO(encoded)) as picture:
            return ImageOps.fit(picture.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    except OSError as error:
        raise EngineFailed("The picture that the clip starts from can’t be read.") from error
