"""An engine's samples as the frames that the AAC encoder wants."""

from collections.abc import Iterator

import numpy as np
from av import AudioFrame
from av.audio.resampler import AudioResampler

from generation.engines.base import EngineFailed, Sound

RATE = 48_000
FRAME_SAMPLES = 1024  # what AAC takes at a time
STEREO = 2


class Soundtrack:
    """Gives out a sound piece by piece, as 48 kHz stereo, keeping step with the picture."""

    def __init__(self, sound: Sound) -> None:
        samples = sound.samples[:, None] if sound.samples.ndim == 1 else sound.samples
        if samples.ndim != 2 or samples.shape[1] not in (1, STEREO) or sound.rate <= 0:
            raise EngineFailed("The engine made a sound that cannot be played.")
        self._samples, self._rate = samples, sound.rate
        self._resampler = AudioResampler("fltp", "stereo", RATE, frame_size=FRAME_SAMPLES)
        self._given = 0

    def until(self, seconds: float) -> Iterator[AudioFrame]:
        """The frames from where the last call ended to `seconds`."""
        end = min(round(seconds * self._rate), len(self._samples))
        piece, start = self._samples[self._given : end], self._given
        self._given = max(start, end)
        if len(piece):
            yield from self._resampler.resample(self._frame(piece, start))

    def rest(self) -> Iterator[AudioFrame]:
        """What the resampler still holds back."""
        if self._given:
            yield from self._resampler.resample(None)

    def _frame(self, piece: np.ndarray, start: int) -> AudioFrame:
        both = np.repeat(piece, STEREO // piece.shape[1], axis=1)  # mono keeps its loudness
        planes = np.ascontiguousarray(np.clip(np.nan_to_num(both), -1, 1).T, dtype=np.float32)
        frame = AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = self._rate, start
        return frame
