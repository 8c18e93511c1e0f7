"""The whole soundtrack: music and noises, under the voice, at one loudness."""

import warnings
from typing import Final

import numpy as np
import pyloudnorm

from generation.engines.base import Sound
from generation.engines.storyboard.paint.pixels import Field
from generation.engines.storyboard.story.spec import Story

from .ambience import ambience
from .narration import narrate
from .score import compose
from .tones import RATE

LOUDNESS: Final = -16.0  # LUFS
_CEILING: Final = 0.89  # about -1 dBFS
_VOICE_AT: Final = 0.45  # seconds before the voice begins
_DUCKED: Final = 0.34  # what is left of the music under the voice
_ROUNDS: Final = 4


def make_sound(prompt: str, story: Story, seconds: float, seed: int) -> tuple[Sound, float | None]:
    """The sound of a clip, and the second at which the voice ends (None without a voice)."""
    music_seed, noise_seed = np.random.SeedSequence(seed + 1).spawn(2)
    bed = compose(story, seconds, np.random.default_rng(music_seed))
    bed *= np.float32(0.1 / (np.sqrt(np.mean(bed**2)) + 1e-6))
    bed += ambience(story, seconds, np.random.default_rng(noise_seed))
    room = seconds - _VOICE_AT - 0.3
    voice = narrate(prompt, room, seed) if room > 1 else None
    spoken = None
    if voice is not None:
        start = int(_VOICE_AT * RATE)
        spoken = _VOICE_AT + len(voice) / RATE
        voice = voice * np.float32(0.13 / (np.sqrt(np.mean(voice**2)) + 1e-6))
        bed *= ducking(voice, start, len(bed))[:, None]
        bed[start : start + len(voice)] += voice[: len(bed) - start, None]
    return Sound(np.ascontiguousarray(mastered(bed), np.float32), RATE), spoken


def ducking(voice: Field, start: int, count: int) -> Field:
    """How loud the bed is at each sample: down with the voice, slowly up again after it."""
    step = RATE // 100
    level = np.zeros(count // step + 2, np.float32)
    for number in range(len(voice) // step):
        if np.abs(voice[number * step : (number + 1) * step]).max() > 0.02:
            level[min((start // step) + number, len(level) - 1)] = 1
    smooth = np.zeros_like(level)
    now = 0.0
    ahead = np.concatenate([level[12:], np.zeros(12, np.float32)])  # begin a little before the word
    for number, goal in enumerate(ahead.tolist()):
        now += (goal - now) * (0.22 if goal > now else 0.018)
        smooth[number] = now
    gain = 1 - (1 - _DUCKED) * smooth
    level_at: Field = np.interp(np.arange(count), np.arange(len(gain)) * step, gain).astype(np.float32)
    return level_at


def mastered(track: Field) -> Field:
    """The track at the loudness of the house, its peaks bent softly below the ceiling."""
    meter = pyloudnorm.Meter(RATE)
    if len(track) < 0.4 * RATE:
        return np.clip(track, -_CEILING, _CEILING)
    out = track
    gain = 1.0
    for _ in range(_ROUNDS):
        out = _limited(track * np.float32(gain))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the meter takes the log of silence
            loudness = float(meter.integrated_loudness(out.astype(np.float64)))
        if not np.isfinite(loudness) or abs(loudness - LOUDNESS) < 0.1:
            break
        gain *= 10 ** ((LOUDNESS - loudness) / 20)
    return out


def _limited(track: Field) -> Field:
    """Straight up to two thirds of the ceiling, then ever flatter."""
    knee = np.float32(_CEILING * 0.66)
    size = np.abs(track)
    over = np.maximum(size - knee, 0)
    room = np.float32(_CEILING) - knee
    bent = np.minimum(size, knee) + room * np.tanh(over / room)
    return (np.sign(track) * bent).astype(np.float32)
