"""Dunes with sharp crests, red tables of rock, cacti."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, streaks

from .brief import Brief, Scenery
from .terrain import mist


def paint_desert(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng).dry(0.02, rng),
        streaks(geometry, light, rng, count=8, band=(0.12, 0.4)).dry(0.05, rng, drift=geometry.px(3)),
        _tables(brief, 0.515, 5, far=0.58).dry(0.12, rng),
        mist(brief, 0.515, 60, strength=0.5).dry(0.14, rng),
        _dune(brief, 0.52, 46, rgb("e2a76a"), far=0.4, wave=520).dry(0.26, rng),
        _dune(brief, 0.56, 52, rgb("dd9a58"), far=0.2, wave=620).dry(0.48, rng),
        _near(brief).dry(1.0, rng),
    ]
    return Scenery(behind, [_edge(brief).dry(1.5, rng)], tint=light.actor_tint)


def _tables(brief: Brief, height: float, count: int, *, far: float) -> Sheet:
    """Mesas: banded walls with rubble at the foot."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = Sheet(geometry, geometry.y(height) - geometry.px(330), geometry.y(height + 0.06))
    foot = geometry.y(height + 0.03)
    for number in range(count):
        middle = (number + rng.uniform(0.2, 0.8)) / count * sheet.width
        wide, tall = geometry.px(rng.uniform(80, 190)), geometry.px(rng.uniform(120, 260))
        rock = mix(rgb("c46a45"), rgb("a85a4d"), rng.random())
        left = [
            (middle - wide * s, foot - tall * t)
            for s, t in ((1.25, 0.0), (1.0, 0.26), (0.8, 0.34), (0.74, 0.7), (0.66, 0.76), (0.62, 1.0))
        ]
        right = [
            (middle + wide * s * rng.uniform(0.92, 1.06), foot - tall * t)
            for s, t in ((0.6, 0.99), (0.66, 0.74), (0.76, 0.68), (0.84, 0.32), (1.05, 0.24), (1.3, 0.0))
        ]
        tone = light.shade(rock, far)
        sheet.polygon(left + right, tone, foot=mix(tone, light.haze, 0.6))
        shade = light.shade(mix(rock, rgb("3a1f4a"), 0.45), far)
        sheet.polygon(
            [
                *left,
                (middle - wide * 0.25, foot - tall),
                (middle - wide * 0.38, foot - tall * 0.5),
                (middle - wide * 0.55, foot),
            ],
            shade,
            foot=mix(shade, light.haze, 0.6),
            strength=0.7,
        )
        for band in (0.45, 0.58, 0.86):
            y = foot - tall * band
            sheet.polygon(
                [
                    (middle - wide * 0.72, y),
                    (middle + wide * 0.72, y),
                    (middle + wide * 0.7, y + tall * 0.03),
                    (middle - wide * 0.7, y + tall * 0.03),
                ],
                shade,
                strength=0.3,
            )
    return sheet


def _dune(brief: Brief, height: float, swing: float, sand: Color, *, far: float, wave: float) -> Sheet:
    """A dune whose lee side is in shadow along a winding crest."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    line = (
        geometry.y(height)
        + curve(geometry.sheet_width, wave=geometry.px(wave), rng=rng, octaves=2, rough=0.3)
        * geometry.px(swing)
    ).astype(np.float32)
    sheet = Sheet(geometry, float(line.min()) - 3)
    bright = mix(light.shade(sand, far), light.sun, 0.14)
    sheet.ridge(line, bright, light.shade(mix(sand, rgb("8a4a3a"), 0.4), far), depth=geometry.px(360))
    rows = np.arange(sheet.top, sheet.bottom, dtype=np.float32)[:, None]
    below = rows - line[None, :]
    slope = np.gradient(line).astype(np.float32)
    meander = curve(geometry.sheet_width, wave=geometry.px(230), rng=rng, octaves=2) * geometry.px(26)
    lee = np.clip(-slope * 9, 0, 1)
    border = geometry.px(150) * lee + meander * lee
    shadow = np.clip((border[None, :] - below) / geometry.px(26), 0, 1) * np.clip(below + 0.5, 0, 1) * 0.6
    sheet.lay(shadow.astype(np.float32), light.shade(mix(sand, rgb("5a2f5f"), 0.55), far), y=sheet.top)
    ripples = np.sin(
        (rows + np.sin(np.arange(sheet.width) / geometry.px(60))[None, :] * geometry.px(9)) / geometry.px(3.4)
        + below * 0.02
    )
    strength = np.clip(below / geometry.px(90), 0, 1) * 0.045
    sheet.rgb *= (1 + ripples * strength)[..., None].astype(np.float32)
    np.minimum(sheet.rgb, sheet.alpha[..., None], out=sheet.rgb)
    return sheet


def _near(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = _dune(brief, 0.61, 24, rgb("e6ad6c"), far=0.03, wave=700).raised(geometry.px(260))
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(90), rng=rng, stretch=3), 0.05)
    plant = brief.gardener(sheet, 0.04)
    for share in (-0.2, 0.02, 0.93, 1.16, 1.4):
        x = geometry.sheet_x(share + rng.uniform(-0.04, 0.04))
        y = geometry.y(rng.uniform(0.625, 0.65))
        tall = geometry.px(rng.uniform(120, 220))
        sheet.ellipse(
            (x - tall * 0.3, y),
            (tall * 0.5, tall * 0.045),
            plant.tone(rgb("8a4f3f")),
            soft=tall * 0.05,
            strength=0.5,
        )
        plant.cactus((x, y), tall)
    for _ in range(40):
        x, y = rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.63, 0.8))
        plant.grass((x, y), geometry.px(rng.uniform(10, 26)), rgb("b59a55"), blades=5)
    return sheet


def _edge(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry, geometry.y(0.88))
    plant = brief.gardener(sheet, 0.0)
    for _ in range(46):
        plant.grass(
            (rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.99, 1.05))),
            geometry.px(rng.uniform(40, 100)),
            rgb("8f7a42"),
        )
    return sheet
