"""What the registry answers about a text, from the best to the worst."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    ALLOW = "allow"  # nothing protected is in it
    LICENSED = "licensed"  # a license carries it, with its duties
    ASK = "ask"  # its holder has to approve the prompt first
    REVIEW = "review"  # it may describe something protected: a person looks at it first
    BLOCK = "block"  # it names something that nobody has opened to this person


ORDER = tuple(Outcome)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=ORDER.index, default=Outcome.ALLOW)
