"""Small clips to encode, made of nothing but arithmetic."""

from collections.abc import Iterator

import numpy as np

from generation.engines.base import Caption, Footage, Frame, Sound, SourceType

FPS = 24


def sliding(count: int, *, width: int, height: int) -> Iterator[Frame]:
    """A colorful pattern that wanders."""
    rows, columns = np.mgrid[0:height, 0 : width + 4 * count]
    scene = np.stack([columns * 3 % 256, rows * 2 % 256, (rows + columns) % 256], axis=-1).astype(np.uint8)
    for index in range(count):
        yield scene[:, 4 * index : 4 * index + width]


def plain(level: int, count: int, *, width: int = 180, height: int = 320) -> Iterator[Frame]:
    """The same gray again and again."""
    for _ in range(count):
        yield np.full((height, width, 3), level, np.uint8)


def tone(seconds: float, *, rate: int = 24_000, channels: int = 1) -> Sound:
    """A middle A at a third of full scale."""
    wave = np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate) / 3
    return Sound(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), rate)


def footage(
    frames: Iterator[Frame],
    count: int,
    *,
    sound: Sound | None = None,
    captions: tuple[Caption, ...] = (),
) -> Footage:
    return Footage(frames, count, FPS, SourceType.PROCEDURE, "test", "AI test", sound, captions)


def moving(
    seconds: float = 1.0, *, width: int = 180, height: int = 320, sound: Sound | None = None
) -> Footage:
    """A clip that has nothing wrong with it."""
    count = round(seconds * FPS)
    return footage(sliding(count, width=width, height=height), count, sound=sound)
