"""Reading a recording of a stranger: little by little, in bounds, and by no more formats than needed."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import av
import numpy as np
from av.container import InputContainer
from av.subtitles.subtitle import SubtitleSet
from numpy.typing import NDArray

from cameos.faces import Image

LONGEST: Final = 45.0  # seconds
SHORTEST: Final = 3.0
PIXELS: Final = 3840 * 2160
SMALLEST: Final = 240  # pixels, of the shorter side
FRAMES: Final = 4000  # decoded at most, whatever the file says of its rate
EVERY: Final = 0.25  # seconds between two pictures that are looked at
PATIENCE: Final = 45.0  # seconds of work, looking included
VOICE_RATE: Final = 16_000
VIDEO: Final = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4")
AUDIO: Final = ("aac", "opus", "vorbis", "mp3", "mp3float")


class Unreadable(Exception):
    """It is no recording that we read. `code` picks the sentence for whoever sent it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Recording:
    """One way through: pictures as they come, the voice when they are over."""

    data: bytes
    voice: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))  # mono, VOICE_RATE
    seconds: float = 0.0

    def pictures(self) -> Iterator[tuple[float, Image]]:
        """(second, upright RGB picture), four a second. Raises Unreadable, even in the middle."""
        try:
            # From memory and by a demuxer that we name: no playlist, no address, no other file is opened.
            with av.open(io.BytesIO(self.data), format=_format(self.data)) as file:
                assert isinstance(file, InputContainer)  # opened to read
                _check(file)
                yield from self._walk(file)
        except (av.error.FFmpegError, ValueError, IndexError, MemoryError, OverflowError) as error:
            raise Unreadable("unreadable") from error
        if self.seconds < SHORTEST:
            raise Unreadable("too_short")

    def _walk(self, file: InputContainer) -> Iterator[tuple[float, Image]]:
        until, following = time.monotonic() + PATIENCE, 0.0
        resampler = av.AudioResampler("flt", "mono", VOICE_RATE)
        voice: list[NDArray[np.float32]] = []
        for decoded, frame in enumerate(file.decode(*_streams(file))):
            if isinstance(frame, SubtitleSet):
                continue
            at = float(frame.time or 0.0)
            if at > LONGEST or decoded > FRAMES:
                raise Unreadable("too_long")
            if time.monotonic() > until:
                raise Unreadable("slow")  # it may be this machine, so it is nobody's fault
            if isinstance(frame, av.AudioFrame):
                voice += [np.float32(part.to_ndarray()).reshape(-1) for part in resampler.resample(frame)]
            else:
                self.seconds = max(self.seconds, at)
                if at >= following:
                    following = at + EVERY
                    yield at, _upright(frame)
        if voice:
            self.voice = np.concatenate(voice).astype(np.float32)[: int(LONGEST * VOICE_RATE)]


def _format(data: bytes) -> str:
    """By the first bytes: what a browser or a telephone makes, and nothing else."""
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    raise Unreadable("unreadable")


def _streams(file: InputContainer) -> list[av.stream.Stream]:
    return [*file.streams.video[:1], *file.streams.audio[:1]]


def _check(file: InputContainer) -> None:
    """By the header: nothing is decoded yet."""
    if not file.streams.video:
        raise Unreadable("unreadable")
    picture = file.streams.video[0].codec_context
    if picture.name not in VIDEO or not 0 < picture.width * picture.height <= PIXELS:
        raise Unreadable("unreadable")
    if min(picture.width, picture.height) < SMALLEST:
        raise Unreadable("too_small")
    picture.options = {"max_pixels": str(PIXELS)}  # a stream may grow after its header
    if any(stream.codec_context.name not in AUDIO for stream in file.streams.audio[:1]):
        raise Unreadable("unreadable")
    if file.duration and file.duration / av.time_base > LONGEST + 1:
        raise Unreadable("too_long")


def _upright(frame: av.VideoFrame) -> Image:
    """A telephone notes how it was held instead of turning the picture."""
    picture = frame.to_ndarray(format="rgb24")
    turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(picture, turns)) if turns else picture.astype(np.uint8, copy=False)
