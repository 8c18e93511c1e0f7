"""The noises of the place: waves, wind, rain, crickets, birds, traffic, bubbles, a ticking clock."""

from typing import Final

import numpy as np

from generation.engines.storyboard.paint.pixels import Field, Random
from generation.engines.storyboard.story.spec import Place, Story, Time, Weather

from .tones import RATE, add, noise

THUNDER_AT: Final = (0.14, 0.47, 0.8)  # shares of the clip, as the lightning


def ambience(story: Story, seconds: float, rng: Random) -> Field:
    """Everything that can be heard around the camera; stereo, quiet (about -26 dBFS)."""
    track = np.zeros((int(seconds * RATE), 2), np.float32)
    if story.place not in (Place.ROOM, Place.SPACE, Place.UNDERWATER):
        _weather(track, story, seconds, rng)
    match story.place:
        case Place.SEA | Place.BEACH:
            track += _waves(seconds, rng)
        case Place.UNDERWATER:
            track += noise(seconds, 30, 320, rng, tilt=0.8) * np.float32(0.05)
            _bubbles(track, seconds, rng)
        case Place.CITY:
            track += noise(seconds, 50, 700, rng, tilt=0.7) * _swell(seconds, 0.25, rng) * np.float32(0.035)
        case Place.SPACE:
            track += noise(seconds, 40, 220, rng, tilt=0.9) * _swell(seconds, 0.12, rng) * np.float32(0.05)
        case Place.ROOM:
            for second in np.arange(0.3, seconds, 1.0):
                add(track, _click(2300 if int(second) % 2 else 1900), float(second), 0.05, 0.4)
        case _:
            track += noise(seconds, 120, 1100, rng, tilt=0.6) * _swell(seconds, 0.2, rng) * np.float32(0.026)
    _creatures(track, story, seconds, rng)
    return track


def _weather(track: Field, story: Story, seconds: float, rng: Random) -> None:
    if story.weather in (Weather.RAIN, Weather.STORM):
        track += noise(seconds, 900, 9000, rng, tilt=0.25) * np.float32(0.03)
        for _ in range(int(seconds * 26)):
            add(
                track,
                _click(rng.uniform(1500, 5200)),
                rng.uniform(0, seconds),
                rng.uniform(0.006, 0.03),
                rng.uniform(-1, 1),
            )
    if story.weather is Weather.STORM:
        for share in THUNDER_AT:
            rumble = noise(2.6, 25, 160, rng, tilt=0.9)
            fall = np.exp(-np.arange(len(rumble)) / RATE * 1.5) * np.clip(
                np.arange(len(rumble)) / (0.06 * RATE), 0, 1
            )
            add(track, (rumble * fall[:, None]).astype(np.float32), seconds * share + 0.35, 0.16)
    if story.weather in (Weather.STORM, Weather.SNOW, Weather.FOG) or story.place in (
        Place.DESERT,
        Place.MOUNTAINS,
        Place.SNOW,
        Place.SKY,
    ):
        whistle = noise(seconds, 250, 900, rng, tilt=0.5) * _swell(seconds, 0.28, rng)
        track += whistle * np.float32(0.05 if story.weather is Weather.STORM else 0.026)


def _swell(seconds: float, pace: float, rng: Random) -> Field:
    """A slow irregular rise and fall in 0.25..1; (n, 1)."""
    t = np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)
    wave = np.sin(2 * np.pi * pace * t + rng.uniform(0, 6)) + 0.6 * np.sin(
        2 * np.pi * pace * 1.7 * t + rng.uniform(0, 6)
    )
    level: Field = (0.62 + 0.23 * wave).clip(0.2, 1)[:, None].astype(np.float32)
    return level


def _waves(seconds: float, rng: Random) -> Field:
    """Breakers: noise that rises, breaks and hisses away, every four to five seconds."""
    t = np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)
    share = (t / 4.6 + rng.random()) % 1
    surge = np.where(share < 0.4, (share / 0.4) ** 2, np.exp(-(share - 0.4) * 4.2))[:, None].astype(
        np.float32
    )
    low, high = noise(seconds, 70, 800, rng, tilt=0.6), noise(seconds, 900, 6500, rng, tilt=0.4)
    track: Field = low * (0.25 + 0.75 * surge) * np.float32(0.05) + high * surge**2 * np.float32(0.032)
    return track


def _click(pitch: float) -> Field:
    t = np.arange(int(0.03 * RATE), dtype=np.float32) / np.float32(RATE)
    click: Field = (np.sin(2 * np.pi * pitch * t) * np.exp(-t * 190)).astype(np.float32)
    return click


def _bubbles(track: Field, seconds: float, rng: Random) -> None:
    for _ in range(int(seconds * 3)):
        t = np.arange(int(0.09 * RATE), dtype=np.float32) / np.float32(RATE)
        pitch = rng.uniform(320, 900)
        blip = (
            np.sin(2 * np.pi * (pitch * t + pitch * 4 * t * t)) * np.exp(-t * 36) * np.clip(t / 0.004, 0, 1)
        )
        add(
            track,
            blip.astype(np.float32),
            rng.uniform(0, seconds),
            rng.uniform(0.01, 0.04),
            rng.uniform(-0.8, 0.8),
        )


def _creatures(track: Field, story: Story, seconds: float, rng: Random) -> None:
    """Crickets at night, birds by day, gulls over the sea; nobody in bad weather."""
    if story.weather is not Weather.CLEAR:
        return
    green = story.place in (Place.FOREST, Place.MEADOW, Place.HILLS, Place.MOUNTAINS)
    if story.time is Time.NIGHT and (green or story.place is Place.DESERT):
        for side in (-0.6, 0.5):
            _crickets(track, seconds, side, rng)
    elif green:
        for at in np.arange(rng.uniform(0.3, 1.5), seconds, 1.9):
            _birdsong(track, float(at + rng.uniform(0, 0.8)), rng)
    elif story.place in (Place.SEA, Place.BEACH) and story.time is not Time.NIGHT:
        for at in np.arange(rng.uniform(0.8, 2.5), seconds, 4.0):
            _gull(track, float(at), rng)


def _crickets(track: Field, seconds: float, pan: float, rng: Random) -> None:
    t = np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)
    pitch, offset = rng.uniform(4100, 4700), rng.random()
    trill = np.clip(np.sin(2 * np.pi * 29 * t), 0, 1) * (((t * 1.45 + offset) % 1) < 0.42)
    add(track, (np.sin(2 * np.pi * pitch * t) * trill).astype(np.float32), 0, 0.011, pan)


def _birdsong(track: Field, at: float, rng: Random) -> None:
    pitch, pan = rng.uniform(2400, 3900), rng.uniform(-0.9, 0.9)
    for number in range(int(rng.integers(2, 6))):
        t = np.arange(int(rng.uniform(0.05, 0.12) * RATE), dtype=np.float32) / np.float32(RATE)
        bend = rng.uniform(-5000, 6000)
        chirp = np.sin(2 * np.pi * (pitch * t + bend * t * t)) * np.sin(np.pi * t / t[-1]) ** 2
        add(track, chirp.astype(np.float32), at + number * rng.uniform(0.1, 0.17), 0.018, pan)


def _gull(track: Field, at: float, rng: Random) -> None:
    pan = rng.uniform(-0.8, 0.8)
    for number in range(3):
        t = np.arange(int(0.28 * RATE), dtype=np.float32) / np.float32(RATE)
        glide = 1250 - 900 * t + 160 * np.sin(2 * np.pi * 5 * t)
        phase = 2 * np.pi * np.cumsum(glide) / RATE
        cry = (np.sin(phase) + 0.5 * np.sin(2 * phase) + 0.25 * np.sin(3 * phase)) * np.sin(np.pi * t / t[-1])
        add(track, cry.astype(np.float32), at + number * 0.33, 0.008, pan)
