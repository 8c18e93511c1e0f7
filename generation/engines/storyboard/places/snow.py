"""Deep winter: blue-white slopes, loaded firs, a cabin with warm windows, northern lights."""

import numpy as np

from generation.engines.storyboard.paint.color import mix, rgb
from generation.engines.storyboard.paint.flora import SNOW_WHITE
from generation.engines.storyboard.paint.layer import Element, Shine
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.pixels import to_bytes
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds
from generation.engines.storyboard.story.spec import Weather

from .brief import Brief, Scenery
from .terrain import mist, rolling


def paint_snow(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [backdrop(geometry, light, rng).dry(0.02, rng)]
    if light.moon and brief.story.weather is Weather.CLEAR:
        behind += [_aurora(brief, 0.2), _aurora(brief, 0.6)]
    else:
        behind.append(
            clouds(geometry, light, rng, count=4, band=(0.06, 0.3), size=(200, 400)).dry(
                0.06, rng, drift=geometry.px(4)
            )
        )
    for height, swing, far, trees, size, parallax in (
        (0.46, 70, 0.6, 26, 70, 0.14),
        (0.51, 56, 0.4, 22, 130, 0.28),
        (0.56, 40, 0.2, 12, 210, 0.5),
    ):
        behind.append(_slope(brief, height, swing, far, trees, size).dry(parallax, rng))
        behind.append(
            mist(brief, height + 0.05, 50, strength=0.4).dry(parallax + 0.04, rng, drift=geometry.px(4))
        )
    behind.append(_field(brief).dry(1.0, rng))
    return Scenery(behind, [_edge(brief).dry(1.5, rng)], tint=mix(light.actor_tint, (1.0, 1.0, 1.0), 0.15))


def _slope(brief: Brief, height: float, swing: float, far: float, trees: int, size: float) -> Sheet:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    line = rolling(brief, height, swing, wave=560)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(size * 1.1), geometry.y(0.72))
    white, blue = light.shade(SNOW_WHITE, far), light.shade(rgb("a7c3e8"), far)
    sheet.ridge(line, mix(white, light.sun, 0.2), blue, depth=geometry.px(150))
    plant = brief.gardener(sheet, far)
    for number in range(trees):
        x = (number + rng.random()) / trees * sheet.width
        base = (x, float(line[min(int(x), sheet.width - 1)]) + geometry.px(9))
        plant.conifer(base, geometry.px(size * rng.uniform(0.55, 1.15)), rgb("2a5f63"), snow=0.85)
    return sheet


def _field(brief: Brief) -> Sheet:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    line = rolling(brief, 0.605, 18, wave=620)
    sheet = Sheet(geometry, float(line.min()) - geometry.px(170))
    white, blue = light.shade(SNOW_WHITE, 0.04), light.shade(rgb("86a9d9"), 0.0)
    _cabin(brief, sheet, (geometry.sheet_x(0.13), float(line[int(geometry.sheet_x(0.13))]) + geometry.px(10)))
    sheet.ridge(line, mix(white, light.sun, 0.12), blue, depth=geometry.px(560))
    rows = np.arange(sheet.top, sheet.bottom, dtype=np.float32)[:, None]
    for height in (0.67, 0.76, 0.88):
        drift = (
            geometry.y(height)
            + curve(sheet.width, wave=geometry.px(420), rng=rng, octaves=2) * geometry.px(30)
        ).astype(np.float32)
        below = rows - drift[None, :]
        lip = np.clip(below + 0.5, 0, 1) * np.exp(-np.clip(below, 0, None) / geometry.px(46))
        sheet.lay((lip * 0.35).astype(np.float32), mix(white, light.sun, 0.25), y=sheet.top)
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(60), rng=rng, stretch=4), 0.03)
    for _ in range(150):
        spark = geometry.px(rng.uniform(0.8, 1.8))
        sheet.ellipse(
            (rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.62, 1.0))),
            (spark, spark),
            (1.0, 1.0, 1.0),
            soft=1.2,
            strength=0.55,
        )
    return sheet


def _cabin(brief: Brief, sheet: Sheet, at: tuple[float, float]) -> None:
    """A log cabin under a white roof; someone is at home."""
    geometry, light = brief.geometry, brief.light
    plant = brief.gardener(sheet, 0.08)
    x, y = at
    w, h = geometry.px(96), geometry.px(58)
    wall = plant.tone(rgb("7a4f35"))
    sheet.polygon(
        [(x - w / 2, y), (x - w / 2, y - h), (x, y - h * 1.75), (x + w / 2, y - h), (x + w / 2, y)],
        wall,
        foot=mix(wall, (0.0, 0.0, 0.0), 0.3),
    )
    for share in (0.25, 0.5, 0.75):
        row = y - h * share
        sheet.polygon(
            [(x - w / 2, row), (x + w / 2, row), (x + w / 2, row + 1.5), (x - w / 2, row + 1.5)],
            mix(wall, (0.0, 0.0, 0.0), 0.35),
        )
    roof = [
        (x - w * 0.64, y - h * 0.86),
        (x, y - h * 2.02),
        (x + w * 0.64, y - h * 0.86),
        (x + w * 0.56, y - h * 0.78),
        (x, y - h * 1.72),
        (x - w * 0.56, y - h * 0.78),
    ]
    sheet.polygon(roof, plant.tone(SNOW_WHITE))
    lamp = rgb("ffcf70") if light.dark else mix(rgb("ffdf9a"), plant.tone(rgb("9fc0d8")), 0.4)
    for side in (-0.26, 0.14):
        sheet.polygon(
            [
                (x + side * w, y - h * 0.3),
                (x + side * w, y - h * 0.68),
                (x + (side + 0.17) * w, y - h * 0.68),
                (x + (side + 0.17) * w, y - h * 0.3),
            ],
            lamp,
        )
    if light.dark:
        sheet.glow((x, y - h * 0.4), geometry.px(130), lamp, 0.5)


def _aurora(brief: Brief, phase: float) -> Shine:
    """A curtain of green and violet light that breathes."""
    geometry, rng = brief.geometry, brief.rng
    rows = np.arange(int(geometry.y(0.5)), dtype=np.float32)[:, None]
    width = geometry.sheet_width
    hem = geometry.y(0.3 - 0.12 * phase) + curve(
        width, wave=geometry.px(330), rng=rng, octaves=3
    ) * geometry.px(85)
    rays = 0.55 + 0.45 * curve(width, wave=geometry.px(26), rng=rng, octaves=3)
    above = hem[None, :] - rows
    tall = geometry.px(210)
    veil = (
        np.exp(-np.clip(above, 0, None) / tall) * np.clip(1 + above / geometry.px(26), 0, 1) * rays[None, :]
    )
    share = np.clip(above / (tall * 1.5), 0, 1)[..., None]
    green, violet = np.asarray(rgb("4dffb0"), np.float32), np.asarray(rgb("8a5cff"), np.float32)
    colors = (green * (1 - share) + violet * share) * veil[..., None] * 0.5
    return Shine(to_bytes(colors.astype(np.float32), rng), 0, 0.05 + 0.05 * phase, geometry.reach, 6.0, phase)


def _edge(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    plant = brief.gardener(sheet, 0.0)
    for edge, side in ((0.0, -1), (1.0, 1)):
        for number in range(2):
            x = geometry.sheet_x(edge + side * (0.32 + 0.18 * number))
            plant.conifer(
                (x, geometry.y(0.93 + 0.03 * number)),
                geometry.px(rng.uniform(560, 700)),
                rgb("1d4a52"),
                snow=0.8,
            )
    return sheet
