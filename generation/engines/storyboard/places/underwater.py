"""Below the surface: shafts of light, reefs, kelp and bubbles."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, ramp, rgb
from generation.engines.storyboard.paint.flora import Gardener
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.pixels import to_bytes
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.palettes import Light

from .brief import Brief, Footing, Scenery
from .effects import light_shafts
from .waves import Sway

_CORALS = tuple(rgb(code) for code in ("ff7f8f", "ffb05c", "c77fe8", "ff6fa8", "f2d45c", "6fe0c0"))


def paint_underwater(brief: Brief) -> Scenery:
    geometry, rng = brief.geometry, brief.rng
    light = _light(brief.light)
    wet = Brief(geometry, light, brief.story, rng)
    behind: list[Element] = [
        _water(wet).dry(0.02, rng),
        light_shafts(wet, strength=0.5, count=10, parallax=0.15),
        _reef(wet, 0.5, 80, far=0.74).dry(0.14, rng),
        _reef(wet, 0.56, 70, far=0.46).dry(0.32, rng),
        _kelp(wet, 0.62, (150, 330), far=0.4, count=12, parallax=0.45),
        _floor(wet).dry(1.0, rng),
        light_shafts(wet, strength=0.24, count=5, parallax=0.8),
    ]
    before: list[Element] = [_kelp(wet, 1.05, (260, 560), far=0.0, count=9, parallax=1.4)]
    tint = mix(mix(light.ambient, rgb("bfe9ff"), 0.5), (1.0, 1.0, 1.0), 0.35)
    return Scenery(
        behind,
        before,
        footing=Footing.DEEP,
        tint=tint,
        air=0.3,
        back=0.46,
        front=0.62,
        light=light,
        outdoors=False,
    )


def _light(above: Light) -> Light:
    """What is left of the daylight down here."""
    dim = 0.42 if above.dark else 1.0
    warm = mix(rgb("2aa7c9"), above.haze, 0.16)
    stops = tuple(
        (at, mix(rgb("04122e"), color, dim))
        for at, color in (
            (0.0, mix(rgb("8ae6ee"), above.haze, 0.2)),
            (0.35, warm),
            (0.75, rgb("125f97")),
            (1.0, rgb("0b3f74")),
        )
    )
    return Light(
        sky=stops, haze=mix(rgb("07204a"), rgb("1f86b4"), dim), sun=mix(rgb("bdf3ff"), above.sun, 0.3),
        ambient=mix(rgb("1f3f7a"), rgb("8fd0ea"), dim), cloud=rgb("ffffff"), cloud_shade=rgb("0d4a7a"),
        orb=((above.orb or (0.5, 0))[0], -0.05), glow=0.85 if not above.dark else 0.4, dark=above.dark,
    )  # fmt: skip


def _water(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    sheet.alpha[:] = 1
    sheet.rgb[:] = ramp(brief.light.sky, sheet.height)[:, None, :]
    ripple = field(sheet.width, int(geometry.y(0.16)), wave=geometry.px(26), rng=rng, stretch=4)
    fade = np.linspace(1, 0, ripple.shape[0], dtype=np.float32)[:, None]
    sheet.light((np.clip((ripple - 0.5) * 6, 0, 1) * fade * 0.75).astype(np.float32), brief.light.sun, y=0)
    assert brief.light.orb is not None
    sheet.glow(
        (geometry.sheet_x(brief.light.orb[0]), geometry.y(-0.02)), geometry.px(640), brief.light.sun, 0.75
    )
    return sheet


def _reef(brief: Brief, height: float, swing: float, *, far: float) -> Sheet:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    line = (
        geometry.y(height)
        + curve(geometry.sheet_width, wave=geometry.px(360), rng=rng, octaves=5, rough=0.5)
        * geometry.px(swing)
    ).astype(np.float32)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(70), geometry.y(0.8))
    tone = light.shade(rgb("4f7f94"), far)
    sheet.ridge(line, tone, mix(tone, light.haze, 0.6), depth=geometry.px(240))
    for _ in range(26):
        x = rng.uniform(0, sheet.width)
        coral = _CORALS[int(rng.integers(len(_CORALS)))]
        _coral(
            brief,
            sheet,
            (x, float(line[int(x)]) + geometry.px(14)),
            geometry.px(rng.uniform(26, 64)),
            light.shade(coral, far),
        )
    return sheet


def _coral(brief: Brief, sheet: Sheet, base: tuple[float, float], size: float, tone: Color) -> None:
    """Three growths: a fan of fingers, a dome, a bundle of tubes."""
    rng = brief.rng
    x, y = base
    dark = mix(tone, brief.light.haze, 0.5)
    kind = int(rng.integers(3))
    if kind == 0:
        for angle in np.linspace(-1.1, 1.1, 7):
            tip = (x + size * np.sin(angle) * 0.95, y - size * np.cos(angle) * rng.uniform(0.8, 1.1))
            wide = size * 0.09
            sheet.polygon(
                [(x - wide, y), (tip[0] - wide * 0.8, tip[1]), (tip[0] + wide * 0.8, tip[1]), (x + wide, y)],
                tone,
                foot=dark,
            )
            sheet.ellipse(tip, (wide, wide), tone, soft=1.2)
    elif kind == 1:
        sheet.ellipse((x, y - size * 0.15), (size * 0.62, size * 0.5), dark, soft=1.5)
        sheet.ellipse((x + size * 0.05, y - size * 0.24), (size * 0.48, size * 0.34), tone, soft=size * 0.25)
    else:
        for shift in (-0.3, -0.08, 0.16, 0.36):
            tall, wide = size * rng.uniform(0.6, 1.15), size * 0.11
            left = x + shift * size
            sheet.polygon(
                [(left - wide, y), (left - wide, y - tall), (left + wide, y - tall), (left + wide, y)],
                tone,
                foot=dark,
            )
            sheet.ellipse((left, y - tall), (wide, wide * 0.5), mix(tone, (1.0, 1.0, 1.0), 0.3), soft=1.2)


def _floor(brief: Brief) -> Sheet:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    line = (
        geometry.y(0.645)
        + curve(geometry.sheet_width, wave=geometry.px(520), rng=rng, octaves=3) * geometry.px(22)
    ).astype(np.float32)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(100))
    plant = Gardener(sheet, light, 0.12, rng)
    for _ in range(24):
        x = rng.uniform(0, sheet.width)
        coral = _CORALS[int(rng.integers(len(_CORALS)))]
        _coral(
            brief,
            sheet,
            (x, float(line[int(x)]) + geometry.px(22)),
            geometry.px(rng.uniform(36, 86)),
            plant.tone(coral),
        )
    sheet.ridge(
        line, light.shade(rgb("e8d9a8"), 0.22), light.shade(rgb("3f6f8a"), 0.2), depth=geometry.px(330)
    )
    ripples = field(sheet.width, sheet.height, wave=geometry.px(18), rng=rng, stretch=7)
    sheet.mottle(ripples, 0.12)
    for _ in range(30):
        size = geometry.px(rng.uniform(5, 20))
        center = (rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.68, 1.0)))
        sheet.ellipse(center, (size, size * 0.5), plant.tone(rgb("6f7f94")), soft=1.5)
        sheet.ellipse(
            (center[0], center[1] - size * 0.12),
            (size * 0.7, size * 0.3),
            plant.lit(rgb("9fb0c0")),
            soft=size * 0.3,
        )
    return sheet


def _kelp(
    brief: Brief, base: float, tall: tuple[float, float], *, far: float, count: int, parallax: float
) -> Sway:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = Sheet(geometry, geometry.y(base) - geometry.px(tall[1] * 1.05), geometry.y(base))
    for number in range(count):
        x = (number + rng.random()) / count * sheet.width
        middle = abs(x - sheet.width / 2) < geometry.px(240)
        height = geometry.px(rng.uniform(*tall)) * (0.45 if middle and far == 0 else 1.0)
        tone = light.shade(mix(rgb("2f8f6f"), rgb("7fae4a"), rng.random()), far)
        for leaf in range(3):
            _blade(
                sheet,
                (x + (leaf - 1) * geometry.px(17), geometry.y(base)),
                height * rng.uniform(0.6, 1.0),
                mix(tone, light.haze, 0.1 * leaf),
                rng.uniform(0, 6),
            )
    cover = np.clip(sheet.alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    return Sway(
        to_bytes(sheet.rgb, rng),
        np.ascontiguousarray(np.repeat(cover[..., None], 3, axis=2)),
        sheet.top,
        parallax,
        geometry.reach,
        geometry.px(26),
        1.3,
    )


def _blade(sheet: Sheet, base: tuple[float, float], height: float, tone: Color, phase: float) -> None:
    left, right = [], []
    for t in np.linspace(0, 1, 22):
        x = base[0] + np.sin(t * 7 + phase) * height * 0.035
        wide = height * 0.03 * np.sin(np.pi * (0.08 + 0.92 * t)) ** 0.6
        left.append((x - wide, base[1] - t * height))
        right.append((x + wide, base[1] - t * height))
    sheet.polygon(left + right[::-1], tone, foot=mix(tone, (0.0, 0.1, 0.2), 0.45))
