"""What a prompt means to the painter."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    HILLS = "hills"  # when the prompt names no place
    FOREST = "forest"
    BEACH = "beach"
    SEA = "sea"
    UNDERWATER = "underwater"
    CITY = "city"
    MOUNTAINS = "mountains"
    DESERT = "desert"
    SNOW = "snow"
    SPACE = "space"
    MEADOW = "meadow"
    ROOM = "room"
    SKY = "sky"


class Time(StrEnum):
    DAY = "day"
    DAWN = "dawn"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    CLEAR = "clear"
    RAIN = "rain"
    SNOW = "snow"
    FOG = "fog"
    STORM = "storm"


class Motion(StrEnum):
    """How somebody moves through a shot."""

    STAND = "stand"  # things: they only settle
    IDLE = "idle"  # living things: they breathe and look about
    WALK = "walk"
    RUN = "run"
    HOP = "hop"
    DANCE = "dance"
    SLEEP = "sleep"
    DRIVE = "drive"
    FLY = "fly"
    FLOAT = "float"  # in the air or in space
    SWIM = "swim"  # below the surface
    SAIL = "sail"  # on the surface


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing to draw: the emoji whose sprite it is, how many, and what the prompt says it does."""

    emoji: str
    count: int = 1
    motion: Motion | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The plan of a clip. `undrawn` holds the content words that found no picture."""

    place: Place = Place.HILLS
    time: Time = Time.DAY
    weather: Weather = Weather.CLEAR
    subjects: tuple[Subject, ...] = ()
    rainbow: bool = False
    undrawn: tuple[str, ...] = ()
