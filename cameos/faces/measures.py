"""How a face is held, how sharp it is and how well lit."""

from __future__ import annotations

from math import atan2, cos, hypot, sin
from typing import Final

import cv2
import numpy as np

from cameos.faces.face import Face, Image, Point

LEVEL: Final = 0.55  # where a nose is between eyes (0) and mouth (1) when somebody looks straight ahead
SAMPLE: Final = 96  # pixels, the width at which sharpness is measured: a large face gains nothing


def yaw(face: Face) -> float:
    """How far the head is turned: 0 is straight ahead, about 0.35 a clear turn, 0.9 a profile.

    Positive to the right of the picture, which is the person's own left. A flat photo that is turned
    keeps its number: eyes and nose move together.
    """
    (left, right, nose, _) = _upright(face)
    return (nose[0] - (left[0] + right[0]) / 2) / max(right[0] - left[0], 1e-6)


def pitch(face: Face) -> float:
    """How far the head is raised: positive looks up. People differ: compare with the same person."""
    (left, right, nose, mouth) = _upright(face)
    eyes = (left[1] + right[1]) / 2
    return LEVEL - (nose[1] - eyes) / max(mouth[1] - eyes, 1e-6)


def _upright(face: Face) -> tuple[Point, Point, Point, Point]:
    """Eyes, nose and the middle of the mouth, turned so that the eyes are level."""
    (x0, y0), (x1, y1) = face.left_eye, face.right_eye
    angle = -atan2(y1 - y0, x1 - x0)
    mouth = tuple((a + b) / 2 for a, b in zip(face.left_mouth, face.right_mouth, strict=True))
    points = (face.left_eye, face.right_eye, face.nose, mouth)
    level = [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]
    return level[0], level[1], level[2], level[3]


def eye_distance(face: Face) -> float:
    """In pixels."""
    return hypot(face.right_eye[0] - face.left_eye[0], face.right_eye[1] - face.left_eye[1])


def sharpness(image: Image, face: Face) -> float:
    """The spread of the second derivative within the face, over its contrast: below 0.05 it is blurred."""
    gray = _gray_crop(image, face)
    scale = SAMPLE / gray.shape[1]
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    return float(cv2.Laplacian(small, cv2.CV_32F).var() / (small.var() + 25))


def light(image: Image, face: Face) -> float:
    """The middle brightness of the face, from 0 (black) to 1 (white)."""
    return float(np.median(_gray_crop(image, face)) / 255)


def eyes_shown(image: Image, face: Face) -> float:
    """How bright the eyes are beside the cheeks: about 0.8 when bare, below 0.4 behind dark glasses."""
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    radius = 0.22 * eye_distance(face)
    eyes = [_around(gray, point, radius) for point in (face.left_eye, face.right_eye)]
    sides = ((face.left_eye, face.left_mouth), (face.right_eye, face.right_mouth))
    cheeks = [_around(gray, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), radius) for a, b in sides]
    return min(eyes) / max(*cheeks, 1.0)


def _around(gray: np.ndarray, point: Point, radius: float) -> float:
    """The mean brightness of a small square; 0 beyond the edge."""
    x, y, half = int(point[0]), int(point[1]), max(1, round(radius))
    patch = gray[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
    return float(patch.mean()) if patch.size else 0.0


def _gray_crop(image: Image, face: Face) -> np.ndarray:
    """The part of the box that is inside the picture."""
    box = face.box
    top, left = max(0, int(box.top)), max(0, int(box.left))
    crop = image[top : int(box.top + box.height) + 1, left : int(box.left + box.width) + 1]
    return cv2.cvtColor(crop if crop.size else image, cv2.COLOR_RGB2GRAY)
