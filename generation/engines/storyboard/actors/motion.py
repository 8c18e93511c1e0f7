"""How a figure stands at a moment: where it has moved, how it leans, how it is squeezed."""

from dataclasses import dataclass
from math import pi, sin

from generation.engines.storyboard.story.spec import Motion


@dataclass(frozen=True, slots=True)
class Pose:
    """Offsets in shares of the figure's height; `turn` in degrees; `step` (0..1) in the cycle."""

    dx: float = 0.0
    lift: float = 0.0
    turn: float = 0.0
    squeeze: float = 0.0  # above 0 flatter and wider
    step: float = 0.0


def pose(motion: Motion, time: float, phase: float) -> Pose:
    """The pose of a motion at a time in seconds; `phase` 0..1 keeps two figures from moving as one."""
    return _POSES[motion](time + phase * 3.1)


def _stand(t: float) -> Pose:
    return Pose(squeeze=0.006 * sin(t * 1.9))


def _idle(t: float) -> Pose:
    return Pose(squeeze=0.016 * sin(t * 2.3), turn=1.4 * sin(t * 1.1), step=(t * 0.45) % 1)


def _walk(t: float) -> Pose:
    beat = 2 * pi * t * 1.15
    return Pose(
        lift=0.022 * abs(sin(beat)), turn=2.6 * sin(beat), squeeze=0.014 * sin(2 * beat), step=(t * 1.15) % 1
    )


def _run(t: float) -> Pose:
    beat = 2 * pi * t * 1.9
    return Pose(
        lift=0.06 * abs(sin(beat)), turn=4.0 * sin(beat), squeeze=0.03 * sin(2 * beat), step=(t * 1.9) % 1
    )


def _hop(t: float) -> Pose:
    share = (t * 1.25) % 1
    high = 4 * share * (1 - share)
    landing = max(0.0, 1 - 7 * min(share, 1 - share))
    return Pose(lift=0.24 * high, squeeze=0.11 * landing - 0.04 * high, turn=2.0 * sin(t * 4), step=share)


def _dance(t: float) -> Pose:
    beat = 2 * pi * t * 1.0
    return Pose(
        dx=0.05 * sin(beat),
        lift=0.05 * abs(sin(beat)),
        turn=7.0 * sin(beat),
        squeeze=0.03 * sin(2 * beat),
        step=t % 1,
    )


def _sleep(t: float) -> Pose:
    return Pose(squeeze=0.05 + 0.03 * sin(t * 1.6), turn=6.0)


def _drive(t: float) -> Pose:
    return Pose(lift=0.006 * abs(sin(t * 17)), turn=0.5 * sin(t * 7), squeeze=0.006 * sin(t * 15))


def _fly(t: float) -> Pose:
    return Pose(
        lift=0.1 * sin(t * 2.1), turn=4.5 * sin(t * 2.1 + 0.9), squeeze=0.035 * sin(t * 9), step=(t * 0.8) % 1
    )


def _float(t: float) -> Pose:
    return Pose(
        dx=0.04 * sin(t * 0.8), lift=0.075 * sin(t * 1.25), turn=5.0 * sin(t * 0.9), step=(t * 0.4) % 1
    )


def _swim(t: float) -> Pose:
    return Pose(
        lift=0.06 * sin(t * 1.5), turn=3.5 * sin(t * 1.5 + 1), squeeze=0.03 * sin(t * 6), step=(t * 0.7) % 1
    )


def _sail(t: float) -> Pose:
    return Pose(lift=0.03 * sin(t * 1.4), turn=4.5 * sin(t * 1.1), step=(t * 0.5) % 1)


_POSES = {
    Motion.STAND: _stand, Motion.IDLE: _idle, Motion.WALK: _walk, Motion.RUN: _run, Motion.HOP: _hop,
    Motion.DANCE: _dance, Motion.SLEEP: _sleep, Motion.DRIVE: _drive, Motion.FLY: _fly, Motion.FLOAT: _float,
    Motion.SWIM: _swim, Motion.SAIL: _sail,
}  # fmt: skip
TRAVELS = {
    Motion.WALK: 0.075, Motion.RUN: 0.14, Motion.DRIVE: 0.13, Motion.FLY: 0.11, Motion.SWIM: 0.09,
    Motion.SAIL: 0.06, Motion.HOP: 0.05, Motion.FLOAT: 0.03,
}  # fmt: skip  # how far it gets in one shot, in shares of the view's width
