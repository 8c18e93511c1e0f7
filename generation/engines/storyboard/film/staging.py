"""Where everybody stands in a shot: two lines on the ground and one in the air, all within the frame."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ..actors.actor import Actor
from ..actors.motion import TRAVELS
from ..paint.geometry import Geometry
from ..paint.pixels import Random
from ..places.brief import Footing, Scenery
from ..story.habits import LOOKS_RIGHT, plain
from .camera import Shot, seen
from .casting import Role

_ROOM: Final = 0.92  # of the view's width that a line may fill while the camera is closest
_SAMPLES: Final = 7
_TRIES: Final = 24


def stage(
    roles: Sequence[Role], shot: Shot, scenery: Scenery, geometry: Geometry, rng: Random
) -> list[Actor]:
    """Actors for the roles, from the back to the front."""
    direction = 1.0 if rng.random() < 0.5 else -1.0
    lines = {
        "air": [role for role in roles if role.aloft],
        "back": [role for role in roles if role.scenery and not role.aloft],
        "front": [role for role in roles if not role.scenery and not role.aloft],
    }
    actors: list[Actor] = []
    for name, line in lines.items():
        if not line:
            continue
        if name == "air":
            actors += _hang(line, shot, scenery, geometry, rng, direction)
        else:
            feet = scenery.back if name == "back" else scenery.front
            actors += _line_up(line, feet, shot, scenery, geometry, rng, direction)
    return [_within(actor, shot, geometry) for actor in actors]


def _line_up(
    roles: Sequence[Role],
    feet: float,
    shot: Shot,
    scenery: Scenery,
    geometry: Geometry,
    rng: Random,
    direction: float,
) -> list[Actor]:
    """Side by side on the ground, in a new order in every shot; the smallest a step nearer."""
    order = [roles[number] for number in rng.permutation(len(roles))]
    gap = geometry.px(16)
    wanted = sum(role.cutout.width for role in order) + gap * (len(order) - 1)
    room = geometry.view_width * _ROOM / max(shot.zoom) - geometry.view_width * 0.08
    scale = min(1.0, room / wanted)
    left = geometry.width / 2 - wanted * scale / 2
    actors = []
    for number, role in enumerate(order):
        middle = left + role.cutout.width * scale / 2
        left += (role.cutout.width + gap) * scale
        nearer = 0.012 if role.cutout.height < geometry.px(200) else 0.006 * (number % 2)
        actors.append(
            _actor(
                role,
                middle,
                geometry.y(feet + nearer),
                shot,
                scenery,
                geometry,
                direction,
                scale,
                rng.random(),
            )
        )
    return actors


def _hang(
    roles: Sequence[Role], shot: Shot, scenery: Scenery, geometry: Geometry, rng: Random, direction: float
) -> list[Actor]:
    """In the air (or the water): staggered, the lowest not below the line of the others' feet."""
    low = scenery.front - 0.06 if scenery.footing in (Footing.VOID, Footing.DEEP) else scenery.air + 0.18
    count = len(roles)
    columns = {1: [0.5], 2: [0.33, 0.69], 3: [0.26, 0.55, 0.78]}.get(
        count, list(np.linspace(0.2, 0.8, count))
    )
    depth = np.linspace(scenery.air + 0.1, low, count) if count > 1 else [(scenery.air + low) / 2 + 0.04]
    heights = [depth[number] for number in rng.permutation(count)]
    biggest = max(role.cutout.width for role in roles)
    scale = min(1.0, geometry.view_width * (0.62 if count == 1 else 0.72 / min(count, 2.6)) / biggest)
    return [
        _actor(
            role,
            geometry.x(columns[number]),
            geometry.y(heights[number]),
            shot,
            scenery,
            geometry,
            direction,
            scale,
            rng.random(),
        )
        for number, role in enumerate(roles)
    ]


def _actor(
    role: Role,
    x: float,
    feet: float,
    shot: Shot,
    scenery: Scenery,
    geometry: Geometry,
    direction: float,
    scale: float,
    phase: float,
) -> Actor:
    key = plain(role.cutout.emoji)
    grounded = scenery.footing is Footing.LAND and not role.aloft
    travel = TRAVELS.get(role.motion, 0.0) * geometry.view_width * direction
    return Actor(
        role.cutout, role.motion, x + shot.origin, feet, travel, shot.start, shot.length, phase,
        flip=bool(travel) and len(role.cutout.frames) == 1 and ((direction > 0) != (key in LOOKS_RIGHT)),
        shadow=0.42 if grounded or (scenery.footing is Footing.DEEP and not role.aloft) else 0.0,
        wet=scenery.footing is Footing.SURFACE and not role.aloft, scale=scale, tag=role.tag,
    )  # fmt: skip


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
