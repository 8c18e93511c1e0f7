"""A street in a tall city: rows of buildings, lit windows after dark, lamps and a pavement."""

from dataclasses import dataclass

import numpy as np

from generation.engines.storyboard.paint.color import Color, mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds
from generation.engines.storyboard.story.spec import Weather

from .brief import Brief, Scenery
from .effects import Water, lamp_shine
from .terrain import mist

_WALLS = tuple(rgb(code) for code in ("c98f74", "8ea3b8", "d8c3a0", "7f8fa8", "b57f86", "9fb0a0", "6f86a3"))
_WARM = rgb("ffd98a")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of buildings at one distance. Lengths in design pixels."""

    far: float
    low: int
    high: int
    wide: tuple[int, int]
    parallax: float


_ROWS = (
    _Row(0.74, 300, 620, (60, 120), 0.12),
    _Row(0.5, 250, 520, (90, 160), 0.26),
    _Row(0.22, 190, 400, (150, 230), 0.5),
)


def paint_city(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng, horizon=0.66).dry(0.02, rng),
        clouds(geometry, light, rng, count=4, band=(0.05, 0.3), size=(200, 400)).dry(
            0.05, rng, drift=geometry.px(5)
        ),
    ]
    for row in _ROWS:
        behind.append(_buildings(brief, row).dry(row.parallax, rng))
        behind.append(mist(brief, 0.57, 90, strength=0.45).dry(row.parallax + 0.05, rng))
    behind.append(_street(brief).dry(1.0, rng))
    if brief.story.weather in (Weather.RAIN, Weather.STORM):
        behind.append(_wet(brief))
    behind += _lamps(brief)
    return Scenery(behind, tint=light.actor_tint, back=0.635, front=0.7, air=0.25)


def _buildings(brief: Brief, row: _Row) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry, geometry.y(0.61) - geometry.px(row.high * 1.25), geometry.y(0.64))
    x = -geometry.px(rng.uniform(0, 60))
    while x < sheet.width:
        wide = geometry.px(rng.uniform(*row.wide))
        tall = geometry.px(rng.uniform(row.low, row.high))
        _building(brief, sheet, (x, tall, wide), row.far)
        x += wide + geometry.px(rng.uniform(-6, 14)) * (1.2 - row.far)
    return sheet


def _building(brief: Brief, sheet: Sheet, size: tuple[float, float, float], far: float) -> None:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    x, tall, wide = size
    foot, roof = geometry.y(0.64), geometry.y(0.615) - tall
    albedo = _WALLS[int(rng.integers(len(_WALLS)))]
    wall = light.shade(albedo, far)
    base = mix(wall, light.haze, 0.45)
    sheet.polygon([(x, foot), (x, roof), (x + wide, roof), (x + wide, foot)], wall, foot=base)
    shade = light.shade(mix(albedo, (0.05, 0.08, 0.2), 0.4), far)
    edge = wide * 0.24
    sheet.polygon([(x, foot), (x, roof), (x + edge, roof), (x + edge, foot)], shade, foot=base, strength=0.75)
    _roof(brief, sheet, (x, roof, wide), (wall, shade))
    _windows(brief, sheet, (x, roof, wide), far)


def _roof(brief: Brief, sheet: Sheet, at: tuple[float, float, float], tones: tuple[Color, Color]) -> None:
    """A ledge, a stepped top, a tank or an aerial."""
    x, roof, wide = at
    px, rng = brief.geometry.px, brief.rng
    wall, shade = tones
    kind = int(rng.integers(5))
    if kind == 0:
        inset, up = wide * 0.2, px(34)
        sheet.polygon(
            [
                (x + inset, roof),
                (x + inset, roof - up),
                (x + wide - inset, roof - up),
                (x + wide - inset, roof),
            ],
            wall,
        )
        sheet.polygon(
            [
                (x + wide / 2 - px(2), roof - up),
                (x + wide / 2, roof - up - px(60)),
                (x + wide / 2 + px(2), roof - up),
            ],
            shade,
        )
    elif kind == 1:
        sheet.polygon(
            [
                (x + wide * 0.3, roof),
                (x + wide * 0.3, roof - px(20)),
                (x + wide * 0.5, roof - px(32)),
                (x + wide * 0.7, roof - px(20)),
                (x + wide * 0.7, roof),
            ],
            shade,
        )
    elif kind == 2:
        sheet.polygon(
            [
                (x - px(3), roof),
                (x - px(3), roof - px(9)),
                (x + wide + px(3), roof - px(9)),
                (x + wide + px(3), roof),
            ],
            mix(wall, (1.0, 1.0, 1.0), 0.12),
        )
    elif kind == 3:
        sheet.polygon([(x, roof), (x + wide, roof - wide * 0.28), (x + wide, roof)], wall)


def _windows(brief: Brief, sheet: Sheet, at: tuple[float, float, float], far: float) -> None:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    x, roof, wide = at
    pitch = geometry.px(17 + 13 * (1 - far))
    across, down = max(2, int(wide / pitch) - 1), int((geometry.y(0.6) - roof) / (pitch * 1.15))
    pane = pitch * 0.5
    margin = (wide - across * pitch) / 2 + pitch * 0.22
    glass = light.shade(mix(rgb("5f86a8"), light.haze, 0.3), far * 0.9)
    for line in range(down):
        for column in range(across):
            lit = light.dark and rng.random() < 0.42
            if far > 0.6 and not lit and rng.random() < 0.5:
                continue
            warm = mix(_WARM, rgb("fff3d0"), rng.random()) if rng.random() < 0.85 else rgb("a9d8ff")
            tone = mix(warm, light.haze, far * 0.55) if lit else glass
            left, top = x + margin + column * pitch, roof + pitch * (0.55 + line * 1.15)
            mask = np.full(
                (max(1, round(pane * 1.15)), max(1, round(pane))), 0.95 if lit else 0.6, np.float32
            )
            sheet.lay(mask, tone, x=left, y=top)


def _street(brief: Brief) -> Sheet:
    """Kerb, road and a broad pavement on which people stand."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = Sheet(geometry, geometry.y(0.585))
    width = float(sheet.width)

    def band(start: float, end: float, color: Color, foot: Color) -> None:
        top, bottom = geometry.y(start), geometry.y(end)
        sheet.polygon([(-9, top), (width + 9, top), (width + 9, bottom), (-9, bottom)], color, foot=foot)

    road, stone = rgb("5a6478"), rgb("b9b4ae")
    band(0.6, 0.612, light.shade(stone, 0.2), light.shade(stone, 0.15))
    band(0.612, 0.655, light.shade(road, 0.22), light.shade(road, 0.12))
    for start in np.arange(0, width, geometry.px(130)):
        y = geometry.y(0.632)
        dash = [
            (start, y),
            (start + geometry.px(62), y),
            (start + geometry.px(60), y + geometry.px(6)),
            (start - geometry.px(3), y + geometry.px(6)),
        ]
        sheet.polygon(dash, light.shade(rgb("f0e6c8"), 0.1), strength=0.75)
    band(0.655, 0.664, light.shade(rgb("dcd6cc"), 0.05), light.shade(rgb("8f8a86"), 0.0))
    band(0.664, 1.12, light.shade(stone, 0.04), light.shade(mix(stone, rgb("2a3148"), 0.6), 0.0))
    middle = geometry.sheet_x(0.5)
    seam = light.shade(rgb("8a8682"), 0.0)
    for number in range(-22, 23):
        top, bottom = middle + number * geometry.px(76), middle + number * geometry.px(210)
        sheet.polygon(
            [
                (top - 1, geometry.y(0.664)),
                (top + 1, geometry.y(0.664)),
                (bottom + 2, geometry.y(1.1)),
                (bottom - 2, geometry.y(1.1)),
            ],
            seam,
            strength=0.3,
        )
    for t in (0.69, 0.73, 0.79, 0.87, 0.98):
        sheet.polygon(
            [(0, geometry.y(t)), (width, geometry.y(t)), (width, geometry.y(t) + 2), (0, geometry.y(t) + 2)],
            seam,
            strength=0.3,
        )
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(60), rng=rng, stretch=3), 0.05)
    return sheet


def _wet(brief: Brief) -> Water:
    """Rain on the road: it mirrors the windows."""
    geometry, light = brief.geometry, brief.light
    return Water(
        top=int(geometry.y(0.665)), bottom=int(geometry.y(0.97)), tint=light.shade(rgb("8f98a8"), 0.1),
        deep=light.shade(rgb("4a5468"), 0.0), unit=geometry.unit, sun=light.sun, glitter_at=None,
        seed=int(brief.rng.integers(1 << 31)), calm=1.6, mirror=0.5,
    ).prepare(geometry.width)  # fmt: skip


def _lamps(brief: Brief) -> list[Element]:
    """Street lamps on the far pavement, and after dark their light."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    posts = Sheet(geometry, geometry.y(0.38), geometry.y(0.64))
    glows = Sheet(geometry, geometry.y(0.28), geometry.y(0.76))
    glows.alpha[:] = 1
    iron = light.shade(rgb("37404f"), 0.08)
    px = geometry.px
    for x in np.arange(px(40), posts.width, px(300)):
        foot, head = geometry.y(0.615), geometry.y(0.435)
        posts.polygon([(x - px(4), foot), (x - px(2.5), head), (x + px(2.5), head), (x + px(4), foot)], iron)
        posts.polygon(
            [
                (x - px(8), foot + px(2)),
                (x - px(5), foot - px(16)),
                (x + px(5), foot - px(16)),
                (x + px(8), foot + px(2)),
            ],
            iron,
        )
        posts.ellipse(
            (x, head - px(9)),
            (px(11), px(13)),
            _WARM if light.dark else light.shade(rgb("f4f1e6"), 0.1),
            soft=px(2),
        )
        posts.polygon([(x - px(13), head - px(17)), (x, head - px(30)), (x + px(13), head - px(17))], iron)
        if light.dark:
            glows.glow((x, head - px(9)), px(120), _WARM, 0.75)
            glows.glow((x, geometry.y(0.66)), px(110), _WARM, 0.2)
    elements: list[Element] = [posts.dry(0.8, rng)]
    if light.dark:
        elements.append(lamp_shine(glows, 0.8, 5.0, brief))
    return elements
