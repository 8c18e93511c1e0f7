"""The Range header: what the RFC's examples say, and what holds for every header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.media.ranges import ByteRange, Unsatisfiable, read_range

SIZE = 10_000


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-499", 0, 499),
        ("bytes=500-999", 500, 999),
        ("bytes=-500", 9500, 9999),
        ("bytes=9500-", 9500, 9999),
        ("bytes=0-0", 0, 0),
        ("bytes=-20000", 0, 9999),
        ("bytes=0-20000", 0, 9999),
        ("BYTES=0-9", 0, 9),
        ("bytes= 0-9 ,", 0, 9),
        ("bytes=007-0009", 7, 9),
        ("bytes=0-" + "9" * 5000, 0, 9999),
        ("bytes=-" + "9" * 5000, 0, 9999),
    ],
)
def test_one_range_is_understood(header: str, first: int, last: int) -> None:
    assert read_range(header, size=SIZE) == ByteRange(first, last)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-3",
        "bytes=1-2-3",
        "bytes=+1-2",
        "bytes=1.0-2",
        "bytes=0x1-0x2",
        "bytes=١-٢",
        "bytes=1 - 2",
        "lines=0-9",
        "0-9",
        "bytes=0-0,-1",
    ],
)
def test_what_is_malformed_foreign_or_manifold_is_ignored(header: str) -> None:
    assert read_range(header, size=SIZE) is None


@pytest.mark.parametrize(
    ("header", "size"),
    [
        ("bytes=10000-", SIZE),
        ("bytes=10000-10001", SIZE),
        ("bytes=" + "9" * 5000 + "-", SIZE),
        ("bytes=-0", SIZE),
        ("bytes=0-", 0),
        ("bytes=-5", 0),
    ],
)
def test_what_lies_beyond_the_file_cannot_be_satisfied(header: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        read_range(header, size=size)


@given(
    header=st.text(alphabet="bytes=-,0123456789 ٣x\t")
    | st.from_regex(r"bytes=[0-9]*-[0-9]*", fullmatch=True),
    size=st.integers(0, 10**12),
)
def test_any_header_gives_a_part_of_the_file_or_none(header: str, size: int) -> None:
    try:
        part = read_range(header, size=size)
    except Unsatisfiable:
        return
    assert part is None or 0 <= part.first <= part.last < size


@given(content=st.binary(min_size=1, max_size=60), first=st.integers(0, 70), length=st.integers(0, 70))
def test_a_range_cuts_as_a_slice_does(content: bytes, first: int, length: int) -> None:
    def cut(header: str) -> bytes:
        part = read_range(header, size=len(content))
        assert part
        return content[part.first : part.last + 1]

    if first < len(content):
        assert cut(f"bytes={first}-{first + length}") == content[first : first + length + 1]
        assert cut(f"bytes={first}-") == content[first:]
    if length:
        assert cut(f"bytes=-{length}") == content[-length:]
