"""What five points and some pixels say of a face. No detector is needed for that."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest

from cameos.faces import Box, Embedding, Face, Likeness, compare, eyes_shown, light, pitch, sharpness, yaw

FRONT = Face(Box(0, 0, 80, 100), (20, 40), (60, 40), (40, 58), (26, 73), (54, 73), 0.9)


def rolled(face: Face, degrees: float) -> Face:
    """The same face, with the head leaning to one side."""
    c, s = cos(radians(degrees)), sin(radians(degrees))

    def turn(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] - 40, point[1] - 50
        return x * c - y * s + 40, x * s + y * c + 50

    return replace(
        face,
        left_eye=turn(face.left_eye),
        right_eye=turn(face.right_eye),
        nose=turn(face.nose),
        left_mouth=turn(face.left_mouth),
        right_mouth=turn(face.right_mouth),
    )


def test_straight_ahead_is_neither_turned_nor_raised() -> None:
    assert yaw(FRONT) == pytest.approx(0)
    assert pitch(FRONT) == pytest.approx(0, abs=0.01)


def test_a_turned_head_moves_the_nose_between_the_eyes() -> None:
    assert yaw(replace(FRONT, nose=(54, 58))) == pytest.approx(0.35)
    assert yaw(replace(FRONT, nose=(26, 58))) == pytest.approx(-0.35)


def test_looking_up_brings_the_nose_to_the_eyes() -> None:
    assert pitch(replace(FRONT, nose=(40, 50))) > 0.2
    assert pitch(replace(FRONT, nose=(40, 66))) < -0.2


@pytest.mark.parametrize("degrees", [-30, 15, 45])
def test_a_head_that_leans_is_not_a_head_that_turns(degrees: float) -> None:
    turned = replace(FRONT, nose=(54, 58))
    assert yaw(rolled(turned, degrees)) == pytest.approx(yaw(turned))
    assert pitch(rolled(turned, degrees)) == pytest.approx(pitch(turned))


def test_points_that_fall_together_divide_by_nothing() -> None:
    dot = replace(
        FRONT, left_eye=(5, 5), right_eye=(5, 5), nose=(5, 5), left_mouth=(5, 5), right_mouth=(5, 5)
    )
    assert np.isfinite([yaw(dot), pitch(dot)]).all()


def test_light_is_that_of_the_face_and_not_of_the_wall() -> None:
    picture = np.full((200, 200, 3), 255, np.uint8)
    picture[0:101, 0:81] = 51
    assert light(picture, FRONT) == pytest.approx(0.2)


def test_a_plain_surface_is_not_sharp() -> None:
    assert sharpness(np.full((120, 120, 3), 90, np.uint8), FRONT) == 0


def test_a_face_beyond_the_edge_is_measured_where_it_is_seen() -> None:
    outside = replace(FRONT, box=Box(-40, -40, 80, 100))
    assert light(np.full((60, 60, 3), 128, np.uint8), outside) == pytest.approx(0.5, abs=0.01)


def test_dark_glasses_hide_the_eyes() -> None:
    picture = np.full((120, 120, 3), 180, np.uint8)
    assert eyes_shown(picture, FRONT) == pytest.approx(1)
    picture[30:50, 10:70] = 20
    assert eyes_shown(picture, FRONT) < 0.2


def vector(*first: float) -> Embedding:
    return np.array([*first, *[0.0] * (128 - len(first))], np.float32)


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (0.0, Likeness.SAME),
        (0.47, Likeness.SAME),
        (0.49, Likeness.UNSURE),
        (0.59, Likeness.UNSURE),
        (0.61, Likeness.DIFFERENT),
    ],
)
def test_between_the_lines_a_person_looks(apart: float, said: Likeness) -> None:
    assert compare(vector(0.0), vector(apart)) == said


def test_boxes_share_what_they_cover() -> None:
    box = Box(0, 0, 10, 10)
    assert box.shared_with(box) == 1
    assert box.shared_with(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert box.shared_with(Box(20, 0, 10, 10)) == 0
