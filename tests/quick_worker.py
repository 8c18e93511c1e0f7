"""A worker that draws nothing: its claim, its checks and its draft are real, the film is a few bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generation import rendering
from generation.engines.base import Footage, SourceType
from generation.media.encode import Encoded
from generation.services import begin_checks
from tests.clips import VIDEO


def work_quickly(monkeypatch: pytest.MonkeyPatch, *, meanwhile: Callable[[], object] = lambda: None) -> None:
    """From now on `render_next` takes no time. `meanwhile` happens when the picture is made, but not kept."""

    def make_clip(work: rendering.Work, folder: Path) -> None:
        begin_checks(job=work.job)
        meanwhile()
        rendering._keep(work.job, _footage(), encoded(folder))

    monkeypatch.setattr(rendering, "make_clip", make_clip)


def _footage() -> Footage:
    return Footage(iter(()), 0, 24, SourceType.PROCEDURE, "storyboard", "AI storyboard")


def encoded(folder: Path) -> Encoded:
    video, poster, captions = folder / "clip.mp4", folder / "poster.jpg", folder / "captions.vtt"
    video.write_bytes(VIDEO)
    poster.write_bytes(b"poster")
    captions.write_bytes(b"WEBVTT\n")
    return Encoded(video, poster, captions, 10, 720, 1280, 24, "0" * 64, len(VIDEO), False)
