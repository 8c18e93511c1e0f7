"""A clearing among firs: rows of trees that sink into mist, shafts of light, ferns at the edge."""

from generation.engines.storyboard.paint.color import mix, rgb
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.noise import field
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.paint.sky import backdrop, clouds

from .brief import Brief, Scenery
from .effects import light_shafts
from .terrain import ground, hill, mist, rolling

_ROWS = ((0.47, 26, 120, 0.66, 0.22), (0.525, 20, 190, 0.46, 0.38), (0.575, 15, 270, 0.24, 0.58))


def paint_forest(brief: Brief) -> Scenery:
    geometry, light, rng = brief.geometry, brief.light, brief.rng
    behind: list[Element] = [
        backdrop(geometry, light, rng).dry(0.02, rng),
        clouds(geometry, light, rng, count=4, band=(0.05, 0.3), size=(190, 380)).dry(
            0.06, rng, drift=geometry.px(5)
        ),
        hill(brief, rolling(brief, 0.43, 60), rgb("3d6b63"), far=0.74).dry(0.13, rng),
    ]
    for row in _ROWS:
        behind.append(_stand(brief, *row).dry(row[4], rng))
        behind.append(
            mist(brief, row[0] + 0.015, 80, strength=0.5).dry(row[4] + 0.06, rng, drift=geometry.px(4))
        )
    if light.orb and not light.moon:
        behind.append(light_shafts(brief))
    behind.append(_clearing(brief).dry(1.0, rng))
    return Scenery(behind, [_frame(brief).dry(1.5, rng)], tint=light.actor_tint, air=0.31)


def _stand(brief: Brief, height: float, count: int, size: float, far: float, _: float) -> Sheet:
    """A row of firs along a hill."""
    line = rolling(brief, height + 0.02, 26, wave=400)
    sheet = hill(brief, line, rgb("2f5f4b"), far=far, fade=90).raised(brief.geometry.px(size * 1.1))
    plant = brief.gardener(sheet, far)
    for number in range(count):
        x = (number + brief.rng.uniform(0.0, 1.0)) / count * sheet.width
        tall = brief.geometry.px(size * brief.rng.uniform(0.65, 1.25))
        leaf = mix(rgb("1f6a55"), rgb("4d8a45"), brief.rng.random())
        plant.conifer((x, float(line[min(int(x), sheet.width - 1)]) + brief.geometry.px(12)), tall, leaf)
    return sheet


def _clearing(brief: Brief) -> Sheet:
    geometry, rng = brief.geometry, brief.rng
    line = rolling(brief, 0.605, 16)
    sheet = ground(brief, line, rgb("5d8f4a"))
    plant = brief.gardener(sheet, 0.03)
    for _ in range(34):
        x = rng.uniform(0, sheet.width)
        plant.bush((x, float(line[int(x)]) + geometry.px(8)), geometry.px(rng.uniform(22, 46)), rgb("3f7a45"))
    for _ in range(90):
        x, y = rng.uniform(0, sheet.width), geometry.y(rng.uniform(0.62, 0.72))
        plant.grass((x, y), geometry.px(rng.uniform(10, 22)), rgb("74a653"), blades=4)
    sheet.mottle(field(sheet.width, sheet.height, wave=geometry.px(70), rng=rng, stretch=3), 0.07)
    return sheet


def _frame(brief: Brief) -> Sheet:
    """Dark firs at both edges and grass below: the eye is led between them."""
    geometry, rng = brief.geometry, brief.rng
    sheet = Sheet(geometry)
    plant = brief.gardener(sheet, 0.0)
    for edge, side in ((0.0, -1), (1.0, 1)):
        for number in range(3):
            x = geometry.sheet_x(edge + side * (0.3 + 0.16 * number))
            plant.conifer(
                (x, geometry.y(0.9 + 0.03 * number)), geometry.px(rng.uniform(640, 800)), rgb("123f3a")
            )
    for _ in range(60):
        x = rng.uniform(0, sheet.width)
        plant.grass(
            (x, geometry.y(rng.uniform(0.965, 1.06))), geometry.px(rng.uniform(50, 100)), rgb("1f4f3a")
        )
    return sheet
