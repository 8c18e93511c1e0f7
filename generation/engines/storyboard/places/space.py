"""Far out: nebulae, a ringed world, and the gray ground of a moon."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import curve, field
from generation.engines.storyboard.paint.sheet import Point, Sheet
from generation.engines.storyboard.paint.sky import scatter_stars
from generation.engines.storyboard.palettes import Light

from .brief import Brief, Footing, Scenery

_NEBULAE = (("7a3fd0", "2fb7d8"), ("d0468f", "4f6bff"), ("2f9f9a", "9b5cff"))
_LIGHT = Light(
    sky=((0.0, rgb("05060f")), (0.5, rgb("0d1030")), (1.0, rgb("1b1746"))),
    haze=rgb("2a2260"), sun=rgb("fff1d8"), ambient=rgb("b9bde8"), cloud=rgb("7f8ad0"),
    cloud_shade=rgb("2a2a5a"), orb=(0.2, 0.14), glow=0.7, stars=1.0, dark=True,
)  # fmt: skip


def paint_space(brief: Brief) -> Scenery:
    geometry, rng = brief.geometry, brief.rng
    lit = Brief(geometry, _LIGHT, brief.story, rng)
    behind: list[Element] = [
        _deep(lit).dry(0.02, rng),
        _world(lit).dry(0.1, rng),
        _rocks(lit, 0.3, 14).dry(0.3, rng, drift=-geometry.px(6)),
    ]
    behind.append(_moon(lit).dry(1.0, rng))
    before: list[Element] = [_rocks(lit, 1.0, 5).dry(1.5, rng, drift=geometry.px(9))]
    return Scenery(
        behind,
        before,
        footing=Footing.VOID,
        tint=mix(_LIGHT.ambient, (1.0, 1.0, 1.0), 0.55),
        air=0.3,
        back=0.58,
        front=0.69,
        light=_LIGHT,
        outdoors=False,
    )


def _deep(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    sheet.alpha[:] = 1
    rows = np.linspace(0, 1, sheet.height, dtype=np.float32)[:, None, None]
    sheet.rgb[:] = (
        np.asarray(rgb("05060f"), np.float32) * (1 - rows) + np.asarray(rgb("1a1440"), np.float32) * rows
    )
    codes = _NEBULAE[int(rng.integers(len(_NEBULAE)))]
    ys, xs = np.mgrid[0 : sheet.height, 0 : sheet.width].astype(np.float32)
    for number, code in enumerate(codes):
        haze = field(sheet.width, sheet.height, wave=geometry.px(330), rng=rng) ** 2
        fine = field(sheet.width, sheet.height, wave=geometry.px(90), rng=rng)
        tilt = (xs - sheet.width / 2) * 0.35 + ys - geometry.y(0.28 + 0.16 * number)
        belt = np.exp(-((tilt / geometry.px(250)) ** 2))
        sheet.light((haze * (0.5 + fine) * belt * 1.5).clip(0, 0.85).astype(np.float32), rgb(code), y=0)
    scatter_stars(sheet, brief.light, rng, 0.8)
    scatter_stars(sheet, brief.light, rng, 0.8)
    return sheet


def _world(brief: Brief) -> Sheet:
    """A banded planet with a ring, lit from one side, and its small companion."""
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry, 0, geometry.y(0.6))
    center = (geometry.sheet_x(0.7), geometry.y(0.235))
    radius = geometry.px(150)
    pairs = (("e8a86a", "b5573f"), ("7fd0d8", "2f5fa8"), ("d9a0e0", "6a4fb0"))
    one, other = (rgb(code) for code in pairs[int(rng.integers(len(pairs)))])
    _ring(sheet, center, radius, one, behind=True)
    _globe(brief, sheet, center, radius, (one, other))
    _ring(sheet, center, radius, one, behind=False)
    _globe(
        brief,
        sheet,
        (geometry.sheet_x(0.2), geometry.y(0.4)),
        geometry.px(38),
        (rgb("c9c4cf"), rgb("7a7590")),
    )
    return sheet


def _globe(brief: Brief, sheet: Sheet, center: Point, radius: float, tones: tuple[Color, Color]) -> None:
    sheet.alpha[:] = np.maximum(sheet.alpha, 0)
    side = int(radius * 2.1)
    at = (np.arange(side, dtype=np.float32) - side / 2) / np.float32(radius)
    away = np.hypot(at[None, :], at[:, None])
    disc = np.clip((1 - away) * radius + 0.5, 0, 1)
    wobble = field(side, side, wave=radius * 0.5, rng=brief.rng, stretch=3)
    bands = 0.5 + 0.5 * np.sin((at[:, None] * 0.95 + at[None, :] * 0.22 + wobble * 0.3) * 13)
    depth = np.sqrt(np.clip(1 - away**2, 0, 1))
    lit = np.clip(-0.62 * at[None, :] - 0.42 * at[:, None] + 0.66 * depth + 0.12, 0.04, 1)
    paint = (
        np.asarray(tones[0], np.float32) * bands[..., None]
        + np.asarray(tones[1], np.float32) * (1 - bands[..., None])
    ) * lit[..., None]
    rim = np.clip(away - 0.86, 0, 1)[..., None] * lit[..., None] * 2.2
    sheet.lay(
        disc.astype(np.float32),
        (paint + rim * np.asarray((0.7, 0.8, 1.0), np.float32)).clip(0, 1).astype(np.float32),
        x=center[0] - side / 2,
        y=center[1] - side / 2,
    )


def _ring(sheet: Sheet, center: Point, radius: float, tone: Color, *, behind: bool) -> None:
    """Half of the ring: the far one is painted before the globe, the near one after it."""
    wide, high = int(radius * 4.6), int(radius * 2.4)
    xs = (np.arange(wide, dtype=np.float32) - wide / 2) / np.float32(radius)
    ys = (np.arange(high, dtype=np.float32) - high / 2) / np.float32(radius)
    turned_x = xs[None, :] * np.cos(-0.32) - ys[:, None] * np.sin(-0.32)
    turned_y = (xs[None, :] * np.sin(-0.32) + ys[:, None] * np.cos(-0.32)) / 0.27
    away = np.hypot(turned_x, turned_y)
    band = np.clip((away - 1.32) * 24, 0, 1) * np.clip((2.1 - away) * 24, 0, 1)
    grooves = 0.55 + 0.45 * np.sin(away * 34)
    half = turned_y < 0 if behind else turned_y >= 0
    sheet.lay(
        (band * grooves * half * 0.8).astype(np.float32),
        mix(tone, (1.0, 1.0, 1.0), 0.35),
        x=center[0] - wide / 2,
        y=center[1] - high / 2,
    )


def _rocks(brief: Brief, near: float, count: int) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    for number in range(count):
        x = (number + rng.random()) / count * sheet.width
        y = geometry.y(rng.uniform(0.03, 0.16) if near == 1.0 else rng.uniform(0.1, 0.55))
        size = geometry.px(rng.uniform(4, 14) * (1 + 1.6 * near))
        stone = mix(rgb("8a84a0"), brief.light.haze, 0.5 * (1 - near))
        corners = [
            (x + size * rng.uniform(0.75, 1.1) * np.cos(a), y + size * rng.uniform(0.6, 0.9) * np.sin(a))
            for a in np.linspace(0, 2 * np.pi, 9)[:-1]
        ]
        sheet.polygon(corners, stone, foot=mix(stone, rgb("1a1538"), 0.75))
    return sheet


def _moon(brief: Brief) -> Sheet:
    """The ground: gray dust and craters under the low light."""
    geometry, rng = brief.geometry, brief.rng
    line = (
        geometry.y(0.63)
        + curve(geometry.sheet_width, wave=geometry.px(560), rng=rng, octaves=4, rough=0.35) * geometry.px(20)
    ).astype(np.float32)
    sheet = Sheet(geometry, float(line.min()) - 2)
    sheet.ridge(line, rgb("b9b6cf"), rgb("2f2b55"), depth=geometry.px(470))
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(30), rng=rng, stretch=3), 0.13)
    for _ in range(42):
        share = rng.random() ** 0.7
        x, y = rng.uniform(0, sheet.width), geometry.y(0.655 + 0.38 * share)
        wide = geometry.px(rng.uniform(10, 34) * (0.6 + 2.2 * share))
        high = wide * (0.2 + 0.16 * share)
        sheet.ellipse((x, y + high * 0.12), (wide * 1.08, high * 1.1), rgb("cfcde0"), soft=2, strength=0.3)
        sheet.ellipse((x, y), (wide, high), rgb("37325f"), soft=2, strength=0.6)
        sheet.ellipse(
            (x + wide * 0.08, y + high * 0.28),
            (wide * 0.86, high * 0.72),
            rgb("6a6590"),
            soft=high * 0.4,
            strength=0.6,
        )
    return sheet
