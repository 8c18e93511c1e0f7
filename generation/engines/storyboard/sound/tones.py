"""Instruments: a few waves and envelopes, at 48 kHz."""

from typing import Final

import numpy as np

from generation.engines.storyboard.paint.pixels import Field, Random

RATE: Final = 48_000


def hertz(note: float) -> float:
    """The frequency of a note in semitones (69 is the A of 440 Hz)."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def _time(seconds: float) -> Field:
    return np.arange(max(1, int(seconds * RATE)), dtype=np.float32) / np.float32(RATE)


def pad(note: float, seconds: float, rng: Random) -> Field:
    """A slow string-like tone: detuned voices, soft overtones; stereo, (n, 2)."""
    t = _time(seconds)
    rise, fall = min(0.9, seconds * 0.35), min(1.1, seconds * 0.4)
    shape = np.clip(t / rise, 0, 1) * np.clip((seconds - t) / fall, 0, 1)
    sides = []
    for side in (-1, 1):
        voice = np.zeros_like(t)
        for detune in (-4.0, 3.0):
            pitch = hertz(note + (detune + side * 2.5) / 100)
            start = rng.uniform(0, 2 * np.pi)
            for overtone, strength in ((1, 1.0), (2, 0.32), (3, 0.13), (4, 0.05)):
                voice += np.float32(strength) * np.sin(2 * np.pi * pitch * overtone * t + start * overtone)
        sides.append(voice * shape * (1 + 0.12 * np.sin(2 * np.pi * 0.6 * t + side)))
    return (np.stack(sides, axis=1) * 0.25).astype(np.float32)


def bell(note: float, seconds: float = 2.2) -> Field:
    """A struck tone between kalimba and celesta; mono."""
    t = _time(seconds)
    pitch = hertz(note)
    tone = np.sin(2 * np.pi * pitch * t + 0.9 * np.exp(-t * 7) * np.sin(2 * np.pi * pitch * 2 * t))
    tone += 0.22 * np.exp(-t * 6) * np.sin(2 * np.pi * pitch * 3.01 * t)
    shape = np.exp(-t * 2.6) * np.clip(t / 0.004, 0, 1) * np.clip((seconds - t) / 0.05, 0, 1)
    struck: Field = (tone * shape).astype(np.float32)
    return struck


def pluck(note: float, seconds: float = 1.3) -> Field:
    """A soft guitar-like tone; mono."""
    t = _time(seconds)
    pitch = hertz(note)
    tone = np.zeros_like(t)
    for overtone in range(1, 7):
        tone += (
            np.float32(1 / overtone**1.4)
            * np.exp(-t * (1.6 + 1.5 * overtone))
            * np.sin(2 * np.pi * pitch * overtone * t)
        )
    plucked: Field = (tone * np.clip(t / 0.006, 0, 1) * np.clip((seconds - t) / 0.05, 0, 1)).astype(
        np.float32
    )
    return plucked


def bass(note: float, seconds: float) -> Field:
    t = _time(seconds)
    pitch = hertz(note)
    tone = np.sin(2 * np.pi * pitch * t) + 0.25 * np.sin(4 * np.pi * pitch * t)
    held: Field = (
        tone * np.clip(t / 0.05, 0, 1) * np.exp(-t * 0.7) * np.clip((seconds - t) / 0.25, 0, 1)
    ).astype(np.float32)
    return held


def add(track: Field, tone: Field, at: float, strength: float, pan: float = 0.0) -> None:
    """Mix a tone into a stereo track, in place; `at` in seconds, `pan` from -1 (left) to 1."""
    start = int(at * RATE)
    length = min(len(tone), len(track) - start)
    if length <= 0 or start < 0:
        return
    if tone.ndim == 1:
        angle = (pan + 1) * np.pi / 4
        tone = np.stack([tone * np.cos(angle), tone * np.sin(angle)], axis=1) * np.float32(1.2)
    track[start : start + length] += tone[:length] * np.float32(strength)


def noise(seconds: float, low: float, high: float, rng: Random, *, tilt: float = 0.5) -> Field:
    """Stereo noise between two frequencies; `tilt` 0 is white, 0.5 pink, 1 brown. Loudness about 1."""
    count = max(2, int(seconds * RATE))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    shape = 1 / np.maximum(frequency, 20.0) ** tilt
    shape *= 1 / (1 + (low / np.maximum(frequency, 1.0)) ** 4) / (1 + (frequency / high) ** 4)
    sides = []
    for _ in range(2):
        spectrum = (rng.standard_normal(len(frequency)) + 1j * rng.standard_normal(len(frequency))) * shape
        wave = np.fft.irfft(spectrum, count)
        sides.append(wave / (np.std(wave) + 1e-12))
    return np.stack(sides, axis=1).astype(np.float32)


def room(track: Field, rng: Random, *, seconds: float, share: float) -> Field:
    """The track in a hall that rings for `seconds`."""
    count = int(seconds * RATE)
    size = 1 << (len(track) + count - 1).bit_length()
    fall = np.exp(-np.arange(count) / count * 6.5)
    wet = []
    for side in range(2):
        echo = rng.standard_normal(count) * fall
        echo[: int(0.012 * RATE)] = 0
        spectrum = np.fft.rfft(track[:, side], size) * np.fft.rfft(echo, size)
        frequency = np.fft.rfftfreq(size, 1 / RATE)
        spectrum /= 1 + (frequency / 3800) ** 2  # walls swallow the highs
        wet.append(np.fft.irfft(spectrum, size)[: len(track)])
    hall = np.stack(wet, axis=1)
    hall *= np.std(track) / (np.std(hall) + 1e-9)
    return (track * (1 - share * 0.5) + hall * share).astype(np.float32)
