"""The finished plan of a clip, and its frames one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from generation.engines.storyboard.actors.actor import Actor
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Pixels
from generation.engines.storyboard.places.brief import Scenery

from .camera import TRANSITION, Shot, develop
from .weather import Veil


@dataclass(frozen=True, slots=True)
class Take:
    """A shot and those who play in it."""

    shot: Shot
    actors: Sequence[Actor]


@dataclass(slots=True)
class Reel:
    """Draws frames. The arrays it works in are kept from frame to frame; what it yields is the taker's."""

    geometry: Geometry
    scenery: Scenery
    takes: Sequence[Take]
    veils: Sequence[Veil]
    shade: Pixels

    def frames(self, count: int, fps: int) -> Iterator[Pixels]:
        canvas = np.zeros((self.geometry.height, self.geometry.width, 3), np.uint8)
        other = np.empty((self.geometry.view_height, self.geometry.view_width, 3), np.uint8)
        for number in range(count):
            time = number / fps
            view = np.empty_like(other)
            take, following, share = self._at(time)
            self._shoot(take, time, canvas, view)
            if following:
                self._shoot(following, time, canvas, other)
                cv2.addWeighted(view, 1 - share, other, share, 0, dst=view)
            for veil in self.veils:
                veil.draw(view, time)
            cv2.multiply(view, self.shade, dst=view, scale=1 / 255)
            yield view

    def _at(self, time: float) -> tuple[Take, Take | None, float]:
        """The take that is on, the one that it is dissolving into, and how far."""
        for take, following in zip(self.takes, [*self.takes[1:], None], strict=True):
            half = min(TRANSITION, take.shot.length * 0.4) / 2
            if time >= take.shot.end + half and following:
                continue
            share = (time - take.shot.end + half) / (2 * half)
            if following and share > 0:
                return take, following, share * share * (3 - 2 * share)
            return take, None, 0.0
        return self.takes[-1], None, 0.0

    def _shoot(self, take: Take, time: float, canvas: Pixels, into: Pixels) -> None:
        now = take.shot.at(time)
        for element in (*self.scenery.behind, *take.actors, *self.scenery.before):
            element.draw(canvas, now)
        develop(canvas, take.shot.lens(time, self.geometry), self.geometry, into)
