"""The boxes of which an MP4 file is made, as far as we need them."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SHORT_HEADER, LONG_HEADER = 8, 16


def top_level_boxes(path: Path) -> list[str]:
    """The names of the outermost boxes in file order: ["ftyp", "moov", "mdat"]."""
    with path.open("rb") as file:
        return list(_boxes(file, path.stat().st_size))


def starts_fast(path: Path) -> bool:
    """Whether the index comes before the pictures, so that play can begin with the first bytes."""
    names = top_level_boxes(path)
    return "moov" in names and "mdat" in names and names.index("moov") < names.index("mdat")


def _boxes(file: BinaryIO, end: int) -> Iterator[str]:
    at = 0
    while at + SHORT_HEADER <= end:
        file.seek(at)
        header = file.read(LONG_HEADER)
        size = int.from_bytes(header[:4], "big")
        if size == 1:  # the true size follows the name
            size = int.from_bytes(header[8:], "big")
        yield header[4:8].decode("latin-1")
        if size < SHORT_HEADER:  # 0: to the end of the file; else not a box at all
            return
        at += size
