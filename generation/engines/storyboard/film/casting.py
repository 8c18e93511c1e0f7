"""Which figures play, how they move here, and how large they are."""

from dataclasses import dataclass, replace
from typing import Final

from generation.engines.base import CastMember
from generation.engines.storyboard.actors.cutout import Cutout, Lamp, cut_card, cut_portrait, cut_sprite
from generation.engines.storyboard.actors.portrait import name_tag
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Pixels
from generation.engines.storyboard.places.brief import Footing, Scenery
from generation.engines.storyboard.story.habits import HELD, SCENERY, default_motion, is_alive, plain, size_of
from generation.engines.storyboard.story.spec import Motion, Story, Subject

MOST_FIGURES: Final = 3
MOST_CAST: Final = 3
_LARGER: Final = {1: 1.4, 2: 1.22, 3: 1.1}  # how much larger figures are when few
_OVERHEAD: Final = "☂🌂🎈🪁"
_AIR: Final = (Motion.FLY, Motion.FLOAT, Motion.SWIM)


@dataclass(frozen=True, slots=True)
class Role:
    """A figure and how it will move. `scenery` stands behind the others."""

    cutout: Cutout
    motion: Motion
    scenery: bool = False
    tag: Pixels | None = None
    prop: Pixels | None = None
    grip: float = 0.27

    @property
    def aloft(self) -> bool:
        return self.motion in _AIR


def cast_roles(
    story: Story, members: tuple[CastMember, ...], scenery: Scenery, lamp: Lamp, geometry: Geometry
) -> tuple[list[Role], list[str]]:
    """The roles, those who are cast first, and the emoji for which there was no drawing."""
    figures = _doubled(story.subjects)
    crowd = len(figures) + min(len(members), MOST_CAST)
    unit = min(geometry.view_height * 0.205, geometry.view_width * 0.38) * _LARGER.get(crowd, 1.0)
    verb = next((subject.motion for subject in story.subjects if subject.motion), None)
    roles, missing = [], []
    for number, member in enumerate(members[:MOST_CAST]):
        motion = fitting(verb or (Motion.WALK if member.is_person else Motion.HOP), scenery.footing)
        if member.is_person:
            cutout = cut_portrait(member.portrait, number, motion, unit * 1.12, lamp)
        else:
            cutout = cut_card(member.portrait, number, unit * 0.86, lamp)
        roles.append(Role(cutout, motion, tag=name_tag(member.handle, max(10, round(geometry.px(34))))))
    for subject in figures:
        char = subject.emoji
        motion = fitting(_motion(subject), scenery.footing)
        figure = cut_sprite(char, motion, unit, lamp)
        if figure is None:
            missing.append(char)
        else:
            roles.append(Role(figure, motion, scenery=plain(char) in SCENERY))
    return _handed_out(roles, lamp), missing


def _handed_out(roles: list[Role], lamp: Lamp) -> list[Role]:
    """Things that can be held go into the hands of those who have hands, the first the first."""
    hands = [role for role in roles if len(role.cutout.frames) > 1]
    things = [role for role in roles if plain(role.cutout.emoji) in HELD]
    pairs = {id(holder): thing for holder, thing in zip(hands, things, strict=False)}
    given = {id(thing) for thing in pairs.values()}
    handed = []
    for role in roles:
        if id(role) in given:
            continue
        thing = pairs.get(id(role))
        handed.append(_holding(thing.cutout.emoji, role, lamp) if thing else _dreaming(role, lamp))
    return handed


def _holding(char: str, holder: Role, lamp: Lamp) -> Role:
    """The role with a thing in its hand; umbrellas, balloons and dreams are held above the head."""
    share, grip = (0.74, 0.5) if plain(char) in _OVERHEAD else (0.42, 0.27)
    held = cut_sprite(char, Motion.STAND, holder.cutout.height * share / size_of(char), lamp)
    return replace(holder, prop=held.frames[0], grip=grip) if held else holder


def _dreaming(role: Role, lamp: Lamp) -> Role:
    """Whoever sleeps shows it."""
    if role.motion is not Motion.SLEEP:
        return role
    sign = cut_sprite("💤", Motion.STAND, role.cutout.height * 0.36 / size_of("💤"), lamp)
    return replace(role, prop=sign.frames[0], grip=0.92) if sign else role


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
