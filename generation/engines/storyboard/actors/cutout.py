"""A figure cut out and lit: the drawings of its cycle, ready to be laid on the canvas."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from generation.engines.storyboard.paint.color import Color, luma, mix, rgb
from generation.engines.storyboard.paint.pixels import Pixels
from generation.engines.storyboard.story.habits import BUSTS, HEADS, PERSONS, WATERED, plain, size_of
from generation.engines.storyboard.story.spec import Motion

from . import body
from .portrait import card, round_portrait
from .svg import paste, rendered, sprite_svg

_JUMPERS: Final = tuple(
    rgb(code) for code in ("e05a5a", "3f8fd0", "f0a83c", "4fa870", "9a6ad0", "e0709a", "2fa3a3")
)
_SPRITE_WATER: Final = np.array((85, 172, 238), np.int16)
_TROUSERS: Final = (rgb("3a4668"), rgb("4a4038"), rgb("5a6a8a"))


@dataclass(frozen=True, slots=True)
class Cutout:
    """Premultiplied RGBA drawings of one size, one after the other a cycle of movement."""

    frames: tuple[Pixels, ...]
    emoji: str = ""

    @property
    def width(self) -> int:
        return int(self.frames[0].shape[1])

    @property
    def height(self) -> int:
        return int(self.frames[0].shape[0])


@dataclass(frozen=True, slots=True)
class Lamp:
    """How the scene lights its actors."""

    tint: Color
    rim: Color
    side: int  # -1 when the light stands to the left


def cut_sprite(char: str, motion: Motion, unit: float, lamp: Lamp) -> Cutout | None:
    """The figure for an emoji, `unit` pixels high at size 1.0; None when there is no drawing."""
    svg = sprite_svg(char)
    if svg is None:
        return None
    key, high = plain(char), unit * size_of(char)
    if key not in HEADS | BUSTS:
        width = round(high * 0.86)
        image = rendered(svg, width)
        image = _lifted(image) if key in WATERED else image
        return Cutout((light_up(_trimmed(image), lamp),), char)
    width = round(max(high, unit) * body.WIDTH / body.HEIGHT)
    head = rendered(svg, round(width * body.HEAD / body.WIDTH * (1.06 if key in BUSTS else 1.0)))
    frames = _puppet(head, width, _stance(motion), _clothes(head, key, char))
    return Cutout(tuple(light_up(frame, lamp) for frame in frames), char)


def cut_portrait(encoded: bytes, number: int, motion: Motion, high: float, lamp: Lamp) -> Cutout:
    """A person: their round portrait on a small body, jumper by number."""
    jumper = _JUMPERS[number % len(_JUMPERS)]
    width = round(high * body.WIDTH / body.HEIGHT)
    side = round(width * body.HEAD / body.WIDTH)
    head = round_portrait(encoded, side, mix(jumper, (1.0, 1.0, 1.0), 0.75))
    clothes = body.Clothes(jumper, _TROUSERS[number % len(_TROUSERS)], rgb("2c2c34"))
    frames = _puppet(head, width, _stance(motion), clothes)
    # A face keeps more of its own colors than a cartoon does.
    softer = Lamp(mix(lamp.tint, (1.0, 1.0, 1.0), 0.4), lamp.rim, lamp.side)
    return Cutout(tuple(light_up(frame, softer) for frame in frames))


def cut_card(encoded: bytes, number: int, high: float, lamp: Lamp) -> Cutout:
    """A being that is no person: its picture, cut out of card with a rim. It has no body and no hands."""
    rim = mix(_JUMPERS[number % len(_JUMPERS)], (1.0, 1.0, 1.0), 0.82)
    softer = Lamp(mix(lamp.tint, (1.0, 1.0, 1.0), 0.5), lamp.rim, lamp.side)
    return Cutout((light_up(card(encoded, round(high), rim), softer),))


def _stance(motion: Motion) -> Callable[[int], body.Stance]:
    if motion in (Motion.WALK, Motion.RUN):
        return body.walking
    if motion is Motion.DANCE:
        return body.dancing
    if motion in (Motion.FLY, Motion.FLOAT, Motion.SWIM, Motion.SAIL, Motion.HOP):
        return body.drifting
    return body.resting


def _clothes(head: Pixels, key: str, char: str) -> body.Clothes:
    if key in PERSONS:
        number = sum(ord(part) for part in char)
        return body.Clothes(
            _JUMPERS[number % len(_JUMPERS)], _TROUSERS[number % len(_TROUSERS)], rgb("4a3428")
        )
    if key in BUSTS:
        cloth = _main_color(head[int(len(head) * 0.86) :])
        return body.Clothes(cloth, mix(cloth, (0.05, 0.05, 0.12), 0.4), rgb("33302e"))
    fur = _main_color(head)
    pale = mix(fur, (1.0, 0.98, 0.92), 0.62 if luma(fur) > 0.2 else 0.35)
    return body.Clothes(fur, mix(fur, (0.0, 0.0, 0.0), 0.1), mix(fur, (0.08, 0.05, 0.08), 0.6), pale)


def _main_color(image: Pixels) -> Color:
    """The color of which there is most, black outlines aside."""
    solid = image[image[..., 3] > 250][:, :3]
    bright = solid[solid.max(axis=1) > 70]
    chosen = bright if len(bright) else solid
    if not len(chosen):
        return (0.5, 0.5, 0.55)
    keys = (chosen >> 4).astype(np.int64) @ np.array([256, 16, 1])
    most = np.bincount(keys).argmax()
    red, green, blue = (chosen[keys == most].mean(axis=0) / 255).tolist()
    return (red, green, blue)


def _puppet(
    head: Pixels, width: int, stance: Callable[[int], body.Stance], clothes: body.Clothes
) -> list[Pixels]:
    scale = width / body.WIDTH
    frames = []
    for step in range(body.STEPS):
        frame = rendered(body.body_svg(clothes, stance(step)), width).copy()
        x = round((width - head.shape[1]) / 2)
        y = max(0, round(body.CHIN * scale) - head.shape[0])
        paste(frame, head, max(x, 0), y)
        frames.append(frame)
    return frames


def _lifted(image: Pixels) -> Pixels:
    """A boat without the strip of water that is drawn under it: the scene has its own."""
    dry = image.copy()
    lower = dry[len(dry) // 2 :]
    away = np.abs(lower[..., :3].astype(np.int16) - _SPRITE_WATER).sum(axis=2)
    lower[away < 70] = 0
    return dry


def _trimmed(image: Pixels) -> Pixels:
    """Without the empty rows and columns, so that feet stand on the ground."""
    rows, columns = np.flatnonzero(image[..., 3].any(axis=1)), np.flatnonzero(image[..., 3].any(axis=0))
    if not len(rows):
        return image
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def light_up(image: Pixels, lamp: Lamp) -> Pixels:
    """The figure in the light of the scene: tinted, with a bright rim to the light, darker below."""
    high, wide = image.shape[:2]
    lit = image.astype(np.float32)
    alpha = lit[..., 3] / 255
    fall = np.linspace(1.04, 0.86, high, dtype=np.float32)[:, None, None]
    lit[..., :3] *= np.asarray(lamp.tint, np.float32) * fall
    shift = max(1.0, wide * 0.018)
    move = np.array([[1, 0, -lamp.side * shift], [0, 1, shift * 0.8]], np.float32)
    inner = np.asarray(cv2.warpAffine(alpha, move, (wide, high), flags=cv2.INTER_LINEAR), np.float32)
    rim = np.clip(alpha - inner, 0, 1) * 0.62
    lit[..., :3] += (np.asarray(lamp.rim, np.float32) * 255 - lit[..., :3]) * rim[..., None]
    lit[..., :3] = np.minimum(lit[..., :3], lit[..., 3:])
    finished: Pixels = np.clip(lit + 0.5, 0, 255).astype(np.uint8)
    return finished
