"""What somebody is asked to say and do: by chance, once, for two minutes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DIGITS: Final = 6
TURNS: Final = 3


class Turn(StrEnum):
    """The person's own left and right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Challenge:
    """`assisted` is for whoever cannot speak or turn: neither is judged, and a person looks."""

    digits: str
    turns: tuple[Turn, ...]
    assisted: bool = False


def new_challenge(*, assisted: bool = False) -> Challenge:
    """Eight ways to turn and a million to speak."""
    turns = tuple(secrets.choice(list(Turn)) for _ in range(TURNS))
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return Challenge(digits, turns, assisted)
