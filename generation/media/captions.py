"""Captions as WebVTT."""

import html
import math
from collections.abc import Iterable
from pathlib import Path

from generation.engines.base import Caption


def write_captions(captions: Iterable[Caption], path: Path) -> None:
    """Write a WebVTT file; a caption that says nothing or lasts no time is left out."""
    cues = [_cue(caption) for caption in sorted(captions, key=_start) if _shows(caption)]
    path.write_text("\n\n".join(["WEBVTT", *cues]) + "\n", encoding="utf-8")


def _start(caption: Caption) -> float:
    return caption.start


def _shows(caption: Caption) -> bool:
    times_make_sense = math.isfinite(caption.end) and 0 <= caption.start < caption.end
    return times_make_sense and bool(_lines(caption.text))


def _cue(caption: Caption) -> str:
    return f"{_clock(caption.start)} --> {_clock(caption.end)}\n" + "\n".join(_lines(caption.text))


def _lines(text: str) -> list[str]:
    """An empty line would end the cue, and a bare "-->" begin another: neither survives."""
    tidy = (" ".join(line.split()) for line in text.replace("\0", "").splitlines())
    return [html.escape(line, quote=False) for line in tidy if line]


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
