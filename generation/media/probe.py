"""What is really in a video file, by decoding it."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from generation.media.atoms import starts_fast
from generation.media.planes import rows

LOOK_EVERY_SECONDS = 0.25
GRID = 8  # one pixel of 8x8 is enough to tell motion and darkness
BRIGHT_PART = 90  # percentile: a mark or a caption on black is still black
MOVING_PART = 80  # percentile: the jumps of the mark are rarer than this


class Unplayable(Exception):
    """The file is no video that can be decoded."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The facts of one file."""

    codec: str
    width: int
    height: int
    seconds: float
    fps: float
    audio_codec: str | None
    faststart: bool
    brightness: float  # luma 16 (black) to 235 of the brightest moment
    motion: float  # mean change of luma within a quarter of a second, in livelier moments
    loudness: float  # RMS of the sound, 0 to 1; 0 without sound


def probe(path: Path) -> Probe:
    """Decode the file and describe it; raises `Unplayable`."""
    try:
        with av.open(str(path)) as file:
            return _describe(file, path)
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise Unplayable(f"{path.name}: {error}") from error


def _describe(file: InputContainer, path: Path) -> Probe:
    video, audio = file.streams.video[0], next(iter(file.streams.audio), None)
    brightness, motion = _picture(file)
    rate = video.average_rate or 0
    return Probe(
        codec=video.codec_context.name,
        width=video.codec_context.width,
        height=video.codec_context.height,
        seconds=float((video.duration or 0) * (video.time_base or 0)),
        fps=float(rate),
        audio_codec=audio.codec_context.name if audio else None,
        faststart=starts_fast(path),
        brightness=brightness,
        motion=motion,
        loudness=_loudness(file) if audio else 0.0,
    )


def _picture(file: InputContainer) -> tuple[float, float]:
    """Brightness and motion, from a thinned picture every quarter of a second."""
    file.streams.video[0].thread_type = "AUTO"
    looks: list[NDArray[np.int16]] = []
    for frame in file.decode(video=0):
        if len(looks) * LOOK_EVERY_SECONDS <= (frame.time or 0.0):
            looks.append(_thin_luma(frame))
    changes = [np.abs(after - before).mean() for before, after in pairwise(looks)]
    brightness = max(np.percentile(look, BRIGHT_PART) for look in looks)
    return float(brightness), float(np.percentile(changes or [0.0], MOVING_PART))


def _thin_luma(frame: av.VideoFrame) -> NDArray[np.int16]:
    return rows(frame.reformat(format="yuv420p"))[::GRID, ::GRID].astype(np.int16)


def _loudness(file: InputContainer) -> float:
    file.seek(0)
    squares, count = 0.0, 0
    for frame in file.decode(audio=0):
        samples = frame.to_ndarray()
        squares += float(np.square(samples, dtype=np.float64).sum())
        count += samples.size
    return float(np.sqrt(squares / count)) if count else 0.0
