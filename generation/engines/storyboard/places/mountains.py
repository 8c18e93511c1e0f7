"""Snow-capped ranges over a pine valley with a still lake."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.flora import SNOW_WHITE
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import crags, curve, field
from generation.engines.storyboard.paint.pixels import Field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds

from .brief import Brief, Scenery
from .effects import Water
from .terrain import ground, mist, rolling


def paint_mountains(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng).dry(0.02, rng),
        clouds(geometry, light, rng, count=4, band=(0.08, 0.3), size=(200, 420)).dry(
            0.05, rng, drift=geometry.px(5)
        ),
        _range(brief, 0.475, 330, rgb("7d8fb0"), far=0.62, wave=520).dry(0.1, rng),
        mist(brief, 0.46, 90, strength=0.55).dry(0.12, rng, drift=geometry.px(4)),
        _range(brief, 0.52, 250, rgb("56678c"), far=0.34, wave=420).dry(0.22, rng),
        mist(brief, 0.51, 50, strength=0.6).dry(0.26, rng, drift=geometry.px(7)),
        _pines(brief, 0.535, 46, far=0.3).dry(0.36, rng),
        _lake(brief),
        _shore(brief).dry(1.0, rng),
    ]
    return Scenery(behind, tint=light.actor_tint, back=0.64, front=0.7, air=0.26)


def _range(brief: Brief, height: float, tall: float, rock: Color, *, far: float, wave: float) -> Sheet:
    """A range whose slopes are lit or shaded by which way they fall, with snow above a ragged line."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    shape = crags(geometry.sheet_width, wave=geometry.px(wave), rng=rng, octaves=7, rough=0.46)
    shape = (shape - shape.min()) / max(float(np.ptp(shape)), 1e-3)
    line: Field = (geometry.y(height) - shape**1.3 * np.float32(geometry.px(tall))).astype(np.float32)
    sheet = Sheet(geometry, float(line.min()) - 4, geometry.y(0.62))
    sheet.ridge(
        line,
        light.shade(rock, far),
        mix(light.shade(rock, far), light.haze, 0.6),
        depth=geometry.px(tall * 0.95),
    )
    rows = np.arange(sheet.top, sheet.bottom, dtype=np.float32)[:, None]
    below = rows - line[None, :]
    facing = _facing(brief, line, below, wave)
    inside = np.clip(below + 0.5, 0, 1)
    shadow = light.shade(mix(rock, (0.05, 0.08, 0.25), 0.5), far)
    fade = np.clip(1 - below / np.float32(geometry.px(tall * 0.9)), 0, 1)
    sheet.lay((inside * facing * fade * 0.55).astype(np.float32), shadow, y=sheet.top)
    ragged = curve(geometry.sheet_width, wave=geometry.px(46), rng=rng, octaves=4, rough=0.6) * np.float32(
        geometry.px(46)
    )
    limit = np.float32(geometry.y(height) - geometry.px(tall * 0.42)) + ragged
    snow = np.clip((limit[None, :] - rows) / np.float32(geometry.px(5)), 0, 1) * inside
    white, cool = (
        light.shade(mix(SNOW_WHITE, light.sun, 0.25), far * 0.7),
        light.shade(rgb("a9bfe4"), far * 0.8),
    )
    paint = (
        np.asarray(white, np.float32) * (1 - facing[..., None])
        + np.asarray(cool, np.float32) * facing[..., None]
    )
    sheet.lay(snow.astype(np.float32), paint.astype(np.float32), y=sheet.top)
    return sheet


def _facing(brief: Brief, line: Field, below: Field, wave: float) -> Field:
    """1 where a slope turns away from the light. The slope's edges wander down from each summit."""
    geometry = brief.geometry
    wide = max(3, int(geometry.px(wave * 0.12)) | 1)
    smooth = np.convolve(np.pad(line, wide, mode="edge"), np.ones(wide, np.float32) / wide, mode="same")[
        wide:-wide
    ]
    slope = np.gradient(smooth).astype(np.float32)
    toward = -1.0 if brief.light.orb is None or brief.light.orb[0] > 0.5 else 1.0
    side = np.clip(slope * np.float32(-toward * -1.6) + 0.5, 0, 1)
    # Spurs: the border between light and shade leans to one side further down the slope.
    columns = np.arange(len(line), dtype=np.float32)[None, :]
    spurs = curve(len(line) + 2048, wave=geometry.px(38), rng=brief.rng, octaves=3)
    index = np.clip(columns + below * 0.45, 0, len(spurs) - 1).astype(np.int64)
    lean = np.clip(columns + np.clip(below, 0, None) * 0.18 * toward, 0, len(line) - 1).astype(np.int64)
    away: Field = np.clip(side[lean] + spurs[index] * 0.35, 0, 1).astype(np.float32)
    return away


def _pines(brief: Brief, height: float, count: int, *, far: float) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    line = rolling(brief, height, 14, wave=300)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(150), geometry.y(0.6))
    tone = brief.light.shade(rgb("2d5a50"), far)
    sheet.ridge(line, tone, mix(tone, brief.light.haze, 0.25), depth=geometry.px(70))
    plant = brief.gardener(sheet, far)
    for number in range(count):
        x = (number + rng.random()) / count * sheet.width
        base = (x, float(line[min(int(x), sheet.width - 1)]) + geometry.px(8))
        plant.conifer(
            base, geometry.px(rng.uniform(44, 120)), mix(rgb("1f5f55"), rgb("3d7a55"), rng.random())
        )
    return sheet


def _lake(brief: Brief) -> Water:
    geometry, light = brief.geometry, brief.light
    orb = geometry.x(light.orb[0]) if light.orb else None
    return Water(
        top=int(geometry.y(0.56)), bottom=int(geometry.y(0.74)), tint=light.shade(rgb("6fa6b8"), 0.25),
        deep=light.shade(rgb("2d5f78"), 0.1), unit=geometry.unit, sun=light.sun, glitter_at=orb,
        seed=int(brief.rng.integers(1 << 31)), calm=2.2, mirror=0.8,
    ).prepare(geometry.width)  # fmt: skip


def _shore(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    line = rolling(brief, 0.635, 15, wave=460)
    sheet = ground(brief, line, rgb("7fa765"), deep=0.55)
    plant = brief.gardener(sheet, 0.02)
    for _ in range(26):
        x = rng.uniform(0, sheet.width)
        size = geometry.px(rng.uniform(9, 34))
        center = (x, float(line[int(x)]) + geometry.px(rng.uniform(0, 90)))
        gray = rgb("8c93a0")
        sheet.ellipse(center, (size, size * 0.55), plant.tone(mix(gray, (0.1, 0.1, 0.2), 0.4)), soft=1.5)
        sheet.ellipse(
            (center[0] + size * 0.1, center[1] - size * 0.12),
            (size * 0.8, size * 0.36),
            plant.lit(gray, 0.4),
            soft=size * 0.3,
        )
    for _ in range(120):
        x, y = rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.65, 0.76))
        plant.grass((x, y), geometry.px(rng.uniform(9, 22)), rgb("9cc27a"), blades=4)
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(70), rng=rng, stretch=3), 0.06)
    return sheet
