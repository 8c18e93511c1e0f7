"""Recordings with something wrong, judged by the real detectors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from pytest_django import Settings

from cameos.enrolment import recordings, speech
from cameos.enrolment.builtin import BuiltIn
from cameos.enrolment.challenge import Challenge, Turn
from cameos.enrolment.findings import Assessment, Band, overall
from cameos.faces import Image, find_faces, registry
from tests.cameos.enrolment.head import SIDE, turned
from tests.cameos.enrolment.performance import answer, film, length, pictures, silence, spoken
from tests.cameos.faces.pictures import astronaut

pytestmark = pytest.mark.verify

ASKED = Challenge("471903", (Turn.LEFT, Turn.LEFT, Turn.RIGHT))


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it takes long on a busy machine is not what these ask."""
    monkeypatch.setattr(recordings, "PATIENCE", 600.0)


def judged(recording: bytes, challenge: Challenge = ASKED) -> Assessment:
    return BuiltIn().assess(recording, challenge, report=lambda percent: None)


def codes(said: Assessment) -> set[str]:
    return {finding.code for finding in said.findings if finding.band != Band.PASS}


@cache
def voice() -> np.ndarray:
    return spoken(ASKED.digits, seconds=length(ASKED.turns))


def changed(change: Callable[[Image], Image]) -> bytes:
    return film(map(change, pictures(ASKED.turns)), voice())


def test_an_honest_answer_passes_and_shows_her() -> None:
    said = judged(answer(ASKED))
    assert overall(said.findings) == Band.PASS, said.findings
    portrait = cv2.imdecode(np.frombuffer(said.portrait, np.uint8), cv2.IMREAD_COLOR)
    assert portrait is not None
    assert len(find_faces(cv2.cvtColor(portrait, cv2.COLOR_BGR2RGB).astype(np.uint8))) == 1


def test_an_answer_to_another_challenge_is_refused() -> None:
    other = Challenge("285506", (Turn.RIGHT, Turn.LEFT, Turn.LEFT))
    said = judged(answer(ASKED), other)
    assert "wrong_digits" in codes(said)
    assert overall(said.findings) == Band.REFUSE


def test_a_photo_held_to_the_camera_does_not_turn() -> None:
    still = cv2.resize(astronaut(), (SIDE, SIDE)).astype(np.uint8)
    count = round(length(ASKED.turns) * 12)

    def held(index: int) -> Image:
        """A hand turns the flat picture left and right."""
        inset, far = 70 * abs(np.sin(index / 20)), SIDE - 25
        flat = np.array([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]], np.float32)
        turn = np.array([[inset, 0], [SIDE - inset, 25], [SIDE - inset, far], [inset, SIDE]], np.float32)
        move = cv2.getPerspectiveTransform(flat, turn)
        return cv2.warpPerspective(still, move, (SIDE, SIDE)).astype(np.uint8)

    said = judged(film((held(index) for index in range(count)), voice()))
    assert "no_turn" in codes(said)
    assert overall(said.findings) == Band.REFUSE


def test_two_people_are_one_too_many() -> None:
    other = cv2.resize(turned(0), (300, 300)).astype(np.uint8)

    def beside(picture: Image) -> Image:
        wide = np.full((SIDE, SIDE + 300, 3), 96, np.uint8)
        wide[:, :SIDE] = picture
        wide[90:390, SIDE:] = other
        return wide

    assert "two_faces" in codes(judged(changed(beside)))


def test_darkness() -> None:
    said = judged(changed(lambda picture: (picture * 0.06).astype(np.uint8)))
    assert codes(said) & {"dark", "no_face"}
    assert overall(said.findings) == Band.REFUSE


def test_sunglasses() -> None:
    def behind_glass(picture: Image) -> Image:
        shaded = picture.copy()
        for face in find_faces(picture)[:1]:
            for x, y in (face.left_eye, face.right_eye):
                cv2.ellipse(shaded, (round(x), round(y)), (28, 20), 0, 0, 360, (12, 12, 12), -1)
        return shaded

    assert "eyes_hidden" in codes(judged(changed(behind_glass)))


def test_silence() -> None:
    frames = pictures(ASKED.turns)
    assert "silence" in codes(judged(film(frames, silence(length(ASKED.turns)))))


def test_a_film_without_sound_is_silent() -> None:
    assert "silence" in codes(judged(film(pictures(ASKED.turns), None)))


def test_wrong_digits() -> None:
    assert "wrong_digits" in codes(judged(answer(ASKED, digits="825516")))


def test_a_wall_is_nobody() -> None:
    assert "no_face" in codes(judged(changed(lambda picture: np.full_like(picture, 120))))


def test_who_cannot_speak_or_turn_goes_to_a_person() -> None:
    still = film((turned(0) for _ in range(100)), silence(8))
    said = judged(still, replace(ASKED, assisted=True))
    assert codes(said) == {"assisted"}
    assert overall(said.findings) == Band.REVIEW


def test_without_a_detector_a_person_looks(settings: Settings) -> None:
    settings.FACE_DETECTOR = "cameos.faces.nowhere.Nothing"
    registry._load.cache_clear()
    said = judged(answer(ASKED))
    assert codes(said) == {"faces_unavailable"}
    assert overall(said.findings) == Band.REVIEW


def test_without_an_embedder_a_person_looks(settings: Settings) -> None:
    settings.FACE_EMBEDDER = "cameos.faces.nowhere.Nothing"
    registry._load.cache_clear()
    said = judged(answer(ASKED))
    assert codes(said) == {"faces_unavailable"}
    assert overall(said.findings) == Band.REVIEW


def test_beside_much_noise_a_person_listens() -> None:
    hiss = np.random.default_rng(2).normal(0, 0.03, len(voice())).astype(np.float32)
    said = judged(film(pictures(ASKED.turns), voice() + hiss), replace(ASKED, digits="825516"))
    assert codes(said) == {"noise"}
    assert overall(said.findings) == Band.REVIEW


def test_without_a_recognizer_a_person_listens(settings: Settings) -> None:
    settings.SPEECH_RECOGNIZER = "cameos.enrolment.nowhere.Nothing"
    speech._recognizer.cache_clear()
    said = judged(answer(ASKED))
    assert codes(said) == {"speech_unavailable"}
