"""Three shots, each with its own move, and the crop that the camera sees at a moment."""

from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians, sin
from typing import Final

import cv2
import numpy as np

from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.layer import Moment
from generation.engines.storyboard.paint.pixels import Field, Pixels, Random

TRANSITION: Final = 0.5  # seconds in which one shot dissolves into the next


class Move(StrEnum):
    PUSH_IN = "push in"
    PAN = "pan"
    PULL_OUT = "pull out"


@dataclass(frozen=True, slots=True)
class Shot:
    """From `start` to `end` seconds. `origin` is where on the set it is taken; pans are in pixels."""

    move: Move
    start: float
    end: float
    origin: float
    pan: tuple[float, float]
    crane: tuple[float, float]
    zoom: tuple[float, float]
    roll: tuple[float, float]
    focus: float  # row of the canvas that the zoom keeps in place

    @property
    def length(self) -> float:
        return max(self.end - self.start, 1e-3)

    def at(self, time: float) -> Moment:
        share = self._share(time)
        return Moment(time, self.origin + _between(self.pan, share), _between(self.crane, share))

    def lens(self, time: float, geometry: Geometry) -> Field:
        """The affine map from canvas to view."""
        share = self._share(time)
        zoom = _between(self.zoom, share)
        turn = radians(_between(self.roll, share) + 0.12 * sin(time * 0.9))
        # What the whole-pixel layers cannot show of the camera's place, the lens adds.
        exact = self.at(time)
        rest_x, rest_y = round(exact.pan) - exact.pan, round(exact.crane) - exact.crane
        cx, cy = geometry.width / 2, self.focus
        ca, sa = zoom * cos(turn), zoom * sin(turn)
        tx = geometry.view_width / 2 - ca * cx + sa * cy + rest_x
        ty = (cy - geometry.margin_y) - sa * cx - ca * cy + rest_y
        return np.array([[ca, -sa, tx], [sa, ca, ty]], np.float32)

    def _share(self, time: float) -> float:
        share = min(max((time - self.start) / self.length, -0.1), 1.1)
        return share * 0.55 + 0.45 * share * share * (3 - 2 * share)


def _between(run: tuple[float, float], share: float) -> float:
    return run[0] + (run[1] - run[0]) * share


def plan_shots(geometry: Geometry, seconds: float, rng: Random, *, close: float) -> list[Shot]:
    """A push in, a pan, a pull out, one third of the time each, from three places on the set.

    `close` is how near the camera comes: few figures allow more.
    """
    width = geometry.view_width
    third = seconds / 3
    side = 1.0 if rng.random() < 0.5 else -1.0
    focus = geometry.y(0.57)
    slide = 0.06 * width
    near, far = geometry.px(8), -geometry.px(11)
    return [
        Shot(
            Move.PUSH_IN, 0, third, origin=-0.19 * width * side, pan=(-slide * 0.3, slide * 0.3),
            crane=(far, near), zoom=(1.0, 1.06 + 0.6 * (close - 1)), roll=(0, 0), focus=focus,
        ),
        Shot(
            Move.PAN, third, 2 * third, origin=0.2 * width * side, pan=(-slide * side, slide * side),
            crane=(0, 0), zoom=(close, close), roll=(-0.35 * side, 0.35 * side), focus=focus,
        ),
        Shot(
            Move.PULL_OUT, 2 * third, seconds, origin=0.0, pan=(slide * 0.3 * side, 0),
            crane=(near, far), zoom=(1.05 + 0.7 * (close - 1), 1.0), roll=(0.3 * side, 0), focus=focus,
        ),
    ]  # fmt: skip


def develop(canvas: Pixels, lens: Field, geometry: Geometry, into: Pixels) -> None:
    """The view of the canvas through the lens."""
    size = (geometry.view_width, geometry.view_height)
    cv2.warpAffine(canvas, lens, size, dst=into, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def seen(lens: Field, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Where a box of the canvas lies in the view."""
    left, top, right, bottom = box
    corners = np.array([(left, top, 1), (right, top, 1), (left, bottom, 1), (right, bottom, 1)], np.float32)
    points = corners @ lens.T
    return (
        float(points[:, 0].min()),
        float(points[:, 1].min()),
        float(points[:, 0].max()),
        float(points[:, 1].max()),
    )
