"""Which detector and embedder work: chosen by settings, made once in a process."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from cameos.faces.face import Detector, Embedder, Embedding, Face, FacesUnavailable, Image


def find_faces(image: Image) -> list[Face]:
    """All faces in an RGB picture, the largest first. Raises FacesUnavailable."""
    return cast(Detector, _load(settings.FACE_DETECTOR)).find(image)


def embed(image: Image, face: Face) -> Embedding:
    """The vector of one face that was found in `image`. Raises FacesUnavailable."""
    return cast(Embedder, _load(settings.FACE_EMBEDDER)).embed(image, face)


@cache
def _load(path: str) -> object:
    try:
        return import_string(path)()
    except ImportError as error:
        raise FacesUnavailable(f"{path}: {error}") from error
