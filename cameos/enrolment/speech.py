"""Digits that somebody speaks: which were heard, and whether they are those that were asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from rapidfuzz.distance import Levenshtein

from cameos.enrolment.findings import Finding, passed, refused, review
from cameos.enrolment.voice import Voice, loudness, stands_out

SILENT: Final = 0.003  # RMS of the louder parts
CLEAR: Final = 20.0  # times louder than its pauses: beside more noise digits are misheard (docs/likeness.md)
WRONG: Final = (1, 3)  # digits that may be wrong: so many pass, so many go to a person

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
    """One wrong digit in six is the recognizer's fault as often as the speaker's; beside noise all of
    them may be, and a person listens."""
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
    if stands_out(voice) < CLEAR:
        return review("digits", "noise", share)
    return (review if wrong <= WRONG[1] else refused)("digits", "wrong_digits", share)


def is_silent(voice: Voice) -> bool:
    return loudness(voice)[1] < SILENT


@cache
def _recognizer(path: str) -> Recognizer:
    try:
        return cast(Recognizer, import_string(path)())
    except ImportError as error:
        raise SpeechUnavailable(str(error)) from error
