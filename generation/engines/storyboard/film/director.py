"""Puts a clip together: light, scenery, roles, shots, veils."""

from dataclasses import dataclass

import numpy as np

from generation.engines.base import Spec
from generation.engines.storyboard.actors.cutout import Lamp
from generation.engines.storyboard.paint.color import mix
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Random
from generation.engines.storyboard.paint.sky import rainbow
from generation.engines.storyboard.palettes import Light, light_of
from generation.engines.storyboard.places import PAINTERS, Brief, Scenery
from generation.engines.storyboard.story.spec import Story

from .atmosphere import veils, vignette
from .camera import plan_shots
from .casting import cast_roles
from .reel import Reel, Take
from .staging import Stage


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
    if story.rainbow and scenery.outdoors:
        scenery.behind.insert(2, rainbow(geometry, light, painter))
    roles, missing = cast_roles(story, spec.cast, scenery, lamp_of(scenery, light), geometry)
    shots = plan_shots(geometry, spec.seconds, staging, close=1.26 if len(roles) < 3 else 1.12)
    takes = [
        Take(shot, Stage(shot, scenery, geometry, staging, _side(staging)).fill(roles)) for shot in shots
    ]
    reel = Reel(
        geometry, scenery, takes, veils(story, light, geometry, spec.seconds, painter), vignette(geometry)
    )
    return Production(reel, tuple(missing))


def _side(rng: Random) -> float:
    return 1.0 if rng.random() < 0.5 else -1.0


def lamp_of(scenery: Scenery, light: Light) -> Lamp:
    """The light of the scene as it falls on actors."""
    side = -1 if light.orb and light.orb[0] < 0.5 else 1
    return Lamp(scenery.tint, mix(light.sun, (1.0, 1.0, 1.0), 0.35), side)
