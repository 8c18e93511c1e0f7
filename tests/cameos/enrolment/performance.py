"""Somebody who answers a challenge: pictures of a turning head, a synthetic voice, and the files of both."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from math import pi, sin
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from numpy.typing import NDArray

from cameos.enrolment.challenge import Challenge, Turn
from cameos.faces import Image
from tests.cameos.enrolment.head import SIDE, turned

FPS: Final = 12
RATE: Final = 24_000  # of the voice
SPEAKING: Final = 7.0  # seconds, before the first turn
A_TURN: Final = 2.5  # seconds, there and back
ANGLE: Final = 40.0  # degrees
WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Sound = NDArray[np.float32]


def length(turns: Sequence[Turn]) -> float:
    """In seconds."""
    return SPEAKING + A_TURN * len(turns) + 0.5


def angle_at(at: float, turns: Sequence[Turn]) -> float:
    """How far the head is turned at a second: ahead while she speaks, then there and back for each turn."""
    number, within = divmod(max(0.0, at - SPEAKING), A_TURN)
    if at < SPEAKING or number >= len(turns):
        return 3.0 * sin(at)  # nobody holds still
    out = min(1.0, 2.2 * sin(pi * within / A_TURN) ** 2)
    return (ANGLE if turns[int(number)] == Turn.LEFT else -ANGLE) * out


@cache
def _turned(angle: int) -> Image:
    return turned(angle)


def pictures(turns: Sequence[Turn], *, seconds: float | None = None) -> Iterator[Image]:
    """FPS a second, of SIDE x SIDE pixels."""
    for index in range(round((seconds or length(turns)) * FPS)):
        yield _turned(2 * round(angle_at(index / FPS, turns) / 2))


@cache
def _voice() -> Any:
    from hibari import Hibari  # noqa: PLC0415 - a second to load

    return Hibari(voice="heart")


def spoken(digits: str, *, seconds: float) -> Sound:
    """The digits with pauses, after a second of silence, and silence to the end."""
    text = ", ".join(WORDS[int(digit)] for digit in digits)
    speech = np.asarray(_voice()(text + ".", seed=7), np.float32)
    sound = np.zeros(round(seconds * RATE), np.float32)
    start = RATE
    speech = speech[: len(sound) - start]
    sound[start : start + len(speech)] = speech
    return sound


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.float32)


def film(frames: Iterator[Image], sound: Sound | None) -> bytes:
    """An MP4 as telephones make them."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as file:
        video = file.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "crf": "20"})
        first = next(frames)
        video.height, video.width = first.shape[:2]
        video.pix_fmt = "yuv420p"
        audio = file.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        for picture in (first, *frames):
            file.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(video.encode())
        if audio is not None and sound is not None:
            frame = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
            frame.sample_rate = RATE
            file.mux(audio.encode(frame))
            file.mux(audio.encode())
    return buffer.getvalue()


def answer(
    challenge: Challenge, *, digits: str | None = None, change: Callable[[Image], Image] | None = None
) -> bytes:
    """A recording that answers the challenge, or one with other digits, or with each picture changed."""
    frames = pictures(challenge.turns)
    changed = map(change, frames) if change else frames
    return film(
        changed, spoken(challenge.digits if digits is None else digits, seconds=length(challenge.turns))
    )


def write_camera(path: Path, frames: Iterator[Image]) -> None:
    """A file that Chromium takes for a camera (Y4M), put in place in one step."""
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        file.write(f"YUV4MPEG2 W{SIDE} H{SIDE} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for picture in frames:
            planes = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuvj420p")
            file.write(b"FRAME\n" + planes.to_ndarray().tobytes())
    draft.replace(path)


def write_microphone(path: Path, sound: Sound) -> None:
    """A WAV for Chromium's microphone, at the rate that it wants."""
    draft = path.with_suffix(".part")
    samples = np.repeat(np.clip(sound, -1, 1), 2)  # 24 to 48 kHz
    with wave.open(str(draft), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(2 * RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    draft.replace(path)
