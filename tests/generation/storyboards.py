"""Small storyboards for the tests."""

import io

import numpy as np
from PIL import Image

from generation.engines.base import CastMember, Footage, Frame, Spec
from generation.engines.storyboard import StoryboardEngine

SMALL = (96, 176)


def small(prompt: str, *, seed: int = 7, seconds: float = 0.5, cast: tuple[CastMember, ...] = ()) -> Spec:
    width, height = SMALL
    return Spec(prompt, seed, seconds=seconds, width=width, height=height, cast=cast)


def make(spec: Spec) -> Footage:
    return StoryboardEngine().generate(spec, progress=lambda _: None, cancelled=lambda: False)


def frames_of(spec: Spec) -> list[Frame]:
    return list(make(spec).frames)


def portrait(color: tuple[int, int, int], form: str = "PNG") -> bytes:
    """A flat portrait of one color, easy to find again in a picture."""
    file = io.BytesIO()
    Image.new("RGB", (240, 300), color).save(file, form)
    return file.getvalue()


def share_like(frame: Frame, color: tuple[int, int, int], within: int = 60) -> float:
    """How much of a frame is close to a color."""
    away = np.abs(frame.astype(np.int16) - np.array(color, np.int16)).sum(axis=2)
    return float((away < within).mean())
