"""dlib's face recognition network: 128 numbers a face. Its weights (22 MB) lie in face_recognition_models."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from cameos.faces.face import Embedding, Face, FacesUnavailable, Image
from cameos.faces.weights import file_in

PACKAGE = "face_recognition_models"
CHIP = 150  # pixels, the side of the upright face that the network looks at
MARGIN = 0.25  # of that side, around the face: what it was trained with


class ResNet:
    def __init__(self) -> None:
        try:
            import dlib  # noqa: PLC0415 - optional
        except ImportError as error:
            raise FacesUnavailable("The package dlib-bin is not installed.") from error
        self._dlib: Any = dlib
        # Eye corners and nose. The predictor of 68 points beside it was trained on pictures whose
        # terms forbid commercial use: it is never loaded.
        self._points = dlib.shape_predictor(
            str(file_in(PACKAGE, "models/shape_predictor_5_face_landmarks.dat"))
        )
        self._net = dlib.face_recognition_model_v1(
            str(file_in(PACKAGE, "models/dlib_face_recognition_resnet_model_v1.dat"))
        )
        self._turn = threading.Lock()

    def embed(self, image: Image, face: Face) -> Embedding:
        image = np.ascontiguousarray(image)
        with self._turn:
            shape = self._points(image, self._square(face))
            chip = self._dlib.get_face_chip(image, shape, CHIP, MARGIN)
            return np.array(self._net.compute_face_descriptor(chip), np.float32)

    def _square(self, face: Face) -> Any:
        """The box as dlib draws it: as high as wide, around the same center."""
        box = face.box
        middle, half = box.top + box.height / 2, box.width / 2
        edges = (box.left, middle - half, box.left + box.width, middle + half)
        return self._dlib.rectangle(*(round(edge) for edge in edges))
