"""Plants, each a few shapes lit from one side."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from generation.engines.storyboard.palettes import Light

from .color import Color, mix, rgb
from .pixels import Random
from .sheet import Point, Sheet

SNOW_WHITE: Final = rgb("f3f8fd")


@dataclass(frozen=True, slots=True)
class Gardener:
    """Plants things on one sheet, all at the same distance and in the same light."""

    sheet: Sheet
    light: Light
    far: float
    rng: Random
    frost: float = 0.0  # how much snow lies on everything

    def tone(self, albedo: Color) -> Color:
        return self.light.shade(albedo, self.far)

    def lit(self, albedo: Color, share: float = 0.3) -> Color:
        """The side that looks at the light."""
        return mix(self.tone(albedo), self.tone(mix(albedo, self.light.sun, 0.75)), share)

    def _frosted(self, leaf: Color) -> Color:
        return mix(leaf, SNOW_WHITE, self.frost)

    def conifer(self, base: Point, height: float, leaf: Color, *, snow: float = 0.0) -> None:
        """A fir of overlapping skirts, darker to the left and below, white on top when `snow`."""
        snow = max(snow, self.frost)
        x, y = base
        spread = height * self.rng.uniform(0.2, 0.26)
        trunk = self.tone(rgb("4a3428"))
        self.sheet.polygon(
            [
                (x - height * 0.022, y),
                (x - height * 0.016, y - height * 0.3),
                (x + height * 0.016, y - height * 0.3),
                (x + height * 0.022, y),
            ],
            trunk,
        )
        tiers = 5 if height > self.sheet.geometry.px(110) else 4
        dark, bright = self.tone(mix(leaf, (0.0, 0.05, 0.12), 0.32)), self.lit(leaf, 0.34)
        for tier in range(tiers):
            share = tier / tiers
            wide = spread * (1.0 - share * 0.78)
            low, high = (
                y - height * (0.1 + 0.78 * share),
                y - height * (0.1 + 0.78 * share + 0.3 * (1.06 - 0.35 * share)),
            )
            high = max(high, y - height)
            droop = height * 0.028
            jag = [self.rng.uniform(0.86, 1.12) for _ in range(2)]
            left, right = (x - wide * jag[0], low + droop), (x + wide * jag[1], low + droop)
            skirt = [
                (x, high),
                left,
                (x - wide * 0.45, low),
                (x - wide * 0.1, low + droop * 0.8),
                (x + wide * 0.35, low),
                right,
            ]
            self.sheet.polygon(skirt, mix(dark, bright, 0.35), foot=dark)
            self.sheet.polygon(
                [(x, high), (x + wide * 0.08, low), (x + wide * 0.4, low), right],
                bright,
                foot=mix(dark, bright, 0.4),
            )
            if snow:
                white = self.tone(SNOW_WHITE)
                part = snow * self.rng.uniform(0.8, 1.1)
                edge = low - (low - high) * (1 - 0.62 * part)
                rim = wide * 0.62 * part
                self.sheet.polygon(
                    [(x, high), (x - rim, edge), (x - rim * 0.4, edge - droop), (x + rim * 0.1, edge + droop),
                     (x + rim * 0.55, edge - droop * 0.5), (x + rim, edge)],
                    white, foot=mix(white, self.light.cloud_shade, 0.35),
                )  # fmt: skip

    def tree(self, base: Point, height: float, leaf: Color) -> None:
        """A broad-leaved tree: a crown of lit heaps over a forked trunk."""
        x, y = base
        bark = self.tone(rgb("5d4330"))
        wide = height * 0.045
        fork = y - height * 0.45
        self.sheet.polygon(
            [(x - wide * 1.3, y), (x - wide * 0.6, fork), (x + wide * 0.6, fork), (x + wide * 1.3, y)],
            bark,
            foot=mix(bark, (0.0, 0.0, 0.0), 0.25),
        )
        for side in (-1, 1):
            self.sheet.polygon(
                [
                    (x - wide * 0.4, fork + height * 0.06),
                    (x + side * height * 0.16, fork - height * 0.16),
                    (x + wide * 0.5, fork),
                ],
                bark,
            )
        dark, bright = self.tone(mix(leaf, (0.0, 0.06, 0.12), 0.34)), self.lit(self._frosted(leaf), 0.42)
        for depth in range(3):
            tone = mix(dark, bright, depth / 2)
            size = 0.3 - 0.055 * depth
            for _ in range(8 - depth):
                angle = self.rng.uniform(0, 2 * np.pi)
                away = self.rng.uniform(0.2, 1) * height * (0.2 - 0.03 * depth)
                center = (
                    x + 1.35 * away * np.cos(angle) + depth * height * 0.022,
                    y - height * (0.66 + 0.025 * depth) + away * np.sin(angle),
                )
                radius = height * size * self.rng.uniform(0.4, 0.62)
                self.sheet.ellipse(
                    center, (radius * 1.1, radius), tone, soft=max(1.0, radius * 0.08), strength=0.96
                )

    def bush(self, base: Point, size: float, leaf: Color) -> None:
        dark, bright = self.tone(mix(leaf, (0.0, 0.06, 0.12), 0.3)), self.lit(self._frosted(leaf), 0.3)
        for number in range(7):
            share = number / 6
            center = (base[0] + (share - 0.5) * size * 1.7, base[1] - size * 0.3 * np.sin(np.pi * share))
            radius = size * self.rng.uniform(0.26, 0.42)
            self.sheet.ellipse(center, (radius, radius), dark, soft=max(1.0, radius * 0.06))
            self.sheet.ellipse(
                (center[0] + radius * 0.18, center[1] - radius * 0.22),
                (radius * 0.7, radius * 0.62),
                bright,
                soft=radius * 0.5,
                strength=0.8,
            )

    def grass(self, base: Point, height: float, leaf: Color, *, blades: int = 7) -> None:
        for _ in range(blades):
            lean = self.rng.uniform(-0.55, 0.55) * height
            tall = height * self.rng.uniform(0.55, 1.0)
            x = base[0] + self.rng.uniform(-0.5, 0.5) * height
            wide = max(height * 0.045, 0.6)
            tone = mix(self.tone(leaf), self.lit(self._frosted(leaf), 0.6), self.rng.random())
            self.sheet.polygon(
                [
                    (x - wide, base[1]),
                    (x + lean * 0.4 - wide * 0.5, base[1] - tall * 0.6),
                    (x + lean, base[1] - tall),
                    (x + lean * 0.4 + wide * 0.6, base[1] - tall * 0.55),
                    (x + wide, base[1]),
                ],
                tone,
                foot=self.tone(leaf),
            )

    def flower(self, base: Point, height: float, petal: Color) -> None:
        x, y = base
        lean = self.rng.uniform(-0.2, 0.2) * height
        head = (x + lean, y - height)
        stem = max(height * 0.03, 0.6)
        self.sheet.polygon(
            [(x - stem, y), (head[0] - stem, head[1]), (head[0] + stem, head[1]), (x + stem, y)],
            self.tone(rgb("4f8a3a")),
        )
        radius = height * 0.16
        for number in range(5):
            angle = number * 2 * np.pi / 5 + self.rng.random()
            center = (head[0] + radius * np.cos(angle), head[1] + radius * np.sin(angle) * 0.8)
            self.sheet.ellipse(center, (radius * 0.85, radius * 0.75), self.tone(petal), soft=1.0)
        self.sheet.ellipse(head, (radius * 0.55, radius * 0.5), self.tone(rgb("ffd34d")), soft=1.0)

    def palm(self, base: Point, height: float, *, lean: float) -> None:
        """A bent stem with a star of feathered leaves."""
        steps = np.linspace(0, 1, 14)
        stem = [(base[0] + lean * height * t * t, base[1] - height * t) for t in steps]
        wide = height * 0.03
        bark = self.tone(rgb("8a6745"))
        left = [(x - wide * (1.25 - 0.6 * t), y) for (x, y), t in zip(stem, steps, strict=True)]
        right = [(x + wide * (1.25 - 0.6 * t), y) for (x, y), t in zip(stem, steps, strict=True)]
        self.sheet.polygon(
            left + right[::-1], mix(bark, self.light.sun, 0.12), foot=mix(bark, (0.0, 0.0, 0.0), 0.3)
        )
        crown = stem[-1]
        dark, bright = self.tone(rgb("2c6b45")), self.lit(rgb("4a9a55"), 0.35)
        for number in range(11):
            angle = -np.pi * (0.02 + 0.96 * (number + self.rng.uniform(0.2, 0.8)) / 11)
            self._frond(
                crown, height * self.rng.uniform(0.36, 0.46), angle, mix(dark, bright, self.rng.random())
            )
        for side in (-0.6, 0.1, 0.7):
            self.sheet.ellipse(
                (crown[0] + side * wide * 2, crown[1] + wide),
                (wide, wide),
                self.tone(rgb("5a3d26")),
                soft=1.0,
            )

    def _frond(self, root: Point, length: float, angle: float, tone: Color) -> None:
        upper, lower = [], []
        for t in np.linspace(0, 1, 12):
            x = root[0] + length * t * np.cos(angle)
            y = root[1] + length * t * np.sin(angle) + length * 0.75 * t * t
            wide = length * 0.1 * np.sin(np.pi * min(t + 0.06, 1.0)) ** 0.7
            notch = 0.5 if round(t * 11) % 2 else 1.0
            upper.append((x, y - wide * 0.35))
            lower.append((x, y + wide * notch))
        self.sheet.polygon(upper + lower[::-1], tone)

    def cactus(self, base: Point, height: float) -> None:
        """A saguaro: rounded columns with a lit side."""
        x, y = base
        wide = height * 0.085
        leaf = rgb("4f8a5b")
        for left, low, high, radius in (
            (x, y, y - height, wide),
            (x - wide * 2.6, y - height * 0.42, y - height * 0.72, wide * 0.68),
            (x + wide * 2.5, y - height * 0.3, y - height * 0.66, wide * 0.68),
        ):
            if left != x:
                self._limb((min(left, x), low - radius), (max(left, x), low + radius), leaf, radius)
            self._limb(
                (left - radius, high), (left + radius, low + (radius if left != x else 0)), leaf, radius
            )

    def _limb(self, corner: Point, other: Point, leaf: Color, radius: float) -> None:
        (x0, y0), (x1, y1) = corner, other
        arc = np.linspace(np.pi, 2 * np.pi, 9)
        cx, half = (x0 + x1) / 2, (x1 - x0) / 2
        outline = [(cx + half * np.cos(a), y0 + min(radius, half) * (1 + np.sin(a))) for a in arc]
        self.sheet.polygon(
            [*outline, (x1, y1), (x0, y1)], self.tone(leaf), foot=self.tone(mix(leaf, (0.0, 0.0, 0.0), 0.25))
        )
        self.sheet.polygon(
            [
                (cx + half * 0.1, y0 + radius * 0.5),
                (cx + half * 0.75, y0 + radius),
                (cx + half * 0.75, y1),
                (cx + half * 0.25, y1),
            ],
            self.lit(leaf, 0.5),
        )
