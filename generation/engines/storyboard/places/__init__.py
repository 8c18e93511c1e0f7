"""One painter for each place. A painter takes a brief and gives back the scenery."""

from collections.abc import Callable
from typing import Final

from generation.engines.storyboard.story.spec import Place

from .brief import Brief, Scenery
from .city import paint_city
from .desert import paint_desert
from .forest import paint_forest
from .hills import paint_hills, paint_meadow
from .mountains import paint_mountains
from .room import paint_room
from .shore import paint_beach, paint_sea
from .sky import paint_sky
from .snow import paint_snow
from .space import paint_space
from .underwater import paint_underwater

PAINTERS: Final[dict[Place, Callable[[Brief], Scenery]]] = {
    Place.HILLS: paint_hills,
    Place.FOREST: paint_forest,
    Place.BEACH: paint_beach,
    Place.SEA: paint_sea,
    Place.UNDERWATER: paint_underwater,
    Place.CITY: paint_city,
    Place.MOUNTAINS: paint_mountains,
    Place.DESERT: paint_desert,
    Place.SNOW: paint_snow,
    Place.SPACE: paint_space,
    Place.MEADOW: paint_meadow,
    Place.ROOM: paint_room,
    Place.SKY: paint_sky,
}

__all__ = ["PAINTERS", "Brief", "Scenery"]
