"""A voice before it is understood: how loud it is, how far it stands out, and without its noise."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Voice = NDArray[np.float32]  # mono, 16 kHz, between -1 and 1
TENTH: Final = 1600  # samples of a tenth of a second
PAUSE, LOUD = 20, 97  # percentiles of tenths: six digits are a small part of half a minute
WINDOW, HOP = 512, 256  # samples of a spectrum, and from one to the next
FLOOR: Final = 0.05  # of what is taken for noise this share stays: holes sound like consonants


def loudness(voice: Voice) -> tuple[float, float]:
    """Of the pauses and of the louder parts (RMS)."""
    tenths = _tenths(voice)
    if not len(tenths):
        return 0.0, 0.0
    return float(np.percentile(tenths, PAUSE)), float(np.percentile(tenths, LOUD))


def stands_out(voice: Voice) -> float:
    """How many times louder it is than its pauses."""
    pause, loud = loudness(voice)
    return loud / max(pause, 1e-6)


def spoken_part(voice: Voice) -> Voice:
    """From the first to the last loud moment, with a little around them."""
    pause, loud = loudness(voice)
    heard = np.flatnonzero(_tenths(voice) > pause + 0.15 * (loud - pause))
    return voice[max(0, heard[0] - 3) * TENTH : (heard[-1] + 4) * TENTH] if len(heard) else voice


def denoised(voice: Voice) -> Voice:
    """Without the spectrum of its quietest quarter (spectral subtraction)."""
    if len(voice) < 8 * WINDOW:
        return voice
    windows = np.lib.stride_tricks.sliding_window_view(voice, WINDOW)[::HOP]
    spectra = np.fft.rfft(windows * np.hanning(WINDOW))
    power = np.abs(spectra) ** 2
    quietest = np.argsort(power.sum(axis=1))[: max(1, len(power) // 4)]
    gain = np.maximum(0, 1 - 1.5 * power[quietest].mean(axis=0) / np.maximum(power, 1e-12))
    smooth = (np.vstack([gain[:1], gain[:-1]]) + gain + np.vstack([gain[1:], gain[-1:]])) / 3
    clean = np.zeros(len(voice), np.float32)
    for index, part in enumerate(np.fft.irfft(spectra * np.maximum(smooth, FLOOR))):
        clean[index * HOP : index * HOP + WINDOW] += part
    return clean


def _tenths(voice: Voice) -> Voice:
    pieces = voice[: len(voice) // TENTH * TENTH].reshape(-1, TENTH)
    loud: Voice = np.sqrt((pieces**2).mean(axis=1)).astype(np.float32)
    return loud
