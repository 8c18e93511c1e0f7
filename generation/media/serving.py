"""Local files over HTTP, with ranges: browsers seek in a video by asking for parts of it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from generation.media.ranges import ByteRange, Unsatisfiable, read_range

PIECE_BYTES = 256 * 1024


def serve_file(request: HttpRequest, path: Path, *, content_type: str, etag: str = "") -> HttpResponseBase:
    """Answer GET or HEAD with the file, or the part asked for: 200, 206, 304, 412 or 416.

    `etag` names the content (a checksum, unquoted); without it size and time stand in.
    Raises FileNotFoundError. Whether the asker may see the file has been decided before.
    """
    file = path.open("rb")
    facts = os.fstat(file.fileno())
    changed = int(facts.st_mtime)
    tag = f'"{etag or f"{facts.st_size:x}-{facts.st_mtime_ns:x}"}"'
    unneeded = get_conditional_response(request, etag=tag, last_modified=changed)
    response = unneeded or _answer(request, file, size=facts.st_size, same={tag, http_date(changed)})
    if response.status_code in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
        response.headers["Content-Type"] = content_type
    if not response.streaming:
        file.close()
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"], response.headers["Last-Modified"] = tag, http_date(changed)
    return response


def _answer(request: HttpRequest, file: BinaryIO, *, size: int, same: set[str]) -> HttpResponseBase:
    """The file, part of it, or 416. `same`: what If-Range may say for the file as it is now."""
    try:
        part = _part(request, size=size, same=same)
    except Unsatisfiable:
        refusal = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    sent = part or ByteRange(0, size - 1)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        pieces = AsyncPieces if isinstance(request, ASGIRequest) else Pieces
        response = StreamingHttpResponse(pieces(file, sent))
    response.headers["Content-Length"] = str(len(sent))
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response


def _part(request: HttpRequest, *, size: int, same: set[str]) -> ByteRange | None:
    """What the Range header asks for, where it counts at all."""
    condition = request.headers.get("If-Range")
    if request.method != "GET" or (condition is not None and condition.strip() not in same):
        return None
    return read_range(request.headers.get("Range", ""), size=size)


class Pieces:
    """A part of a file, read when it is sent. Django closes it with the response."""

    def __init__(self, file: BinaryIO, part: ByteRange) -> None:
        self._file, self._part = file, part

    def __iter__(self) -> Iterator[bytes]:
        at = self._part.first
        while piece := self._read(at):
            yield piece
            at += len(piece)

    def _read(self, at: int) -> bytes:
        """Bytes from `at`; none at the end of the part, or where the file was cut meanwhile."""
        return os.pread(self._file.fileno(), min(PIECE_BYTES, self._part.last + 1 - at), at)

    def close(self) -> None:
        self._file.close()


class AsyncPieces:
    """The same for ASGI: the event loop does not wait for the disk."""

    def __init__(self, file: BinaryIO, part: ByteRange) -> None:
        self._pieces = Pieces(file, part)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self._pieces)
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece

    def close(self) -> None:
        self._pieces.close()
