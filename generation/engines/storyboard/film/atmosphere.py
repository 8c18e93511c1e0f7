"""Which veils a story needs, and the frame of shade around every picture."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.pixels import Pixels, Random
from generation.engines.storyboard.palettes import Light
from generation.engines.storyboard.story.spec import Place, Story, Weather

from .weather import Drift, Fog, Lightning, Rain, Veil, scatter, soft_dot

FLASHES = (0.14, 0.47, 0.8)  # shares of the clip at which lightning strikes


def veils(story: Story, light: Light, geometry: Geometry, seconds: float, rng: Random) -> list[Veil]:
    """Everything that floats before the lens, from far to near."""
    outdoors = story.place not in (Place.ROOM, Place.SPACE, Place.UNDERWATER)
    floating = _floating(story, light, geometry, rng)
    if not outdoors:
        return floating
    match story.weather:
        case Weather.RAIN:
            return [
                Fog.rolling(geometry, light.haze, rng, strength=0.2, speed=24),
                Rain.falling(geometry, rng, heavy=False),
            ]
        case Weather.STORM:
            flashes = tuple(seconds * share for share in FLASHES)
            fog = Fog.rolling(geometry, light.haze, rng, strength=0.26, speed=60)
            return [fog, Rain.falling(geometry, rng, heavy=True), Lightning(flashes)]
        case Weather.SNOW:
            return [_snow(geometry, rng)]
        case Weather.FOG:
            pale, thick = mix(light.haze, rgb("ffffff"), 0.22), 0.65 if light.dark else 1.0
            slow = Fog.rolling(geometry, pale, rng, strength=0.58 * thick, speed=22)
            return [slow, Fog.rolling(geometry, pale, rng, strength=0.38 * thick, speed=46)]
        case _:
            return floating


def _snow(geometry: Geometry, rng: Random) -> Veil:
    dots = tuple(
        soft_dot(geometry.px(size), (1.0, 1.0, 1.0), strength)
        for size, strength in ((6, 0.75), (9, 0.8), (14, 0.7), (24, 0.45))
    )
    return scatter(geometry, rng, 150, dots, Drift(speed=(60, 120), sway=26, wind=14))


def _floating(story: Story, light: Light, geometry: Geometry, rng: Random) -> list[Veil]:
    """The small life of the air of a place in clear weather."""

    def dots(color: Color, *sizes: float, strength: float = 0.8, hollow: bool = False) -> tuple[Pixels, ...]:
        return tuple(soft_dot(geometry.px(size), color, strength, hollow=hollow) for size in sizes)

    if story.place is Place.UNDERWATER:
        bubbles = scatter(
            geometry,
            rng,
            26,
            dots(rgb("d8f6ff"), 9, 15, 24, strength=0.75, hollow=True),
            Drift(speed=(-95, -45), sway=12),
        )
        dust = scatter(
            geometry,
            rng,
            36,
            dots(rgb("bfefff"), 4, 6, strength=0.4),
            Drift(speed=(-8, 8), sway=20, twinkle=0.6),
        )
        return [dust, bubbles]
    if story.place is Place.SPACE:
        return [
            scatter(
                geometry,
                rng,
                30,
                dots(rgb("ffffff"), 4, 6, strength=0.7),
                Drift(speed=(-6, 6), sway=4, twinkle=0.9),
            )
        ]
    if light.dark and story.place in (Place.FOREST, Place.MEADOW, Place.HILLS):
        return [
            scatter(
                geometry,
                rng,
                34,
                dots(rgb("e9ff8a"), 10, 16, 24, strength=0.95),
                Drift(speed=(-14, 10), sway=46, twinkle=1.0),
            )
        ]
    if light.dark and story.place is not Place.ROOM:
        return []
    pale = mix(light.sun, rgb("ffffff"), 0.4)
    return [
        scatter(
            geometry,
            rng,
            26,
            dots(pale, 5, 8, 12, strength=0.3),
            Drift(speed=(-10, 6), sway=40, wind=8, twinkle=0.8),
        )
    ]


def vignette(geometry: Geometry) -> Pixels:
    """Shade towards the corners, and a calm darker foot on which text can stand; to multiply by."""
    x = np.linspace(-1, 1, geometry.view_width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, geometry.view_height, dtype=np.float32)[:, None]
    corner = np.clip(np.hypot(x * 0.8, y * 0.86) - 0.62, 0, 1) ** 1.6 * 0.75
    foot = np.clip((y - 0.42) / 0.58, 0, 1) ** 1.3 * 0.24
    keep = np.clip((1 - corner) * (1 - foot), 0, 1) * 255
    return np.repeat(keep[..., None], 3, axis=2).astype(np.uint8)
