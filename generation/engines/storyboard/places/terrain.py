"""Ground, hills and mist that several places share."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.pixels import Field
from generation.engines.storyboard.paint.sheet import Sheet

from .brief import Brief


def rolling(brief: Brief, height: float, swing: float, *, wave: float = 620) -> Field:
    """A line of gentle hills around a share of the view's height; `swing` in design pixels."""
    geometry = brief.geometry
    line = curve(geometry.sheet_width, wave=geometry.px(wave), rng=brief.rng, octaves=3, rough=0.4)
    return (geometry.y(height) + line * np.float32(geometry.px(swing))).astype(np.float32)


def ground(brief: Brief, line: Field, albedo: Color, *, far: float = 0.0, deep: float = 0.55) -> Sheet:
    """Soil under a line, lit at its crest, darker and calmer towards the viewer."""
    geometry, light = brief.geometry, brief.light
    albedo = brief.soil(albedo)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(120))
    crest = mix(light.shade(albedo, far + 0.06), light.shade(light.sun, far), 0.1)
    foot = light.shade(mix(albedo, (0.1, 0.2, 0.5) if brief.snowed else (0.02, 0.05, 0.12), deep), far)
    sheet.ridge(line, crest, foot, depth=geometry.px(520))
    return sheet


def hill(brief: Brief, line: Field, albedo: Color, *, far: float, fade: float = 170) -> Sheet:
    """A farther hill: clear at the crest, sinking into mist at its foot."""
    geometry, light = brief.geometry, brief.light
    sheet = Sheet(geometry, float(line.min()) - geometry.px(160), geometry.y(0.8))
    crest = light.shade(brief.soil(albedo), far)
    sheet.ridge(line, crest, mix(crest, light.haze, 0.55), depth=geometry.px(fade))
    return sheet


def mist(brief: Brief, height: float, thick: float, *, strength: float = 0.6) -> Sheet:
    """A soft bank of haze around a height of the view; `thick` in design pixels."""
    geometry = brief.geometry
    half = geometry.px(thick)
    middle = geometry.y(height)
    sheet = Sheet(geometry, middle - half, middle + half)
    patches = field(sheet.width, sheet.height, wave=geometry.px(120), rng=brief.rng, stretch=4)
    rows = np.linspace(-1, 1, sheet.height, dtype=np.float32)[:, None]
    veil = np.clip(1 - rows**2, 0, 1) ** 1.5 * (0.45 + 0.55 * patches) * np.float32(strength)
    sheet.lay(veil.astype(np.float32), brief.light.haze, y=sheet.top)
    return sheet
