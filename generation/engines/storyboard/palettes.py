"""The light of a scene: sky, haze, sun or moon, and what they do to the color of things."""

from dataclasses import dataclass, replace
from typing import Final

from .paint.color import BLACK, Color, luma, mix, muted, rgb, scaled, times
from .story.spec import Time, Weather

Stops = tuple[tuple[float, Color], ...]


@dataclass(frozen=True, slots=True)
class Light:
    """One mood. Positions are shares of the view; strengths are 0..1."""

    sky: Stops  # from the top of the picture (0) to the horizon (1)
    haze: Color  # what far things fade into
    sun: Color  # the light itself, and the glow around it
    ambient: Color  # what white paper looks like under this sky
    cloud: Color
    cloud_shade: Color
    orb: tuple[float, float] | None  # where sun or moon stand
    moon: bool = False
    glow: float = 0.6
    stars: float = 0.0
    dark: bool = False  # windows and lamps are lit

    def shade(self, albedo: Color, far: float) -> Color:
        """The color of a thing in this light; `far` 0 is at hand, 1 is lost in haze."""
        return mix(times(albedo, self.ambient), self.haze, far)

    @property
    def actor_tint(self) -> Color:
        """The ambient light on actors: softer than on the set, so that they stay readable."""
        return mix(self.ambient, (1.0, 1.0, 1.0), 0.48 if self.dark else 0.52)


def _stops(top: str, upper: str, lower: str, horizon: str) -> Stops:
    return ((0.0, rgb(top)), (0.42, rgb(upper)), (0.78, rgb(lower)), (1.0, rgb(horizon)))


TIMES: Final[dict[Time, Light]] = {
    Time.DAY: Light(
        sky=_stops("2f86d0", "5fb0e6", "a9dbf2", "e3f4f1"),
        haze=rgb("cfe8ee"), sun=rgb("fff3cf"), ambient=(1.0, 1.0, 1.0),
        cloud=rgb("ffffff"), cloud_shade=rgb("bcd9ee"), orb=(0.74, 0.17), glow=0.55,
    ),
    Time.DAWN: Light(
        sky=_stops("5a76b8", "9aa3d2", "f2bfc0", "ffe3bd"),
        haze=rgb("f6d5c6"), sun=rgb("fff0c4"), ambient=rgb("f3dcd8"),
        cloud=rgb("fff0e6"), cloud_shade=rgb("cfa9c3"), orb=(0.3, 0.4), glow=0.75, stars=0.04,
    ),
    Time.SUNSET: Light(
        sky=_stops("34295f", "8e3f78", "ee7a62", "ffc973"),
        haze=rgb("f09a72"), sun=rgb("ffe2a0"), ambient=rgb("d9a59a"),
        cloud=rgb("ffb98a"), cloud_shade=rgb("8a4277"), orb=(0.64, 0.39), glow=0.9, stars=0.1,
    ),
    Time.NIGHT: Light(
        sky=_stops("070d26", "121e4b", "26407c", "4a6aa5"),
        haze=rgb("39558f"), sun=rgb("d9e6ff"), ambient=rgb("5d74b3"),
        cloud=rgb("5570ab"), cloud_shade=rgb("1d2d5e"), orb=(0.72, 0.16), moon=True,
        glow=0.5, stars=1.0, dark=True,
    ),
}  # fmt: skip

_LEADEN: Final[dict[Weather, tuple[float, float]]] = {  # how gray, how dark
    Weather.RAIN: (0.55, 0.8),
    Weather.STORM: (0.62, 0.55),
    Weather.SNOW: (0.45, 0.97),
    Weather.FOG: (0.6, 1.0),
}


def light_of(time: Time, weather: Weather) -> Light:
    """The light at that time under that weather."""
    light = TIMES[time]
    if weather not in _LEADEN:
        return light
    gray, dim = _LEADEN[weather]
    if light.dark:
        dim = mix((dim,) * 3, (1.0, 1.0, 1.0), 0.4)[0]

    def under(color: Color) -> Color:
        return scaled(muted(color, gray), dim)

    pale = under(light.haze)
    # An overcast sky is flatter: every stop leans towards the haze.
    lean = 0.35 if weather is not Weather.FOG else 0.6
    ambient = scaled(muted(light.ambient, gray * 0.6), 0.5 + 0.5 * dim)
    return replace(
        light,
        sky=tuple((at, mix(under(color), pale, lean)) for at, color in light.sky),
        haze=pale, sun=under(light.sun), ambient=ambient,
        cloud=mix(under(light.cloud), pale, 0.45), cloud_shade=mix(under(light.cloud_shade), BLACK, 0.12),
        orb=light.orb if weather in (Weather.SNOW, Weather.FOG) and light.moon else None,
        glow=light.glow * 0.4, stars=0.0, dark=light.dark or luma(ambient) < 0.45,
    )  # fmt: skip
