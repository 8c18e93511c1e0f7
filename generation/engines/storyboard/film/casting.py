"""Which figures play, how they move here, and how large they are."""

from dataclasses import dataclass, replace
from typing import Final

from ...base import CastMember
from ..actors.cutout import Cutout, Lamp, cut_portrait, cut_sprite
from ..actors.portrait import name_tag
from ..paint.geometry import Geometry
from ..paint.pixels import Pixels
from ..places.brief import Footing, Scenery
from ..story.habits import SCENERY, default_motion, is_alive, plain
from ..story.spec import Motion, Story, Subject

MOST_FIGURES: Final = 3
MOST_CAST: Final = 3
_AIR: Final = (Motion.FLY, Motion.FLOAT, Motion.SWIM)


@dataclass(frozen=True, slots=True)
class Role:
    """A figure and how it will move. `scenery` stands behind the others."""

    cutout: Cutout
    motion: Motion
    scenery: bool = False
    tag: Pixels | None = None

    @property
    def aloft(self) -> bool:
        return self.motion in _AIR


def cast_roles(
    story: Story, members: tuple[CastMember, ...], scenery: Scenery, lamp: Lamp, geometry: Geometry
) -> tuple[list[Role], list[str]]:
    """The roles, the persons first, and the emoji for which there was no drawing."""
    unit = min(geometry.view_height * 0.205, geometry.view_width * 0.38)
    verb = next((subject.motion for subject in story.subjects if subject.motion), None)
    roles, missing = [], []
    for number, member in enumerate(members[:MOST_CAST]):
        motion = fitting(verb or Motion.WALK, scenery.footing)
        cutout = cut_portrait(member.portrait, number, motion, unit * 1.12, lamp)
        roles.append(Role(cutout, motion, tag=name_tag(member.handle, max(10, round(geometry.px(34))))))
    for subject in _doubled(story.subjects):
        char = subject.emoji
        motion = fitting(_motion(subject), scenery.footing)
        figure = cut_sprite(char, motion, unit, lamp)
        if figure is None:
            missing.append(char)
        else:
            roles.append(Role(figure, motion, scenery=plain(char) in SCENERY))
    return roles, missing


def _doubled(subjects: tuple[Subject, ...]) -> list[Subject]:
    """Every subject once, then again as often as its number says, while there is room."""
    figures = [replace(subject, count=1) for subject in subjects[:MOST_FIGURES]]
    for subject in subjects:
        figures += [replace(subject, count=1)] * (subject.count - 1)
    return figures[:MOST_FIGURES]


def _motion(subject: Subject) -> Motion:
    usual = default_motion(subject.emoji)
    if subject.motion is None or not is_alive(subject.emoji):
        return usual
    if usual in _AIR and subject.motion in (Motion.IDLE, Motion.WALK, Motion.RUN):
        return usual
    return subject.motion


def fitting(motion: Motion, footing: Footing) -> Motion:
    """The same motion as the place allows it: nobody walks on water, all float in space."""
    if footing is Footing.VOID:
        return motion if motion in (Motion.FLY, Motion.DANCE, Motion.SLEEP) else Motion.FLOAT
    if footing is Footing.DEEP:
        return motion if motion in (Motion.STAND, Motion.IDLE) else Motion.SWIM
    if footing is Footing.SURFACE:
        return motion if motion in (Motion.FLY, Motion.FLOAT) else Motion.SAIL
    return Motion.WALK if motion in (Motion.SWIM, Motion.SAIL) else motion
