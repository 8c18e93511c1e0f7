# ruff: noqa: E501 - paths of SVG
"""A small hand-made body, drawn as SVG, for those of whom there is only a head."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from generation.engines.storyboard.paint.color import Color, code, mix

WIDTH: Final = 100  # of the drawing, in its own units
HEIGHT: Final = 150
HEAD: Final = 70  # the side of the square the head fills
HEAD_LEFT: Final = (WIDTH - HEAD) / 2
CHIN: Final = 74  # the row where the head ends
STEPS: Final = 8  # drawings in one cycle of walking
_HIP, _SHOULDER = 116.0, 85.0


@dataclass(frozen=True, slots=True)
class Clothes:
    """Colors of a body. `belly` is drawn on the front when given."""

    torso: Color
    limbs: Color
    feet: Color
    belly: Color | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Angles in radians, 0 hanging straight down, positive to the right."""

    left_leg: float
    right_leg: float
    left_arm: float
    right_arm: float


def walking(step: int) -> Stance:
    swing = sin(2 * pi * step / STEPS)
    return Stance(0.5 * swing, -0.5 * swing, -0.35 - 0.55 * swing, 0.35 - 0.55 * swing)


def dancing(step: int) -> Stance:
    swing = sin(2 * pi * step / STEPS)
    return Stance(
        -0.16 + 0.3 * max(swing, 0), 0.16 + 0.3 * min(swing, 0), -2.3 - 0.4 * swing, 2.3 - 0.4 * swing
    )


def resting(step: int) -> Stance:
    breath = 0.07 * sin(2 * pi * step / STEPS)
    return Stance(-0.04, 0.04, -0.42 - breath, 0.42 + breath)


def drifting(step: int) -> Stance:
    wave = 0.25 * sin(2 * pi * step / STEPS)
    return Stance(-0.25 + wave * 0.6, 0.3 + wave * 0.6, -1.25 - wave, 1.25 - wave)


def body_svg(clothes: Clothes, stance: Stance, *, broad: bool = False) -> str:
    """The body without its head; `broad` shoulders continue a bust."""
    half = 27.0 if broad else 21.0
    middle = WIDTH / 2
    torso = (
        f'<path d="M{middle - half * 0.72} 70 C{middle - half * 1.25} 84 {middle - half * 1.12} 122 {middle - half * 0.5} 124 '
        f'L{middle + half * 0.5} 124 C{middle + half * 1.12} 122 {middle + half * 1.25} 84 {middle + half * 0.72} 70 Z" '
        f'fill="{code(clothes.torso)}"/>'
    )
    parts = [
        _leg(middle - half * 0.42, stance.left_leg, clothes, back=True),
        _leg(middle + half * 0.42, stance.right_leg, clothes, back=False),
        _arm(middle - half * 0.86, stance.left_arm, clothes),
        torso,
    ]
    if clothes.belly:
        parts.append(
            f'<ellipse cx="{middle}" cy="101" rx="{half * 0.56}" ry="18" fill="{code(clothes.belly)}"/>'
        )
    # Shade on the side away from the light makes the body round.
    parts.append(
        f'<path d="M{middle + half * 0.3} 72 C{middle + half * 0.95} 90 {middle + half * 0.7} 118 {middle + half * 0.1} 124 '
        f'L{middle + half * 0.5} 124 C{middle + half * 1.12} 122 {middle + half * 1.25} 84 {middle + half * 0.72} 70 Z" fill="#000" opacity="0.1"/>'
    )
    parts.append(_arm(middle + half * 0.86, stance.right_arm, clothes))
    inner = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{inner}</svg>'


def _leg(x: float, angle: float, clothes: Clothes, *, back: bool) -> str:
    tone = mix(clothes.limbs, (0.0, 0.0, 0.0), 0.16) if back else clothes.limbs
    foot_x, foot_y = x + 26 * sin(angle), _HIP + 26 * cos(angle)
    lift = 3.5 * max(0.0, -sin(angle))
    return (
        f'<path d="M{x} {_HIP} L{foot_x} {foot_y - lift}" stroke="{code(tone)}" stroke-width="12.5" stroke-linecap="round"/>'
        f'<ellipse cx="{foot_x}" cy="{foot_y + 3 - lift}" rx="9.4" ry="5.4" fill="{code(clothes.feet)}"/>'
    )


def _arm(x: float, angle: float, clothes: Clothes) -> str:
    tone = mix(clothes.torso, (0.0, 0.0, 0.0), 0.12)
    hand_x, hand_y = x + 25 * sin(angle), _SHOULDER + 25 * cos(angle)
    return (
        f'<path d="M{x} {_SHOULDER} L{hand_x} {hand_y}" stroke="{code(tone)}" stroke-width="9.5" stroke-linecap="round"/>'
        f'<circle cx="{hand_x}" cy="{hand_y}" r="5.6" fill="{code(clothes.belly or clothes.feet)}"/>'
    )
