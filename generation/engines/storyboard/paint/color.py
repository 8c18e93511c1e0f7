"""Colors as three numbers 0..1, and the few things one does with them."""

import numpy as np

from .pixels import Field

Color = tuple[float, float, float]

WHITE: Color = (1.0, 1.0, 1.0)
BLACK: Color = (0.0, 0.0, 0.0)


def rgb(code: str) -> Color:
    """A color from its six hexadecimal digits."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)


def code(color: Color) -> str:
    """The color as SVG wants it."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in color)


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` of the other color in the one."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def times(one: Color, other: Color) -> Color:
    """What a surface of one color looks like in light of the other."""
    return (one[0] * other[0], one[1] * other[1], one[2] * other[2])


def scaled(color: Color, by: float) -> Color:
    red, green, blue = (min(part * by, 1.0) for part in color)
    return (red, green, blue)


def luma(color: Color) -> float:
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]


def muted(color: Color, share: float) -> Color:
    """The color with `share` of its saturation gone."""
    gray = luma(color)
    return mix(color, (gray, gray, gray), share)


def ramp(stops: tuple[tuple[float, Color], ...], length: int, start: float = 0.0, end: float = 1.0) -> Field:
    """A smooth run of `length` colors through the stops, seen from `start` to `end`; (length, 3)."""
    at = np.linspace(start, end, length, dtype=np.float32)
    places = [stop for stop, _ in stops]
    parts = [np.interp(at, places, [color[part] for _, color in stops]) for part in range(3)]
    return np.stack(parts, axis=1).astype(np.float32)
