"""How well spoken digits are understood, and how often those of another challenge would count.

    python -m bench.digits
    COUNT=40 python -m bench.digits

The voice is the synthetic one of the tests: no human voice is in these figures.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import numpy as np
from django.conf import settings

from bench import alone  # noqa: F401 (before the apps)
from cameos.enrolment.findings import Band
from cameos.enrolment.recordings import VOICE_RATE
from cameos.enrolment.speech import judge_digits
from cameos.enrolment.voice import Voice, stands_out
from tests.cameos.enrolment.performance import RATE, spoken

NOISES = (None, 30, 20, 10)  # decibels between the voice and white noise
SECONDS = 14.0


def main() -> None:
    count = int(os.environ.get("COUNT", "20"))
    chance, noise = random.Random(4), np.random.default_rng(4)
    asked = ["".join(chance.choice("0123456789") for _ in range(6)) for _ in range(count)]
    voices = [_lowered(spoken(digits, seconds=SECONDS)) for digits in asked]
    print(f"{settings.SPEECH_RECOGNIZER}, {count} challenges of six digits")
    for decibels in NOISES:
        heard = [_noisy(voice, decibels, noise) for voice in voices]
        started = time.process_time()
        own = Counter(judge_digits(voice, digits).band for voice, digits in zip(heard, asked, strict=True))
        took = (time.process_time() - started) / count
        others = Counter(
            judge_digits(heard[at], asked[at - 1 - by]).band for at in range(count) for by in range(3)
        )
        out = min(map(stands_out, heard))
        print(f"  {decibels or 'no'} dB ({out:.0f} times the pauses): {_line(own)}, {took:.2f} s each")
        print(f"    held against another challenge: {_line(others)}")


def _line(bands: Counter[Band]) -> str:
    return ", ".join(f"{bands[band]} {band}" for band in Band)


def _lowered(sound: Voice) -> Voice:
    at = np.arange(0, len(sound), RATE / VOICE_RATE)
    lowered: Voice = np.interp(at, np.arange(len(sound)), sound).astype(np.float32)
    return lowered


def _noisy(voice: Voice, decibels: int | None, noise: np.random.Generator) -> Voice:
    if decibels is None:
        return voice
    loud = float(np.sqrt((voice[np.abs(voice) > 0.02] ** 2).mean()))
    hiss = noise.normal(0, loud * 10 ** (-decibels / 20), len(voice))
    return voice + hiss.astype(np.float32)


if __name__ == "__main__":
    main()
