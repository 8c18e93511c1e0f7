"""Puts a clip together: light, scenery, roles, shots, veils."""

from dataclasses import dataclass

import numpy as np

from ...base import Spec
from ..actors.cutout import Lamp
from ..paint.color import mix
from ..paint.geometry import Geometry
from ..palettes import Light, light_of
from ..places import PAINTERS, Brief, Scenery
from ..story.spec import Story
from .atmosphere import veils, vignette
from .camera import plan_shots
from .casting import cast_roles
from .reel import Reel, Take
from .staging import stage


@dataclass(frozen=True, slots=True)
class Production:
    """The reel, and what could not be drawn after all."""

    reel: Reel
    missing: tuple[str, ...]


def produce(spec: Spec, story: Story, seed: int) -> Production:
    """Paint the set and rehearse the actors; nothing is filmed yet."""
    geometry = Geometry(spec.width, spec.height)
    light = light_of(story.time, story.weather)
    painter, staging = (np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(2))
    scenery = PAINTERS[story.place](Brief(geometry, light, story, painter))
    light = scenery.light or light
    roles, missing = cast_roles(story, spec.cast, scenery, lamp_of(scenery, light), geometry)
    shots = plan_shots(geometry, spec.seconds, staging)
    takes = [Take(shot, stage(roles, shot, scenery, geometry, staging)) for shot in shots]
    reel = Reel(
        geometry, scenery, takes, veils(story, light, geometry, spec.seconds, painter), vignette(geometry)
    )
    return Production(reel, tuple(missing))


def lamp_of(scenery: Scenery, light: Light) -> Lamp:
    """The light of the scene as it falls on actors."""
    side = -1 if light.orb and light.orb[0] < 0.5 else 1
    return Lamp(scenery.tint, mix(light.sun, (1.0, 1.0, 1.0), 0.35), side)
