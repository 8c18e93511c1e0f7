"""Looking at a recording, picture by picture; what is kept is numbers, a few vectors and one picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
from PIL import Image as Pillow

from cameos.enrolment.recordings import Recording
from cameos.faces import Embedding, Face, Image, embed, eyes_shown, find_faces, light, sharpness, yaw

SIDE: Final = 640  # pixels, of the longer side of what is looked at
FRONTAL: Final = 0.12  # a smaller yaw looks into the camera
COMPARED_EVERY: Final = 2.0  # seconds between two vectors
COMPARED: Final = 10  # vectors at most
OTHER_FACE: Final = 0.2  # of the area of the first: a smaller one hangs on the wall behind
QUALITY: Final = 92


@dataclass(frozen=True, slots=True)
class Look:
    """One moment. `faces` counts those that are about as near as the first."""

    at: float
    faces: int
    yaw: float = 0.0
    sharpness: float = 0.0
    light: float = 0.0
    eyes: float = 0.0

    @property
    def frontal(self) -> bool:
        return self.faces > 0 and abs(self.yaw) < FRONTAL


@dataclass(slots=True)
class Seen:
    """A whole recording, looked at."""

    looks: list[Look] = field(default_factory=list)
    faces: list[Embedding] = field(default_factory=list)
    portrait: bytes = b""
    best: float = 0.0
    compared_at: float = -COMPARED_EVERY


def look_at(recording: Recording, *, report: Callable[[float], None]) -> Seen:
    """Raises Unreadable and FacesUnavailable. `report` hears how many seconds have been seen."""
    seen = Seen()
    for at, picture in recording.pictures():
        _look(seen, at, picture)
        report(at)
    return seen


def _look(seen: Seen, at: float, picture: Image) -> None:
    scale = min(1.0, SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    faces = find_faces(small)
    near = [face for face in faces if face.box.area >= OTHER_FACE * faces[0].box.area]
    if not near:
        seen.looks.append(Look(at, 0))
        return
    face = near[0]
    quality = sharpness(small, face), light(small, face), eyes_shown(small, face)
    look = Look(at, len(near), yaw(face), *quality)
    seen.looks.append(look)
    if look.frontal:
        _compare(seen, look, small, face)
        _portray(seen, look, picture, face, scale)


def _compare(seen: Seen, look: Look, picture: Image, face: Face) -> None:
    if look.at - seen.compared_at >= COMPARED_EVERY and len(seen.faces) < COMPARED:
        seen.compared_at = look.at
        seen.faces.append(embed(picture, face))


def _portray(seen: Seen, look: Look, picture: Image, face: Face, scale: float) -> None:
    """Keep the best picture so far: sharp, straight ahead, alone, and rather the first of equals."""
    worth = look.sharpness * (1 - abs(look.yaw)) * (look.faces == 1)
    if worth <= seen.best * 1.05:
        return
    seen.best = worth
    box = face.box
    half = int(1.1 * max(box.width, box.height) / scale)
    x, y = int((box.left + box.width / 2) / scale), int((box.top + box.height / 2) / scale)
    half = max(1, min(half, x, y, picture.shape[1] - x, picture.shape[0] - y))
    square = Pillow.fromarray(picture[y - half : y + half, x - half : x + half])
    side = max(512, min(1024, square.width))
    buffer = io.BytesIO()
    square.resize((side, side), Pillow.Resampling.LANCZOS).save(buffer, "JPEG", quality=QUALITY)
    seen.portrait = buffer.getvalue()
