"""Digits that somebody speaks: which were heard, and whether they are those that were asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Protocol, cast

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from cameos.enrolment.findings import Finding, passed, refused, review

Voice = NDArray[np.float32]
SILENT: Final = 0.003  # RMS of the louder parts
LOUD: Final = 97  # percentile of tenths of a second: six digits are a small part of half a minute
WRONG: Final = (1, 2)  # digits that may be wrong: so many pass, so many go to a person

_WORDS: Final = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "won": "1", "two": "2", "to": "2", "too": "2",
    "three": "3", "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "ate": "8", "nine": "9",
}  # fmt: skip


class SpeechUnavailable(Exception):
    """The recognizer, or its model, is missing or broken."""


class Recognizer(Protocol):
    def hear(self, voice: Voice) -> str:
        """What is said in English, as text. `voice` is mono, 16 kHz. Raises SpeechUnavailable."""
        ...


def digits_in(text: str) -> str:
    """ "Four, seven 1-9" is "4719"; other words are passed over."""
    words = re.findall(r"[a-z]+|\d", text.lower())
    return "".join(word if word.isdigit() else _WORDS.get(word, "") for word in words)


def judge_digits(voice: Voice, wanted: str) -> Finding:
    """One wrong digit in six is the recognizer's fault as often as the speaker's."""
    if is_silent(voice):
        return refused("digits", "silence")
    try:
        heard = digits_in(_recognizer(settings.SPEECH_RECOGNIZER).hear(voice))
    except SpeechUnavailable:
        return review("digits", "speech_unavailable")
    wrong = Levenshtein.distance(heard, wanted)
    share = max(0.0, 1 - wrong / len(wanted))
    if wrong <= WRONG[0]:
        return passed("digits", share)
    return (review if wrong <= WRONG[1] else refused)("digits", "wrong_digits", share)


def is_silent(voice: Voice) -> bool:
    pieces = voice[: len(voice) // 1600 * 1600].reshape(-1, 1600)
    if not len(pieces):
        return True
    return float(np.percentile(np.sqrt((pieces**2).mean(axis=1)), LOUD)) < SILENT


@cache
def _recognizer(path: str) -> Recognizer:
    try:
        return cast(Recognizer, import_string(path)())
    except ImportError as error:
        raise SpeechUnavailable(str(error)) from error
