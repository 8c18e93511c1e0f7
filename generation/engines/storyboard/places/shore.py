"""The sea: from a beach with palms, or out on the open water."""

import numpy as np

from generation.engines.storyboard.paint.color import mix, rgb
from generation.engines.storyboard.paint.flora import Gardener
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds, streaks

from .brief import Brief, Footing, Scenery
from .effects import Water
from .terrain import hill, rolling
from .waves import Look, Surf, Swell

_HORIZON = 0.475


def paint_beach(brief: Brief) -> Scenery:
    """Warm sand, surf that comes and goes, palms at the edge of the picture."""
    geometry, rng = brief.geometry, brief.rng
    line = (
        geometry.y(0.605) + curve(geometry.width, wave=geometry.px(700), rng=rng, octaves=2) * geometry.px(13)
    ).astype(np.float32)
    foam, wet = brief.light.shade(rgb("ffffff"), 0.05), brief.light.shade(rgb("b58f62"), 0.0)
    surf = Surf(line, geometry.px(26), foam, wet, period=4.6)
    behind = [*_far(brief), _water(brief, 0.64, calm=1.0), _sand(brief).dry(1.0, rng), surf]
    return Scenery(behind, [_palms(brief).dry(1.5, rng)], tint=brief.light.actor_tint, back=0.645, front=0.7)


def paint_sea(brief: Brief) -> Scenery:
    """Open water in rows of swell; boats ride on it."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind = [*_far(brief), _water(brief, 1.2, calm=0.8)]
    before: list[Element] = []
    for number, (height, size) in enumerate(
        ((0.565, 9.0), (0.625, 14.0), (0.73, 22.0), (0.83, 30.0), (0.94, 40.0))
    ):
        tone = mix(light.shade(rgb("2f8fae"), 0.42), light.shade(rgb("1a5f86"), 0.2), number / 4)
        speed = (1 if number % 2 else -1) * (10 + 9.0 * number)
        look = Look(height, size, speed, tone, light.shade(rgb("bfe6ee"), 0.1), 0.5 + 0.09 * number)
        swell = Swell.rolling(geometry, rng, look)
        (behind if number < 2 else before).append(swell)
    return Scenery(
        behind, before, footing=Footing.SURFACE, tint=light.actor_tint, back=0.62, front=0.72, air=0.28
    )


def _far(brief: Brief) -> list[Element]:
    """Sky, clouds and an island on the horizon."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    elements: list[Element] = [backdrop(geometry, light, rng, horizon=_HORIZON).dry(0.02, rng)]
    elements.append(
        streaks(geometry, light, rng, count=7, band=(0.3, 0.45)).dry(0.04, rng, drift=geometry.px(2))
    )
    elements.append(
        clouds(geometry, light, rng, count=5, band=(0.08, 0.36), size=(180, 400)).dry(
            0.06, rng, drift=geometry.px(5)
        )
    )
    line = rolling(brief, _HORIZON + 0.012, 60, wave=520)
    line = np.maximum(line, geometry.y(_HORIZON - 0.05)).astype(np.float32)
    island = hill(brief, line, rgb("5f8f95"), far=0.62, fade=60)
    elements.append(island.dry(0.1, rng))
    return elements


def _water(brief: Brief, end: float, *, calm: float) -> Water:
    geometry, light = brief.geometry, brief.light
    return Water(
        top=int(geometry.y(_HORIZON)), bottom=min(int(geometry.y(end)), geometry.height),
        tint=light.shade(rgb("58b7c9"), 0.35), deep=light.shade(rgb("1b7f9e"), 0.02),
        unit=geometry.unit, sun=light.sun,
        glitter_at=geometry.x(light.orb[0]) if light.orb else None,
        seed=int(brief.rng.integers(1 << 31)), calm=calm, mirror=0.72,
    ).prepare(geometry.width)  # fmt: skip


def _sand(brief: Brief) -> Sheet:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = Sheet(geometry, geometry.y(0.585))
    line = (
        geometry.y(0.6) + curve(sheet.width, wave=geometry.px(700), rng=rng, octaves=2) * geometry.px(8)
    ).astype(np.float32)
    wet, dry = light.shade(rgb("b08f68"), 0.06), light.shade(rgb("f0d6a4"), 0.02)
    sheet.ridge(line, wet, dry, depth=geometry.px(95))
    shade = np.linspace(0, 1, sheet.height, dtype=np.float32)[:, None] ** 1.5
    sheet.lay(
        np.broadcast_to(shade * 0.5, sheet.alpha.shape).astype(np.float32),
        light.shade(rgb("b98d5f"), 0.0),
        y=sheet.top,
    )
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(16), rng=rng, stretch=6), 0.09)
    plant = Gardener(sheet, light, 0.0, rng)
    for _ in range(36):
        center = (rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.68, 1.0)))
        size = geometry.px(rng.uniform(3, 9))
        shell = rgb(("ffe9dc", "f5b5a3", "ffffff", "d9a27f")[int(rng.integers(4))])
        sheet.ellipse(
            (center[0], center[1] + size * 0.3),
            (size, size * 0.4),
            plant.tone(rgb("8a6a48")),
            soft=size * 0.5,
            strength=0.5,
        )
        sheet.ellipse(center, (size, size * 0.62), plant.tone(shell), soft=1.2)
    return sheet


def _palms(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    plant = Gardener(sheet, brief.light, 0.0, rng)
    side = 1 if brief.light.orb and brief.light.orb[0] < 0.5 else -1
    edge = 0.5 + side * 0.8
    plant.palm((geometry.sheet_x(edge), geometry.y(0.97)), geometry.px(790), lean=-side * 0.14)
    plant.palm((geometry.sheet_x(edge + side * 0.22), geometry.y(1.0)), geometry.px(640), lean=-side * 0.2)
    plant.palm((geometry.sheet_x(0.5 - side * 1.05), geometry.y(1.0)), geometry.px(690), lean=side * 0.12)
    for _ in range(26):
        x = geometry.sheet_x(edge) + rng.normal(0, geometry.px(110))
        plant.grass(
            (x, geometry.y(rng.uniform(0.97, 1.03))), geometry.px(rng.uniform(50, 110)), rgb("5c8a4a")
        )
    return sheet
