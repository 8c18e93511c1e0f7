"""An MP4 file that grows frame by frame: H.264, AAC, the index in front."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.video.reformatter import Colorspace, VideoReformatter

from generation.engines.base import Frame, Sound
from generation.media.mark import Stamp
from generation.media.planes import rows
from generation.media.soundtrack import RATE, Soundtrack

BT709, LIMITED_RANGE = 1, 1  # the numbers of these in H.264 itself
VIDEO_OPTIONS = {
    "preset": "veryfast",
    "profile": "main",
    "crf": "23",
    "maxrate": "1600k",  # with the buffer and the sound: a 10 s clip stays under 2 Mbit/s
    "bufsize": "1600k",
}
AUDIO_BITS = 128_000
AHEAD = 4  # frames that wait for the codec while the engine draws on: a quarter less time on two cores


class Mp4Writer:
    """Takes frames of one even size, and sound; a context manager that completes the file."""

    def __init__(self, path: Path, *, width: int, height: int, fps: int, sound: Sound | None) -> None:
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._fps, self._count = fps, 0
        self._video = self._container.add_stream("libx264", rate=fps, options=VIDEO_OPTIONS)
        self._video.width, self._video.height, self._video.pix_fmt = width, height, "yuv420p"
        context = self._video.codec_context
        context.gop_size = fps  # a key frame each second: seeking lands where the thumb is
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = LIMITED_RANGE
        self._reformatter = VideoReformatter()
        self._codec = ThreadPoolExecutor(1, thread_name_prefix="codec")
        self._waiting: deque[Future[None]] = deque()
        self._track = Soundtrack(sound) if sound else None
        if self._track:
            self._audio = self._container.add_stream("aac", rate=RATE, layout="stereo")
            self._audio.bit_rate = AUDIO_BITS

    def add(self, frame: Frame, stamp: Stamp) -> None:
        """Mark and convert one frame; a thread of its own encodes it, and its sound."""
        picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
        _press(picture, stamp, self._count)
        picture = self._reformatter.reformat(picture, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        picture.pts, picture.time_base = self._count, Fraction(1, self._fps)
        self._count += 1
        if len(self._waiting) == AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._codec.submit(self._encode, picture, self._count / self._fps))

    def _encode(self, picture: av.VideoFrame, end: float) -> None:
        self._container.mux(self._video.encode(picture))
        self._add_sound(until=end)

    def _add_sound(self, *, until: float) -> None:
        if self._track:
            for piece in self._track.until(until):
                self._container.mux(self._audio.encode(piece))

    def _finish(self) -> None:
        while self._waiting:
            self._waiting.popleft().result()
        self._container.mux(self._video.encode(None))
        if self._track:
            for piece in self._track.rest():
                self._container.mux(self._audio.encode(piece))
            self._container.mux(self._audio.encode(None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            self._codec.shutdown()
            self._container.close()


def _press(picture: av.VideoFrame, stamp: Stamp, index: int) -> None:
    """Mark the encoder's own copy, so that the engine may reuse its frame."""
    stamp.press(rows(picture).reshape(picture.height, picture.width, 3), index)
