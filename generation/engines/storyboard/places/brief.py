"""What a painter of places is told, and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum

from generation.engines.storyboard.paint.color import Color, mix
from generation.engines.storyboard.paint.flora import SNOW_WHITE, Gardener
from generation.engines.storyboard.paint.geometry import Geometry
from generation.engines.storyboard.paint.layer import Element
from generation.engines.storyboard.paint.pixels import Random
from generation.engines.storyboard.paint.sheet import Sheet
from generation.engines.storyboard.palettes import Light
from generation.engines.storyboard.story.spec import Story, Weather


class Footing(StrEnum):
    """What actors stand on, or hang in."""

    LAND = "land"
    SURFACE = "surface"  # of water
    DEEP = "deep"  # under water
    VOID = "void"  # no weight


@dataclass(frozen=True, slots=True)
class Brief:
    geometry: Geometry
    light: Light
    story: Story
    rng: Random

    @property
    def snowed(self) -> bool:
        return self.story.weather is Weather.SNOW

    def soil(self, albedo: Color) -> Color:
        """The color of ground, under snow when it snows."""
        return mix(albedo, SNOW_WHITE, 0.86) if self.snowed else albedo

    def gardener(self, sheet: Sheet, far: float) -> Gardener:
        return Gardener(sheet, self.light, far, self.rng, 0.8 if self.snowed else 0.0)


@dataclass(slots=True)
class Scenery:
    """The set, from far to near: what is behind the actors, and what is before them.

    `back` and `front` are the rows (shares of the view's height) where the two lines of
    actors stand; `air` is where flyers fly; `tint` is the light on the actors.
    """

    behind: list[Element]
    before: list[Element] = field(default_factory=list)
    footing: Footing = Footing.LAND
    back: float = 0.615
    front: float = 0.69
    air: float = 0.3
    tint: Color = (1.0, 1.0, 1.0)
    light: Light | None = None  # when the place brings its own light
    outdoors: bool = True
