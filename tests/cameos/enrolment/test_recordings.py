"""What is no recording, or no end of one, is not read."""

from __future__ import annotations

import io
from typing import Any

import av
import numpy as np
import pytest

from cameos.enrolment import recordings
from cameos.enrolment.builtin import BuiltIn
from cameos.enrolment.challenge import Challenge
from cameos.enrolment.findings import Band, overall
from cameos.enrolment.recordings import Recording, Unreadable
from tests.cameos.enrolment.performance import film


def plain(count: int, *, side: int = 256) -> bytes:
    frame = np.full((side, side, 3), 90, np.uint8)
    return film(iter([frame] * count), None)


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        list(Recording(data).pictures())
    return error.value.code


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"GIF89a" + bytes(64),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0\0\0\x18ftypmp42" + b"#EXTM3U\nfile:///etc/passwd" * 9,
        b"\x1a\x45\xdf\xa3" + bytes(range(256)),
    ],
)
def test_what_only_looks_like_a_recording_is_not_opened(data: bytes) -> None:
    assert code_of(data) == "unreadable"


def strange(*, video: str = "", audio: str = "") -> bytes:
    """A Matroska of some seconds with these codecs."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as file:
        pictures: Any = file.add_stream(video, rate=25) if video else None
        sound: Any = file.add_stream(audio, rate=16_000, layout="mono") if audio else None
        if pictures:
            pictures.height, pictures.width, pictures.pix_fmt = 256, 256, PIXELS_OF.get(video, "yuv420p")
            gray = np.full((256, 256, 3), 90, np.uint8)
            for _ in range(90):
                file.mux(pictures.encode(av.VideoFrame.from_ndarray(gray, format="rgb24")))
            file.mux(pictures.encode())
        if sound:
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 60_000), np.int16), format="s16", layout="mono")
            samples.sample_rate = 16_000
            file.mux(sound.encode(samples))
            file.mux(sound.encode())
    return buffer.getvalue()


PIXELS_OF = {"mjpeg": "yuvj420p"}


@pytest.mark.parametrize(
    ("video", "audio"),
    [
        ("mjpeg", ""),
        ("mpeg2video", ""),
        ("ffv1", ""),
        ("", "pcm_s16le"),
        ("libx264", "pcm_s16le"),
    ],
)
def test_no_other_codecs_are_decoded_than_those_of_browsers_and_telephones(video: str, audio: str) -> None:
    assert code_of(strange(video=video, audio=audio)) == "unreadable"


def test_a_script_behind_a_recording_stays_behind() -> None:
    """Only pixels and sound are taken: whatever else is in the file is never served or run."""
    seen = list(Recording(plain(60) + b"<script>alert(1)</script>").pictures())
    assert len(seen) > 10


def test_a_moment_is_too_short() -> None:
    assert code_of(plain(6)) == "too_short"


def test_a_small_picture_shows_too_little() -> None:
    assert code_of(plain(60, side=128)) == "too_small"


def test_a_broken_end_is_unreadable_or_short(monkeypatch: pytest.MonkeyPatch) -> None:
    data = plain(60)
    assert code_of(data[: len(data) // 2]) in ("unreadable", "too_short")


@pytest.mark.parametrize(("limit", "value"), [("LONGEST", 2.0), ("FRAMES", 20)])
def test_what_does_not_end_is_left(limit: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    data = plain(60)
    monkeypatch.setattr(recordings, limit, value)
    assert code_of(data) == "too_long"


def test_what_takes_too_long_here_is_looked_at_by_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    data = plain(60)
    monkeypatch.setattr(recordings, "PATIENCE", 0.0)
    assert code_of(data) == "slow"
    said = BuiltIn().assess(data, Challenge("471903", ()), report=lambda percent: None)
    assert overall(said.findings) == Band.REVIEW


def test_a_picture_of_a_billion_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = plain(60)
    monkeypatch.setattr(recordings, "PIXELS", 200 * 200)
    assert code_of(data) == "unreadable"


def test_four_pictures_a_second_are_looked_at() -> None:
    times = [at for at, _ in Recording(plain(60)).pictures()]
    assert len(times) == pytest.approx(20, abs=3)
