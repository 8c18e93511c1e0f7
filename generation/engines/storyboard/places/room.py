"""Indoors: a wall with a window on the weather, a lamp, shelves, a floor of boards and a rug."""

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb, times
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import field
from generation.engines.storyboard.paint.sheet import Point, Sheet
from generation.engines.storyboard.paint.sky import add_cloud, backdrop
from generation.engines.storyboard.palettes import Light

from .brief import Brief, Scenery
from .effects import lamp_shine

_WALLS = ("d9b8a0", "a9c0b5", "c2b0d0", "e0c890", "a8bcd6")
_FLOOR = 0.585
_LAMP = rgb("ffd08a")


def paint_room(brief: Brief) -> Scenery:
    light, rng = brief.light, brief.rng
    indoor = _indoor(light)
    wall = rgb(_WALLS[int(rng.integers(len(_WALLS)))])
    behind: list[Element] = [
        _view(brief).dry(0.12, rng),
        _wall(brief, wall, indoor).dry(0.55, rng),
        _floor(brief, wall, indoor).dry(1.0, rng),
    ]
    behind.append(_lamp_light(brief))
    tint = mix(indoor, (1.0, 1.0, 1.0), 0.45)
    return Scenery(behind, tint=tint, air=0.3, back=0.64, front=0.7, outdoors=False)


def _indoor(light: Light) -> Color:
    """The light in the room: lamps warm it when it is dark outside."""
    return mix(light.ambient, rgb("d9a878"), 0.55) if light.dark else mix(light.ambient, rgb("fff4e2"), 0.4)


def _box(
    sheet: Sheet,
    corner: Point,
    other: Point,
    color: Color,
    *,
    foot: Color | None = None,
    strength: float = 1.0,
) -> None:
    (x0, y0), (x1, y1) = corner, other
    sheet.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], color, foot=foot, strength=strength)


def _view(brief: Brief) -> Sheet:
    """What the window shows."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = backdrop(geometry, light, rng, horizon=0.5)
    for _ in range(3):
        add_cloud(
            sheet,
            (geometry.sheet_x(rng.uniform(0.1, 0.9)), geometry.y(rng.uniform(0.2, 0.36))),
            geometry.px(rng.uniform(130, 240)),
            light,
            rng,
        )
    for x in np.arange(0, sheet.width, geometry.px(46)):
        top = geometry.y(0.41) - geometry.px(rng.uniform(-20, 70))
        tone = light.shade(rgb("6f8f7f"), 0.45)
        sheet.ellipse((x, top + geometry.px(90)), (geometry.px(50), geometry.px(90)), tone, soft=2)
    return sheet


def _wall(brief: Brief, albedo: Color, indoor: Color) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry, 0, geometry.y(0.64))
    tone = times(albedo, indoor)
    _box(sheet, (-5, -5), (sheet.width + 5, geometry.y(0.64)), mix(tone, (0.0, 0.0, 0.1), 0.16), foot=tone)
    for x in np.arange(0, sheet.width, geometry.px(54)):
        _box(
            sheet,
            (x, 0),
            (x + geometry.px(26), geometry.y(0.47)),
            mix(tone, (1.0, 1.0, 1.0), 0.16),
            strength=0.3,
        )
    panel = times(mix(albedo, rgb("ffffff"), 0.55), indoor)
    _box(
        sheet,
        (-5, geometry.y(0.475)),
        (sheet.width + 5, geometry.y(0.64)),
        panel,
        foot=mix(panel, (0.1, 0.05, 0.1), 0.12),
    )
    _box(sheet, (-5, geometry.y(0.47)), (sheet.width + 5, geometry.y(0.48)), mix(panel, (1.0, 1.0, 1.0), 0.4))
    _window(brief, sheet, (geometry.sheet_x(0.5), geometry.y(0.285)), panel)
    _shelf(brief, sheet, (geometry.sheet_x(-0.12), geometry.y(0.25)), indoor)
    _shelf(brief, sheet, (geometry.sheet_x(1.1), geometry.y(0.33)), indoor)
    _pictures(brief, sheet, indoor)
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(9), rng=rng), 0.02)
    return sheet


def _window(brief: Brief, sheet: Sheet, center: Point, frame: Color) -> None:
    """A hole in the wall with a cross of bars, a sill and curtains."""
    px = brief.geometry.px
    x, y = center
    w, h = px(150), px(190)
    white = mix(frame, (1.0, 1.0, 1.0), 0.45)
    _box(sheet, (x - w - px(16), y - h - px(16)), (x + w + px(16), y + h + px(16)), white)
    left, top = int(x - w), int(y - h) - sheet.top
    hole = np.s_[max(top, 0) : int(y + h) - sheet.top, max(left, 0) : int(x + w)]
    sheet.rgb[hole], sheet.alpha[hole] = 0, 0
    bar = mix(white, (0.3, 0.3, 0.4), 0.12)
    _box(sheet, (x - px(6), y - h), (x + px(6), y + h), bar)
    _box(sheet, (x - w, y - px(46)), (x + w, y - px(36)), bar)
    _box(
        sheet,
        (x - w - px(34), y + h + px(10)),
        (x + w + px(34), y + h + px(30)),
        white,
        foot=mix(white, (0.2, 0.2, 0.3), 0.3),
    )
    cloth = mix(rgb("d8705f"), frame, 0.25)
    for side in (-1, 1):
        self_x = x + side * (w + px(20))
        for fold in range(5):
            outer = self_x + side * px(34) - side * fold * px(22)
            tone = mix(cloth, (0.1, 0.0, 0.1), 0.3 * (fold % 2) + 0.04 * fold)
            sheet.polygon(
                [
                    (outer, y - h - px(40)),
                    (outer - side * px(26), y - h - px(40)),
                    (outer - side * px(16), y + h + px(80)),
                    (outer + side * px(6), y + h + px(84)),
                ],
                tone,
                foot=mix(tone, (0.0, 0.0, 0.05), 0.2),
            )
    rod = mix(frame, rgb("6a4630"), 0.8)
    _box(sheet, (x - w - px(80), y - h - px(50)), (x + w + px(80), y - h - px(40)), rod)


def _shelf(brief: Brief, sheet: Sheet, at: Point, indoor: Color) -> None:
    """Books, leaning here and there, and a plant."""
    px, rng = brief.geometry.px, brief.rng
    x, y = at
    wood = times(rgb("8a5f3f"), indoor)
    _box(sheet, (x - px(100), y), (x + px(100), y + px(12)), wood, foot=mix(wood, (0.0, 0.0, 0.0), 0.35))
    left = x - px(90)
    while left < x + px(40):
        wide, tall = px(rng.uniform(9, 20)), px(rng.uniform(48, 82))
        book = times(
            rgb(("c0504a", "4a7fb0", "e0b04f", "5f9a6a", "8a62a8", "e8e0d0")[int(rng.integers(6))]), indoor
        )
        _box(
            sheet,
            (left, y - tall),
            (left + wide, y),
            mix(book, (1.0, 1.0, 1.0), 0.1),
            foot=mix(book, (0.0, 0.0, 0.05), 0.25),
        )
        _box(sheet, (left, y - tall * 0.8), (left + wide, y - tall * 0.74), mix(book, (1.0, 0.95, 0.8), 0.6))
        left += wide + px(1.5)
    pot = times(rgb("c77a52"), indoor)
    sheet.polygon(
        [(x + px(58), y - px(32)), (x + px(94), y - px(32)), (x + px(88), y), (x + px(64), y)],
        pot,
        foot=mix(pot, (0.0, 0.0, 0.0), 0.3),
    )
    for angle in np.linspace(-1.3, 1.3, 9):
        tip = (x + px(76) + px(50) * np.sin(angle), y - px(32) - px(52) * np.cos(angle))
        sheet.polygon(
            [
                (x + px(72), y - px(32)),
                (tip[0] - px(7), tip[1] + px(14)),
                tip,
                (tip[0] + px(7), tip[1] + px(14)),
                (x + px(80), y - px(32)),
            ],
            times(mix(rgb("3f8a58"), rgb("7fbf6a"), rng.random()), indoor),
        )


def _pictures(brief: Brief, sheet: Sheet, indoor: Color) -> None:
    px, geometry = brief.geometry.px, brief.geometry
    for share, height, code in ((-0.04, 0.4, "6fa0c0"), (0.985, 0.2, "d89a6a"), (1.2, 0.2, "7fae7f")):
        x, y = geometry.sheet_x(share), geometry.y(height)
        _box(sheet, (x - px(50), y - px(62)), (x + px(50), y + px(62)), times(rgb("e9dfcf"), indoor))
        tone = times(rgb(code), indoor)
        _box(
            sheet,
            (x - px(38), y - px(50)),
            (x + px(38), y + px(50)),
            mix(tone, (1.0, 1.0, 1.0), 0.4),
            foot=tone,
        )
        sheet.polygon(
            [
                (x - px(38), y + px(50)),
                (x - px(12), y - px(6)),
                (x + px(6), y + px(20)),
                (x + px(20), y + px(2)),
                (x + px(38), y + px(50)),
            ],
            mix(tone, (0.1, 0.1, 0.2), 0.4),
        )
        sheet.ellipse((x + px(16), y - px(26)), (px(8), px(8)), mix(tone, (1.0, 1.0, 0.9), 0.8), soft=1.2)


def _floor(brief: Brief, albedo: Color, indoor: Color) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    px = geometry.px
    sheet = Sheet(geometry, geometry.y(0.575))
    width = float(sheet.width)
    skirting = times(mix(albedo, rgb("ffffff"), 0.75), indoor)
    _box(sheet, (-5, geometry.y(0.577)), (width + 5, geometry.y(_FLOOR + 0.004)), skirting)
    board = times(rgb("b98557"), indoor)
    _box(
        sheet,
        (-5, geometry.y(_FLOOR)),
        (width + 5, geometry.y(1.12)),
        board,
        foot=mix(board, (0.06, 0.02, 0.06), 0.55),
    )
    middle = geometry.sheet_x(0.5)
    for number in range(-16, 17):
        top, bottom = middle + number * px(84), middle + number * px(240)
        shade = mix(board, (0.1, 0.03, 0.0), rng.uniform(0.15, 0.4))
        sheet.polygon(
            [
                (top, geometry.y(_FLOOR)),
                (top + px(84), geometry.y(_FLOOR)),
                (bottom + px(240), geometry.y(1.1)),
                (bottom, geometry.y(1.1)),
            ],
            shade,
            strength=rng.uniform(0.05, 0.4),
        )
        sheet.polygon(
            [
                (top - 1, geometry.y(_FLOOR)),
                (top + 1, geometry.y(_FLOOR)),
                (bottom + 2.5, geometry.y(1.1)),
                (bottom - 2.5, geometry.y(1.1)),
            ],
            mix(board, (0.1, 0.03, 0.0), 0.6),
            strength=0.5,
        )
    sheet.mottle(field(sheet.width, sheet.height, wave=px(12), rng=rng, stretch=5), 0.05)
    rug = times(rgb("b8455a"), indoor)
    for scale, tone in (
        (1.0, rug),
        (0.9, times(rgb("f0dcb4"), indoor)),
        (0.86, mix(rug, (0.2, 0.0, 0.2), 0.25)),
        (0.6, times(rgb("e0a860"), indoor)),
        (0.56, rug),
    ):
        sheet.ellipse((middle, geometry.y(0.715)), (px(390) * scale, px(112) * scale), tone, soft=2)
    return sheet


def _lamp_light(brief: Brief) -> Element:
    """Daylight that falls through the window, or the lamp when there is none."""
    geometry, light = brief.geometry, brief.light
    glow = Sheet(geometry)
    glow.alpha[:] = 1
    if light.dark:
        glow.glow((geometry.sheet_x(0.06), geometry.y(0.4)), geometry.px(560), _LAMP, 0.42)
        glow.glow((geometry.sheet_x(1.0), geometry.y(0.46)), geometry.px(460), _LAMP, 0.3)
    else:
        x, y = geometry.sheet_x(0.5), geometry.y(0.14)
        w = geometry.px(150)
        beam = [(x - w, y), (x + w, y), (x + w * 0.4, geometry.y(0.9)), (x - w * 3.2, geometry.y(0.9))]
        glow.polygon(beam, light.sun, foot=(0.0, 0.0, 0.0), strength=0.2)
        glow.rgb[:] = np.minimum(glow.rgb, 0.22)
    return lamp_shine(glow, 0.7, 6.0, brief)
