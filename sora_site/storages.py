"""Storages that need more than a line in the settings."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files under names that carry their hash, compressed once, our own without comments.

    A name that the manifest lacks is served as it is: a page with one missing picture
    is better than no page.
    """

    manifest_strict = False

    def _save(self, name: str, content: File[Any]) -> Any:
        if name.startswith("js/") and name.endswith(".js"):
            content = ContentFile(bare_script(_text(content)).encode())
        elif name.startswith("css/") and name.endswith(".css"):
            content = ContentFile(bare_style(_text(content)).encode())
        return super()._save(name, content)


def bare_script(source: str) -> str:
    """A module without doc comments, whole-line comments and indentation.

    For our own modules only: they hold no string or pattern with a comment's opening
    in it, and no text that runs over several lines.
    """
    words = re.sub(r"/\*\*.*?\*/", "", source, flags=re.DOTALL)
    words = re.sub(r"^\s*//.*$", "", words, flags=re.MULTILINE)
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def bare_style(source: str) -> str:
    """A style sheet without comments, and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)).strip()


def _text(content: File[Any]) -> str:
    content.seek(0)  # it was read before, for its hash
    raw = content.read()
    return raw.decode() if isinstance(raw, bytes) else str(raw)
