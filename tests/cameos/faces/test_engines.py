"""The real detector and the real network, on a real picture."""

import cv2
import numpy as np
import pytest

from cameos.faces import Image, Likeness, compare, embed, eyes_shown, find_faces, light, sharpness, yaw
from tests.cameos.faces.pictures import astronaut, beside_another, her_face, tilted_photo, with_sunglasses

pytestmark = pytest.mark.verify


def likeness_to_her(picture: Image) -> Likeness:
    [face] = find_faces(picture)
    return compare(embed(astronaut(), her_face()), embed(picture, face))


def test_her_face_is_where_it_is() -> None:
    box = her_face().box
    assert (box.left, box.top) == pytest.approx((178, 63), abs=10)
    assert abs(yaw(her_face())) < 0.1
    assert light(astronaut(), her_face()) > 0.5
    assert sharpness(astronaut(), her_face()) > 0.05
    assert eyes_shown(astronaut(), her_face()) > 0.55


def test_two_faces_are_two() -> None:
    assert len(find_faces(beside_another())) == 2


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_plain_wall_has_no_face(level: int) -> None:
    assert find_faces(np.full((480, 640, 3), level, np.uint8)) == []


def test_a_face_that_fills_the_picture_is_found() -> None:
    close = cv2.resize(astronaut()[40:200, 140:300], (1280, 1280), interpolation=cv2.INTER_CUBIC)
    assert likeness_to_her(close.astype(np.uint8)) == Likeness.SAME


@pytest.mark.parametrize("change", ["mirrored", "smaller", "darker"])
def test_she_stays_herself(change: str) -> None:
    picture = {
        "mirrored": np.ascontiguousarray(astronaut()[:, ::-1]),
        "smaller": cv2.resize(astronaut(), (256, 256), interpolation=cv2.INTER_AREA).astype(np.uint8),
        "darker": (astronaut() * 0.3).astype(np.uint8),
    }[change]
    assert likeness_to_her(picture) == Likeness.SAME


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_a_photo_that_is_turned_shows_no_turned_head(share: float) -> None:
    [face] = find_faces(tilted_photo(share))
    assert abs(yaw(face)) < 0.1


def test_sunglasses_are_seen() -> None:
    [face] = find_faces(with_sunglasses())
    assert eyes_shown(with_sunglasses(), face) < 0.4
