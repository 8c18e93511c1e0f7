"""The pages' typeface: Inter, cut from its package to the letters that Latin scripts need.

The package carries the whole face, 870 KB of it. Nothing of it is in this repository:
the first page of a fresh checkout, or `collectstatic`, cuts the 60 KB that are served.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fontpkg_inter
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every table that it cuts
NAME = "fonts/inter-latin.woff2"
# Code points, first and last: Latin with accents, punctuation, currencies, arrows.
LETTERS = (
    (0x20, 0x24F),
    (0x2BB, 0x2DC),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2190, 0x2193),
)
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "cv11", "ss03"]
WEIGHTS = (400, 750)
SOURCE = Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"


class InterFinder(BaseFinder):
    """Finds one static file, and makes it when it is not there yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.DATA_DIR) / "cut"
        self.storage = FileSystemStorage(location=self.root)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(cut_font(self.root / NAME))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        cut_font(self.root / NAME)
        yield NAME, self.storage


def cut_font(target: Path) -> Path:
    """Write the subset to `target` unless it is there; a reader never sees half a file."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}")
        font = TTFont(SOURCE)
        options = subset.Options(layout_features=FEATURES, flavor="woff2")
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
        cutter.subset(font)
        font = instantiateVariableFont(font, {"opsz": 14, "wght": WEIGHTS})
        font.flavor = "woff2"
        font.save(half)
        half.replace(target)
    return target
