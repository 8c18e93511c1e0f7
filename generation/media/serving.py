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
from django.utils.http import http_date, parse_http_date_safe

from generation.media.ranges import ByteRange, Unsatisfiable, read_range

PIECE_BYTES = 256 * 1024


def serve_file(
    request: HttpRequest, path: Path, *, content_type: str, etag: str = ""
) -> HttpResponseBase:
    """Answer with the file or the part asked for: 200, 206, 304, 412 or 416.

    `etag` names the content (a checksum, unquoted); without it size and time stand in.
    Raises FileNotFoundError. Whether the asker may see the file was decided before.
    """
    file = path.open("rb")
    facts = os.fstat(file.fileno())
    tag = f'"{etag or f"{facts.st_size:x}-{facts.st_mtime_ns:x}"}"'
    changed = int(facts.st_mtime)
    response = _whole_or_part(request, file, size=facts.st_size, tag=tag, changed=changed)
    response.headers |= {"Accept-Ranges": "bytes", "ETag": tag, "Last-Modified": http_date(changed)}
    response.headers.setdefault("Content-Type", content_type)
    return response
