"""Files from disk: whole, in parts, not again, and without filling the memory."""

import asyncio
import os
import tracemalloc
from collections.abc import AsyncIterable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import AsyncRequestFactory, RequestFactory

from generation.media.serving import PIECE_BYTES, serve_file

CONTENT = os.urandom(3 * PIECE_BYTES + 17)
SIZE = len(CONTENT)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "video.mp4"
    path.write_bytes(CONTENT)
    return path


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: Mapping[str, str]
    body: bytes


def serve(clip: Path, *, method: str = "GET", etag: str = "abc", **headers: str) -> HttpResponseBase:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().generic(method, "/", headers=named)
    return serve_file(request, clip, content_type="video/mp4", etag=etag)


def read(response: HttpResponseBase) -> Answer:
    with closing(response):
        body = b"".join(cast(Iterable[bytes], response))
        return Answer(response.status_code, dict(response.headers), body)


def get(clip: Path, **how: str) -> Answer:
    return read(serve(clip, **how))


def test_the_whole_file_with_what_a_player_needs_to_know(clip: Path) -> None:
    response = get(clip)
    assert (response.status_code, response.body) == (200, CONTENT)
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Content-Length"] == str(SIZE)
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["ETag"] == '"abc"'
    assert "Content-Range" not in response.headers


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-17", SIZE - 17, SIZE - 1),
        (f"bytes={PIECE_BYTES - 1}-{PIECE_BYTES}", PIECE_BYTES - 1, PIECE_BYTES),
        (f"bytes=5-{9 * SIZE}", 5, SIZE - 1),
    ],
)
def test_a_part(clip: Path, header: str, first: int, last: int) -> None:
    response = get(clip, Range=header)
    assert (response.status_code, response.body) == (206, CONTENT[first : last + 1])
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.headers["Content-Length"] == str(last + 1 - first)
    assert response.headers["Content-Type"] == "video/mp4"


def test_a_part_beyond_the_end(clip: Path) -> None:
    response = get(clip, Range=f"bytes={SIZE}-")
    assert (response.status_code, response.body) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("header", ["bytes=9-1", "bytes=0-1,5-6", "seconds=1-2"])
def test_a_range_that_counts_for_nothing_gives_the_whole(clip: Path, header: str) -> None:
    assert get(clip, Range=header).body == CONTENT


def test_if_range_gives_a_part_only_of_the_same_file(clip: Path) -> None:
    same_date = get(clip).headers["Last-Modified"]
    answers = {
        '"abc"': 206,
        same_date: 206,
        '"other"': 200,
        'W/"abc"': 200,
        "Mon, 01 Jan 2001 00:00:00 GMT": 200,
        "": 200,
    }
    assert {said: get(clip, Range="bytes=0-9", If_Range=said).status_code for said in answers} == answers


def test_what_the_browser_has_is_not_sent_again(clip: Path) -> None:
    response = get(clip, If_None_Match='"abc"', Range="bytes=0-9")
    assert (response.status_code, response.body) == (304, b"")
    assert response.headers["ETag"] == '"abc"'
    assert get(clip, If_None_Match='"other"').status_code == 200
    assert get(clip, If_Match='"other"').status_code == 412


def test_head_tells_the_length_and_sends_nothing(clip: Path) -> None:
    response = get(clip, method="HEAD", Range="bytes=0-9")
    assert (response.status_code, response.body) == (200, b"")
    assert response.headers["Content-Length"] == str(SIZE)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.vtt").touch()
    response = get(tmp_path / "empty.vtt")
    assert (response.status_code, response.body, response.headers["Content-Length"]) == (200, b"", "0")
    assert get(tmp_path / "empty.vtt", Range="bytes=0-").status_code == 416


def test_without_a_checksum_a_changed_file_gets_another_tag(clip: Path) -> None:
    before = get(clip, etag="").headers["ETag"]
    clip.write_bytes(CONTENT[:-1])
    assert get(clip, etag="").headers["ETag"] != before


def test_a_missing_file_is_for_the_view_to_answer(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        get(tmp_path / "absent.mp4")


def test_a_file_cut_while_it_is_sent_ends_the_answer(clip: Path) -> None:
    response = serve(clip)
    clip.write_bytes(CONTENT[:10])
    assert read(response).body == CONTENT[:10]


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}, {"Range": f"bytes={SIZE}-"}])
def test_the_file_is_closed_with_the_answer(clip: Path, headers: dict[str, str]) -> None:
    before = len(os.listdir("/proc/self/fd"))
    serve(clip, **headers).close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_asgi_streams_in_pieces_and_keeps_the_memory_free(tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(64 * 1024 * 1024)

    async def longest_piece() -> tuple[int, int]:
        request = AsyncRequestFactory().get("/", headers={"Range": "bytes=1-"})
        response = serve_file(request, large, content_type="video/mp4")
        assert isinstance(response, StreamingHttpResponse)
        assert response.is_async
        pieces = [len(piece) async for piece in cast(AsyncIterable[bytes], response)]
        response.close()
        return max(pieces), sum(pieces)

    tracemalloc.start()
    longest, total = asyncio.run(longest_piece())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (longest, total) == (PIECE_BYTES, 64 * 1024 * 1024 - 1)
    assert peak < 8 * PIECE_BYTES
