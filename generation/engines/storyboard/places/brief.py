"""What a painter of places is told, and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum

from ..paint.color import Color
from ..paint.geometry import Geometry
from ..paint.layer import Element
from ..paint.pixels import Random
from ..palettes import Light
from ..story.spec import Story


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
