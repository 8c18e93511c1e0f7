"""What a detector finds, and what every detector and embedder promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]  # RGB, (height, width, 3)
Embedding = NDArray[np.float32]  # of a fixed length that the embedder knows; compared by distance
Point = tuple[float, float]


class FacesUnavailable(Exception):
    """A package or its model is missing or broken: nothing can be said about faces."""


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels of the picture; it may reach beyond the edges."""

    left: float
    top: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height

    def shared_with(self, other: Box) -> float:
        """Intersection over union, from 0 to 1."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        if wide <= 0 or high <= 0:
            return 0.0
        return wide * high / (self.area + other.area - wide * high)


@dataclass(frozen=True, slots=True)
class Face:
    """One face. Left and right are those of the picture, not of the person."""

    box: Box
    left_eye: Point
    right_eye: Point
    nose: Point
    left_mouth: Point
    right_mouth: Point
    score: float  # how sure the detector is, from 0 to 1


class Detector(Protocol):
    """Finds faces. Safe to call from several threads."""

    def find(self, image: Image) -> list[Face]:
        """All faces, the largest first. Raises FacesUnavailable."""
        ...


class Embedder(Protocol):
    """Turns a face into a vector: the nearer two vectors are, the more alike the faces."""

    def embed(self, image: Image, face: Face) -> Embedding:
        """Raises FacesUnavailable."""
        ...
