"""Who lives in the demo world."""

from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from cameos.models import Scope
from moderation.demo.portraits import Face

COUNTRY = "US"  # where all of them live, and make their clips


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account. `face` and `scope` make a likeness; `lets` may use it by name."""

    handle: str
    name: str
    born: date
    follows: tuple[str, ...] = ()
    face: Face | None = None
    scope: Scope = Scope.ONLY_ME
    lets: tuple[str, ...] = ()
    role: str = "member"  # "moderator" and "keeper" work here, a "holder" has the console

    @property
    def email(self) -> str:
        return f"{self.handle}@example.com"

    @property
    def password(self) -> str:
        """The same in every run of one site, and another on every site: it comes from SECRET_KEY."""
        digest = salted_hmac("moderation.demo", self.handle, algorithm="sha256").hexdigest()
        return f"{digest[:5]}-{digest[5:10]}-{digest[10:15]}"


MEMBERS = (
    Person(
        "mika",
        "Mika Aalto",
        date(1994, 3, 8),
        follows=("oda", "lucia", "takumi", "rahel"),
        face=Face("#e9b995", "#3a2a22", "bob", "#2e8f83", ("#9fd6cf", "#3f7f86"), earrings="#f2d16b"),
        scope=Scope.EVERYONE,
    ),
    Person(
        "oda",
        "Oda Nwosu",
        date(1988, 11, 21),
        follows=("mika", "rahel", "jonas"),
        face=Face("#7a4a32", "#1c1512", "curls", "#e4a93b", ("#f3c9a4", "#b5637a"), earrings="#e8e2d0"),
        scope=Scope.MUTUALS,
    ),
    Person(
        "lucia",
        "Lucía Ferrer",
        date(2001, 6, 2),
        follows=("mika", "priya", "takumi"),
        face=Face("#d99f78", "#6b3420", "long", "#c8465a", ("#f7d7c4", "#d98a72")),
        scope=Scope.APPROVED,
        lets=("mika", "priya"),
    ),
    Person(
        "takumi",
        "Takumi Ono",
        date(1997, 1, 30),
        follows=("mika", "lucia"),
        face=Face("#ecc19c", "#17181d", "short", "#3b4a86", ("#c4cdf0", "#5f6db0"), glasses=True),
    ),
    Person(
        "rahel",
        "Rahel Tesfaye",
        date(1991, 9, 14),
        follows=("mika", "oda", "jonas"),
        face=Face("#8c5a3c", "#241813", "bun", "#7a57b8", ("#d9c9f2", "#7d62b4"), earrings="#f4b942"),
        scope=Scope.EVERYONE,
    ),
    Person(
        "jonas",
        "Jonas Lindqvist",
        date(1985, 4, 17),
        follows=("oda", "rahel", "mika"),
        face=Face("#f0c8a8", "#a8642f", "short", "#52704f", ("#d8e6c8", "#7f9a72"), beard=True),
        scope=Scope.MUTUALS,
    ),
    Person(
        "priya",
        "Priya Raman",
        date(1999, 12, 5),
        follows=("lucia", "mika"),
        face=Face("#b07a52", "#7b2d52", "scarf", "#d96f3d", ("#ffe0b8", "#e09a5a")),
        scope=Scope.APPROVED,
        lets=("lucia",),
    ),
    Person("wren", "Wren Castellan", date(2003, 7, 19), follows=("mika", "rahel", "oda", "lucia", "jonas")),
)

STAFF = (
    Person(
        "ines",
        "Inés Duarte",
        date(1983, 5, 11),
        follows=("mika",),
        face=Face("#c98f68", "#5a5a60", "short", "#33506b", ("#cfe0ea", "#6f94a8"), glasses=True),
        role="moderator",
    ),
    Person("nimbus", "Nimbus Pictures, rights desk", date(1979, 2, 23), role="holder"),
    Person("keeper", "Keeper of this site", date(1980, 8, 8), role="keeper"),
)

EVERYONE = MEMBERS + STAFF
