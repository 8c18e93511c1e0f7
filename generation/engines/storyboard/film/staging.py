"""Where everybody stands in a shot: two lines on the ground and one in the air, all within the frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from generation.engines.storyboard.actors.actor import Actor
from generation.engines.storyboard.actors.motion import TRAVELS
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Random
from generation.engines.storyboard.places.brief import Footing, Scenery
from generation.engines.storyboard.story.habits import LOOKS_RIGHT, WATERED, default_motion, plain
from generation.engines.storyboard.story.spec import Motion

from .camera import Shot, seen
from .casting import Role

_ROOM: Final = 0.92  # of the view's width that a line may fill while the camera is closest
_MOST_ABREAST: Final = 3  # more stand in two rows
_COLUMNS: Final = {1: [0.5], 2: [0.33, 0.69], 3: [0.26, 0.55, 0.78]}  # of those in the air
_SAMPLES: Final = 7
_TRIES: Final = 24


@dataclass(frozen=True, slots=True)
class Stage:
    """The set during one shot. Everybody who moves goes to the same side: `direction` is 1 or -1."""

    shot: Shot
    scenery: Scenery
    geometry: Geometry
    rng: Random
    direction: float

    def fill(self, roles: Sequence[Role]) -> list[Actor]:
        """Actors for the roles, from the back to the front."""
        aloft = [role for role in roles if role.aloft]
        back = [role for role in roles if role.scenery and not role.aloft]
        front = [role for role in roles if not role.scenery and not role.aloft]
        half = len(front) // 2 if len(front) > _MOST_ABREAST else 0
        actors = [
            *self._hang(aloft),
            *self._line_up(back, self.scenery.back),
            *self._line_up(front[half:] if half else [], self.scenery.front - 0.055),
            *self._line_up(front[:half] or front, self.scenery.front + (0.015 if half else 0)),
        ]
        return [_within(actor, self.shot, self.geometry) for actor in actors]

    def _line_up(self, roles: Sequence[Role], feet: float) -> list[Actor]:
        """Side by side on the ground, in a new order in every shot; the smallest a step nearer."""
        geometry = self.geometry
        order = [roles[number] for number in self.rng.permutation(len(roles))]
        gap = geometry.px(16)
        wanted = sum(role.cutout.width for role in order) + gap * (len(order) - 1)
        room = geometry.view_width * _ROOM / max(self.shot.zoom) - geometry.view_width * 0.08
        scale = min(1.0, room / max(wanted, 1.0))
        left = geometry.width / 2 - wanted * scale / 2
        actors = []
        for number, role in enumerate(order):
            middle = left + role.cutout.width * scale / 2
            left += (role.cutout.width + gap) * scale
            nearer = 0.012 if role.cutout.height < geometry.px(200) else 0.006 * (number % 2)
            actors.append(self._actor(role, middle, geometry.y(feet + nearer), scale))
        return actors

    def _hang(self, roles: Sequence[Role]) -> list[Actor]:
        """In the air (or the water): staggered, the lowest not below the line of the others' feet."""
        count = len(roles)
        if not count:
            return []
        geometry, scenery = self.geometry, self.scenery
        weightless = scenery.footing in (Footing.VOID, Footing.DEEP)
        low = scenery.front - 0.06 if weightless else scenery.air + 0.18
        columns = _COLUMNS.get(count, np.linspace(0.2, 0.8, count).tolist())
        middle = [(scenery.air + low) / 2 + 0.04]
        depths = np.linspace(scenery.air + 0.1, low, count).tolist() if count > 1 else middle
        heights = [depths[number] for number in self.rng.permutation(count)]
        biggest = max(role.cutout.width for role in roles)
        share = 0.62 if count == 1 else 0.72 / min(count, 2.6)
        scale = min(1.0, geometry.view_width * share / biggest)
        return [
            self._actor(role, geometry.x(column), geometry.y(height), scale)
            for role, column, height in zip(roles, columns, heights, strict=True)
        ]

    def _actor(self, role: Role, x: float, feet: float, scale: float) -> Actor:
        footing = self.scenery.footing
        stands = not role.aloft
        travel = TRAVELS.get(role.motion, 0.0) * self.geometry.view_width * self.direction
        one_sided = len(role.cutout.frames) == 1
        looks_right = plain(role.cutout.emoji) in LOOKS_RIGHT
        return Actor(
            role.cutout,
            role.motion,
            x=x + self.shot.origin,
            feet=feet,
            travel=travel,
            start=self.shot.start,
            length=self.shot.length,
            phase=float(self.rng.random()),
            flip=bool(travel) and one_sided and ((self.direction > 0) != looks_right),
            shadow=0.42 if stands and footing in (Footing.LAND, Footing.DEEP) else 0.0,
            wet=_draught(role) if stands and footing is Footing.SURFACE else 0.0,
            scale=scale,
            tag=role.tag,
            prop=role.prop,
            grip=role.grip,
        )


def _draught(role: Role) -> float:
    """How deep it lies in the water: a body to the hips, a boat to its line."""
    if len(role.cutout.frames) > 1:
        return 0.34
    if plain(role.cutout.emoji) in WATERED:
        return 0.1
    return 0.2 if default_motion(role.cutout.emoji) is Motion.SAIL else 0.24


def _within(actor: Actor, shot: Shot, geometry: Geometry) -> Actor:
    """Moved, and when it must be made smaller or slower, until the lens sees all of it all the time."""
    edge = geometry.px(10)
    for _ in range(_TRIES):
        boxes = [
            seen(shot.lens(time, geometry), actor.box(shot.at(time)))
            for time in np.linspace(shot.start, shot.end, _SAMPLES)
        ]
        left, right = min(box[0] for box in boxes) - edge, max(box[2] for box in boxes) + edge
        top, bottom = min(box[1] for box in boxes) - edge, max(box[3] for box in boxes) + edge
        if left >= 0 and right <= geometry.view_width and top >= 0 and bottom <= geometry.view_height:
            break
        x, feet = actor.x, actor.feet
        if right - left > geometry.view_width:
            actor = replace(actor, travel=actor.travel * 0.6, scale=actor.scale * 0.93)
        x += max(0.0, -left) - max(0.0, right - geometry.view_width)
        feet += max(0.0, -top) - max(0.0, bottom - geometry.view_height)
        actor = replace(actor, x=x, feet=feet, travel=actor.travel * 0.95)
    return actor
