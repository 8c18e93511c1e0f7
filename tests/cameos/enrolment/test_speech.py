"""Digits out of words, and how many may be wrong."""

import numpy as np
import pytest
from pytest_django import Settings

from cameos.enrolment import speech
from cameos.enrolment.findings import Band
from cameos.enrolment.speech import SpeechUnavailable, Voice, digits_in, is_silent, judge_digits

LOUD: Voice = (0.2 * np.sin(np.arange(32_000) / 10)).astype(np.float32)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Four, seven, one, nine, oh, three.", "471903"),
        ("4-7-1 9 0 3", "471903"),
        ("471903", "471903"),
        ("Um, for seven won nine zero three!", "471903"),
        ("Nobody said a number", ""),
    ],
)
def test_digits_are_heard_in_words_and_in_figures(text: str, digits: str) -> None:
    assert digits_in(text) == digits


class Hears:
    text = ""

    def hear(self, voice: Voice) -> str:
        return self.text


class Deaf(Hears):
    def hear(self, voice: Voice) -> str:
        raise SpeechUnavailable("it is not installed")


@pytest.mark.parametrize(
    ("heard", "band"),
    [
        ("4 7 1 9 0 3", Band.PASS),
        ("4 7 1 5 0 3", Band.PASS),
        ("4 7 1 5 0", Band.REVIEW),
        ("1 2 3 4 5 6", Band.REFUSE),
        ("hello", Band.REFUSE),
    ],
)
def test_one_wrong_digit_is_forgiven_and_two_are_looked_at(
    heard: str, band: Band, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SPEECH_RECOGNIZER = f"{__name__}.Hears"
    monkeypatch.setattr(Hears, "text", heard)
    assert judge_digits(LOUD, "471903").band == band


@pytest.mark.parametrize("path", [f"{__name__}.Deaf", "nowhere.Nobody"])
def test_without_a_recognizer_a_person_listens(path: str, settings: Settings) -> None:
    settings.SPEECH_RECOGNIZER = path
    finding = judge_digits(LOUD, "471903")
    assert (finding.band, finding.code) == (Band.REVIEW, "speech_unavailable")
    speech._recognizer.cache_clear()


@pytest.mark.parametrize("voice", [LOUD * 0, LOUD[:0], LOUD * 0.005])
def test_silence_is_no_answer(voice: Voice) -> None:
    assert is_silent(voice)
    assert judge_digits(voice, "471903").code == "silence"


def test_a_voice_between_pauses_is_heard() -> None:
    assert not is_silent(np.concatenate([LOUD * 0, LOUD]))
