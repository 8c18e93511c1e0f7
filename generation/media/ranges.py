"""The Range header of HTTP (RFC 9110, section 14), read strictly and without side effects."""

import re
from dataclasses import dataclass

ONE_RANGE = re.compile(r"(?P<first>[0-9]*)-(?P<last>[0-9]*)", re.ASCII)
MOST_DIGITS = 18  # an exabyte: no file is longer, and no number can be made costly to read


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """The file has none of the bytes asked for; answered with 416."""


def read_range(header: str, *, size: int) -> ByteRange | None:
    """The part of a file of `size` bytes that a Range header asks for; None stands for all of it.

    What is malformed, in another unit, or in several pieces is ignored, as the RFC allows.
    """
    unit, _, wanted = header.partition("=")
    ranges = [piece for part in wanted.split(",") if (piece := part.strip(" \t"))]
    if unit.strip(" \t").lower() != "bytes" or len(ranges) != 1:
        return None
    found = ONE_RANGE.fullmatch(ranges[0])
    if found is None:
        return None
    first, last = _number(found["first"]), _number(found["last"])
    if first is None:
        return None if last is None else _ending(last, size=size)
    if last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return ByteRange(first, size - 1 if last is None else min(last, size - 1))


def _ending(length: int, *, size: int) -> ByteRange:
    """The last `length` bytes, or all where the file is shorter."""
    if length == 0 or size == 0:
        raise Unsatisfiable
    return ByteRange(max(0, size - length), size - 1)


def _number(digits: str) -> int | None:
    """The number, or one beyond any file for those too long to matter; None for no digits."""
    significant = digits.lstrip("0")
    if len(significant) > MOST_DIGITS:
        return int("9" * (MOST_DIGITS + 1))
    return int(significant or "0") if digits else None
