"""Rolling country with trees and flowers: the meadow, the park, and where nothing else is named."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds

from .brief import Brief, Scenery
from .terrain import ground, hill, mist, rolling

_PETALS = tuple(rgb(code) for code in ("ff7aa2", "ffffff", "ffcf4d", "b98bff", "ff8f5a", "7fb4ff"))


def paint_hills(brief: Brief) -> Scenery:
    """Wide hills, some trees, a winding path."""
    return _country(brief, grass=rgb("86b95a"), trees=6, flowers=26, path=True)


def paint_meadow(brief: Brief) -> Scenery:
    """Closer, greener, full of flowers."""
    return _country(brief, grass=rgb("79c25c"), trees=10, flowers=130, path=False)


def _country(brief: Brief, *, grass: Color, trees: int, flowers: int, path: bool) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng).dry(0.02, rng),
        clouds(geometry, light, rng, count=5, band=(0.06, 0.36), size=(210, 430)).dry(
            0.07, rng, drift=geometry.px(6)
        ),
        hill(brief, rolling(brief, 0.455, 60, wave=700), rgb("5f8f8a"), far=0.72).dry(0.14, rng),
        _wooded(brief, 0.5, 44, rgb("6ea26a"), far=0.5, size=52).dry(0.26, rng),
        mist(brief, 0.525, 60, strength=0.45).dry(0.3, rng, drift=geometry.px(5)),
        _wooded(brief, 0.545, 40, mix(grass, rgb("5f9a58"), 0.5), far=0.26, size=92).dry(0.46, rng),
        _near(brief, grass, trees=trees, path=path).dry(1.0, rng),
    ]
    return Scenery(behind, [_edge(brief, flowers).dry(1.55, rng)], tint=light.actor_tint)


def _wooded(brief: Brief, height: float, swing: float, albedo: Color, *, far: float, size: float) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    line = rolling(brief, height, swing, wave=520)
    sheet = hill(brief, line, albedo, far=far, fade=150)
    plant = brief.gardener(sheet, far)
    for _ in range(5):
        middle = rng.uniform(0, sheet.width)
        for _ in range(int(rng.integers(3, 8))):
            x = float(np.clip(middle + rng.normal(0, geometry.px(size)), 0, sheet.width - 1))
            plant.bush((x, float(line[int(x)])), geometry.px(size * rng.uniform(0.4, 0.7)), rgb("437f52"))
    return sheet


def _near(brief: Brief, grass: Color, *, trees: int, path: bool) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    line = rolling(brief, 0.6, 22, wave=560)
    sheet = ground(brief, line, grass, deep=0.5).raised(geometry.px(330))
    plant = brief.gardener(sheet, 0.05)
    if path:
        _path(brief, sheet)
    for number in range(trees):
        x = (number + rng.uniform(0.1, 0.9)) / trees * sheet.width
        if abs(x - sheet.width / 2) < geometry.px(150):
            x += geometry.px(220)
        base = (x, float(line[min(int(x), sheet.width - 1)]) + geometry.px(10))
        plant.tree(base, geometry.px(rng.uniform(200, 310)), mix(rgb("4f9a4c"), rgb("8db84a"), rng.random()))
    for _ in range(110):
        x, y = rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.615, 0.74))
        plant.grass((x, y), geometry.px(rng.uniform(9, 20)), mix(grass, rgb("b7dd6f"), 0.4), blades=4)
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(80), rng=rng, stretch=3), 0.06)
    return sheet


def _path(brief: Brief, sheet: Sheet) -> None:
    """A sandy path that winds up the hill."""
    geometry = brief.geometry
    left, right = [], []
    for t in np.linspace(0, 1, 40):
        y = geometry.y(1.06 - 0.44 * t)
        middle = geometry.sheet_x(0.5) + geometry.px(150) * np.sin(t * 4.6) * (1 - t * 0.75)
        half = geometry.px(150) * (1 - t) ** 1.6 + geometry.px(7)
        left.append((middle - half, y))
        right.append((middle + half, y))
    sand = brief.light.shade(rgb("e3cf9f"), 0.12)
    sheet.polygon(left + right[::-1], sand, foot=brief.light.shade(rgb("8d9a5f"), 0.0), strength=0.75)


def _edge(brief: Brief, flowers: int) -> Sheet:
    """Tall grass and flowers at the lower edge, before the actors."""
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry, geometry.y(0.86))
    plant = brief.gardener(sheet, 0.0)
    for _ in range(90):
        x = rng.uniform(0, sheet.width)
        plant.grass((x, geometry.y(rng.uniform(0.98, 1.06))), geometry.px(rng.uniform(45, 95)), rgb("3f7d3f"))
    for _ in range(flowers):
        x = rng.uniform(0, sheet.width)
        petal = _PETALS[int(rng.integers(len(_PETALS)))]
        plant.flower((x, geometry.y(rng.uniform(0.985, 1.06))), geometry.px(rng.uniform(55, 100)), petal)
    return sheet
