"""Above the clouds: heaped towers and a soft white sea to float over."""

from generation.engines.storyboard.paint.color import mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import add_cloud, backdrop, clouds, streaks

from .brief import Brief, Footing, Scenery
from .effects import light_shafts
from .terrain import hill, mist, rolling


def paint_sky(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng, horizon=0.8).dry(0.02, rng),
        streaks(geometry, light, rng, count=8, band=(0.1, 0.4)).dry(0.04, rng, drift=geometry.px(3)),
        clouds(geometry, light, rng, count=6, band=(0.12, 0.46), size=(150, 320)).dry(
            0.08, rng, drift=geometry.px(7)
        ),
        hill(brief, rolling(brief, 0.6, 50), rgb("7f93b5"), far=0.75).dry(0.1, rng),
        _bank(brief, 0.62, 20, (200, 340)).dry(0.25, rng, drift=-geometry.px(8)),
        mist(brief, 0.66, 90, strength=0.5).dry(0.3, rng),
        _bank(brief, 0.74, 16, (300, 460)).dry(0.5, rng, drift=-geometry.px(14)),
    ]
    if light.orb and not light.moon:
        behind.insert(4, light_shafts(brief, strength=0.25))
    before: list[Element] = [_bank(brief, 0.9, 13, (420, 640)).dry(1.0, rng, drift=-geometry.px(22))]
    return Scenery(
        behind, before, footing=Footing.VOID, tint=light.actor_tint, air=0.25, back=0.44, front=0.62
    )


def _bank(brief: Brief, height: float, count: int, size: tuple[float, float]) -> Sheet:
    """A row of clouds that closes below."""
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    sheet = Sheet(geometry, geometry.y(height) - geometry.px(size[1] * 0.5))
    for number in range(count):
        x = (number + rng.uniform(-0.2, 1.2)) / count * sheet.width
        add_cloud(
            sheet,
            (x, geometry.y(height + rng.uniform(-0.02, 0.03))),
            geometry.px(rng.uniform(*size)),
            light,
            rng,
        )
    line = rolling(brief, height + 0.045, 18, wave=200)
    base = mix(light.cloud_shade, light.cloud, 0.42)
    sheet.ridge(line, base, light.cloud_shade, depth=geometry.px(420))
    return sheet
