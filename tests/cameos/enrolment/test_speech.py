"""Digits out of words, and how many may be wrong."""

import numpy as np
import pytest
from pytest_django import Settings
from rapidfuzz.distance import Levenshtein

from cameos.enrolment import speech
from cameos.enrolment.findings import Band
from cameos.enrolment.recordings import VOICE_RATE
from cameos.enrolment.speech import SpeechUnavailable, digits_in, is_silent, judge_digits
from cameos.enrolment.sphinx import Sphinx
from cameos.enrolment.voice import Voice, denoised, loudness, spoken_part
from tests.cameos.enrolment.performance import RATE, spoken

A_TONE = (0.2 * np.sin(np.arange(32_000) / 10)).astype(np.float32)
LOUD: Voice = np.concatenate([A_TONE * 0, A_TONE, A_TONE * 0])  # between pauses


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
        ("4 7 1 5 6", Band.REVIEW),
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


def test_beside_noise_a_person_listens_and_nobody_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SPEECH_RECOGNIZER = f"{__name__}.Hears"
    monkeypatch.setattr(Hears, "text", "1 2 3 4 5 6")
    noise = np.random.default_rng(1).normal(0, 0.02, len(LOUD)).astype(np.float32)
    finding = judge_digits(LOUD + noise, "471903")
    assert (finding.band, finding.code) == (Band.REVIEW, "noise")
    monkeypatch.setattr(Hears, "text", "4 7 1 9 0 3")
    assert judge_digits(LOUD + noise, "471903").band == Band.PASS


def test_noise_goes_and_pauses_are_cut_off() -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, len(LOUD)).astype(np.float32)
    assert loudness(denoised(LOUD + noise))[0] < 0.5 * loudness(LOUD + noise)[0]
    assert len(spoken_part(LOUD)) < len(LOUD)
    assert len(spoken_part(LOUD * 0)) == len(LOUD)


@pytest.mark.verify
def test_digits_of_a_voice_are_understood_and_those_of_another_challenge_do_not_count() -> None:
    recognizer = Sphinx()
    for digits in ("471903", "285506"):
        sound = spoken(digits, seconds=12.0)
        at = np.arange(0, len(sound), RATE / VOICE_RATE)
        voice = np.interp(at, np.arange(len(sound)), sound).astype(np.float32)
        assert Levenshtein.distance(digits_in(recognizer.hear(voice)), digits) <= 1
        assert judge_digits(voice, digits[::-1]).band != Band.PASS


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
