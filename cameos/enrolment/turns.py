"""Which way a head went, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from cameos.enrolment.challenge import Turn
from cameos.enrolment.findings import Finding, passed, refused, review
from cameos.enrolment.looks import Look

TURNED: Final = 0.18  # of yaw: a clear turn
BACK: Final = 0.12  # of yaw: looking ahead again
MIRROR: Final = {Turn.LEFT: Turn.RIGHT, Turn.RIGHT: Turn.LEFT}


def turns_in(looks: Sequence[Look]) -> tuple[Turn, ...]:
    """Every way out from the middle and back, in order. A turn that is held counts once."""
    now: Turn | None = None
    path: list[Turn | None] = []
    for look in looks:
        if look.faces:
            now = _next(now, look.yaw)
            path.append(now)
    return tuple(turn for turn, _ in groupby(path) if turn)


def _next(now: Turn | None, yaw: float) -> Turn | None:
    """A turn ends in the middle: at its edge nothing flickers."""
    if abs(yaw) > TURNED:
        return Turn.LEFT if yaw > 0 else Turn.RIGHT
    return now if abs(yaw) > BACK else None


def judge_turns(looks: Sequence[Look], wanted: Sequence[Turn]) -> Finding:
    """Exactly those and no others, or a recording of every turn would answer every challenge."""
    made = turns_in(looks)
    if made == tuple(wanted):
        return passed("turns", 1.0)
    if not made:
        return refused("turns", "no_turn")
    if made == tuple(MIRROR[turn] for turn in wanted):
        return review("turns", "mirrored", 0.7)
    if _contained(wanted, made) and len(made) <= len(wanted) + 1:
        return review("turns", "turns_unsure", 0.5)
    return refused("turns", "wrong_turns", 0.2)


def _contained(wanted: Sequence[Turn], made: Sequence[Turn]) -> bool:
    rest = iter(made)
    return all(turn in rest for turn in wanted)
