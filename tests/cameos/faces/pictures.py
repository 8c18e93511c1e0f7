"""Real pictures for tests: the public-domain astronaut of scikit-image, and what may be done to her."""

from functools import cache

import cv2
import numpy as np
from skimage import data

from cameos.faces import Face, Image, find_faces


@cache
def astronaut() -> Image:
    return np.ascontiguousarray(data.astronaut())  # type: ignore[no-untyped-call]


@cache
def her_face() -> Face:
    [face] = find_faces(astronaut())
    return face


def with_sunglasses() -> Image:
    picture = astronaut().copy()
    for x, y in (her_face().left_eye, her_face().right_eye):
        cv2.ellipse(picture, (round(x), round(y)), (17, 13), 0, 0, 360, (12, 12, 12), -1)
    return picture


def tilted_photo(share: float) -> Image:
    """The flat picture, turned about its upright axis by a hand that holds it to the camera."""
    high, wide = astronaut().shape[:2]
    inset, lower = wide * share / 2, 40 * share
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    held = np.array(
        [[inset, 0], [wide - inset, lower], [wide - inset, high - lower], [inset, high]], np.float32
    )
    turn = cv2.getPerspectiveTransform(flat, held)
    return cv2.warpPerspective(astronaut(), turn, (wide, high)).astype(np.uint8)


def beside_another() -> Image:
    """Two faces in one picture."""
    return np.concatenate([astronaut(), astronaut()[:, ::-1]], axis=1)
