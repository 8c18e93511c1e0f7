"""The still that stands for a clip before it plays."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from generation.engines.base import Frame

MOST_BYTES = 35_000
QUALITIES = (84, 76, 66, 54, 40, 28)


def write_poster(frame: Frame, path: Path) -> None:
    """Write `frame` as the best JPEG that fits into `MOST_BYTES`."""
    picture = Image.fromarray(frame)
    while len(data := _smallest_good(picture)) > MOST_BYTES:
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
    path.write_bytes(data)


def _smallest_good(picture: Image.Image) -> bytes:
    data = b""
    for quality in QUALITIES:
        data = _jpeg(picture, quality=quality)
        if len(data) <= MOST_BYTES:
            break
    return data


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
