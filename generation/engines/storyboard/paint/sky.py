"""Skies: gradient, sun or moon with its glow, stars, clouds built of soft lit heaps."""

from typing import Final

import cv2
import numpy as np

from generation.engines.storyboard.palettes import Light

from .color import Color, mix, ramp, rgb
from .geometry import Geometry
from .layer import Layer
from .pixels import Field, Random
from .sheet import Sheet

_BOW: Final = ("ff5a5a", "ff9a4a", "ffe25a", "6fdc7a", "5ac8ff", "6a7aff", "b06aff")


def backdrop(geometry: Geometry, light: Light, rng: Random, *, horizon: float = 0.62) -> Sheet:
    """The whole sky, opaque, with stars and the sun or moon in it."""
    sheet = Sheet(geometry)
    # From the top of the view to the horizon; beyond either end the last color goes on.
    start, end = -geometry.margin_y / (geometry.view_height * horizon), 0.0
    end = (geometry.height - geometry.margin_y) / (geometry.view_height * horizon)
    colors = ramp(light.sky, geometry.height, start, end)
    sheet.rgb[:] = colors[:, None, :]
    sheet.alpha[:] = 1
    if light.stars:
        scatter_stars(sheet, light, rng, horizon)
    if light.orb:
        hang_orb(sheet, light)
    return sheet


def scatter_stars(sheet: Sheet, light: Light, rng: Random, horizon: float = 0.62) -> None:
    """Mostly faint points, a few bright ones with a halo; fewer towards the horizon."""
    geometry = sheet.geometry
    for _ in range(int(420 * light.stars)):
        x = rng.uniform(0, sheet.width)
        y = geometry.y(horizon) * rng.random() ** 1.4
        bright = rng.random() ** 3
        color = mix((1.0, 1.0, 1.0), (0.72, 0.82, 1.0), rng.random())
        size = geometry.px(0.7 + 1.5 * bright)
        sheet.ellipse((x, y), (size, size), color, soft=geometry.px(1.2), strength=0.25 + 0.75 * bright)
        if bright > 0.72:
            sheet.glow((x, y), geometry.px(16), color, 0.5)


def hang_orb(sheet: Sheet, light: Light) -> None:
    """A sun as a warm disc in wide rings of light, or a moon with seas on its face."""
    geometry = sheet.geometry
    assert light.orb is not None
    center = (geometry.sheet_x(light.orb[0]), geometry.y(light.orb[1]))
    for radius, strength in ((900, 0.42), (460, 0.5), (210, 0.6)):
        sheet.glow(center, geometry.px(radius), light.sun, strength * light.glow)
    size = geometry.px(56 if light.moon else 62)
    sheet.ellipse(center, (size, size), mix(light.sun, (1.0, 1.0, 1.0), 0.55), soft=geometry.px(2.5))
    if not light.moon:
        return
    sea = mix(light.sun, light.haze, 0.35)
    for dx, dy, r in (
        (-0.3, -0.25, 0.27),
        (0.25, -0.42, 0.16),
        (0.18, 0.22, 0.32),
        (-0.38, 0.38, 0.14),
        (0.52, 0.0, 0.1),
    ):
        sheet.ellipse(
            (center[0] + dx * size, center[1] + dy * size), (r * size, r * size * 0.92),
            sea, soft=geometry.px(3), strength=0.5,
        )  # fmt: skip


def cloud(width: int, height: int, rng: Random) -> tuple[Field, Field]:
    """A heaped cloud: how much it covers, and how much light each part catches; both (height, width)."""
    cover = np.zeros((height, width), np.float32)
    lit = np.zeros((height, width), np.float32)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    base = height * 0.82
    for number in range(9):
        share = (number + rng.uniform(0.2, 0.8)) / 9
        crown = np.sin(np.pi * share) ** 0.7
        radius = height * (0.13 + 0.27 * crown * rng.uniform(0.75, 1.1))
        cx = width * (0.12 + 0.76 * share)
        cy = base - radius * 0.7 - height * 0.16 * crown * rng.random()
        puff = np.clip((radius - np.hypot(xs - cx, ys - cy)) / (height * 0.02 + 1), 0, 1)
        top = np.clip(0.5 - (ys - cy) / (2.1 * radius) - (xs - cx) / (7 * radius), 0, 1)
        lit = lit * (1 - puff) + top * puff
        cover = np.maximum(cover, puff)
    flat = np.clip((base - ys) / (height * 0.07 + 1), 0, 1)
    return (cover * flat).astype(np.float32), lit.astype(np.float32)


def add_cloud(
    sheet: Sheet, at: tuple[float, float], width: float, light: Light, rng: Random, *, strength: float = 1.0
) -> None:
    """Heap a cloud around the point `at`."""
    wide, high = max(8, int(width)), max(6, int(width * rng.uniform(0.34, 0.46)))
    cover, lit = cloud(wide, high, rng)
    soft = max(1, int(wide * 0.006)) * 2 + 1
    cover = np.asarray(cv2.GaussianBlur(cover, (soft, soft), 0), np.float32)
    colors = _between(light.cloud_shade, light.cloud, lit)
    sheet.lay(cover * np.float32(strength), colors, x=at[0] - wide / 2, y=at[1] - high / 2)


def _between(dark: Color, bright: Color, share: Field) -> Field:
    return (
        np.asarray(dark, np.float32)
        + (np.asarray(bright, np.float32) - np.asarray(dark, np.float32)) * share[..., None]
    ).astype(np.float32)


def clouds(
    geometry: Geometry,
    light: Light,
    rng: Random,
    *,
    count: int,
    band: tuple[float, float],
    size: tuple[float, float],
) -> Sheet:
    """A sheet of `count` clouds between two heights of the view."""
    sheet = Sheet(geometry, bottom=geometry.y(band[1] + 0.15))
    for number in range(count):
        share = (number + rng.uniform(0.15, 0.85)) / count
        y = geometry.y(rng.uniform(*band))
        add_cloud(sheet, (share * sheet.width, y), geometry.px(rng.uniform(*size)), light, rng, strength=0.92)
    return sheet


def streaks(geometry: Geometry, light: Light, rng: Random, *, count: int, band: tuple[float, float]) -> Sheet:
    """Long thin clouds, as on a calm evening."""
    sheet = Sheet(geometry, bottom=geometry.y(band[1] + 0.1))
    for _ in range(count):
        x, y = rng.uniform(0, sheet.width), geometry.y(rng.uniform(*band))
        long = geometry.px(rng.uniform(160, 420))
        thick = geometry.px(rng.uniform(5, 13))
        tone = mix(light.cloud, light.cloud_shade, rng.uniform(0, 0.7))
        for part in range(3):
            shift = (part - 1) * long * 0.55 * rng.uniform(0.6, 1)
            sheet.ellipse(
                (x + shift, y + rng.uniform(-1, 1) * thick), (long * rng.uniform(0.5, 0.9), thick),
                tone, soft=thick, strength=0.55,
            )  # fmt: skip
    return sheet


def rainbow(geometry: Geometry, light: Light, rng: Random) -> Layer:
    """A broad faint arch over the whole picture."""
    sheet = Sheet(geometry, 0, geometry.y(0.62))
    cx, cy = geometry.sheet_x(0.46), geometry.y(0.66)
    xs = np.arange(sheet.width, dtype=np.float32)[None, :] - np.float32(cx)
    ys = np.arange(sheet.height, dtype=np.float32)[:, None] - np.float32(cy)
    outer, wide = geometry.px(520), geometry.px(92)
    share = (outer - np.hypot(xs, ys)) / np.float32(wide)
    stops = tuple((number / 6, rgb(code)) for number, code in enumerate(_BOW))
    colors = ramp(stops, 256)[np.clip(share * 255, 0, 255).astype(np.int64)]
    inside = np.clip(share / 0.12, 0, 1) * np.clip((1 - share) / 0.12, 0, 1)
    fade = np.clip(-ys / np.float32(cy * 0.5), 0, 1)
    sheet.lay((inside * fade * (0.3 if light.dark else 0.55)).astype(np.float32), colors, y=0)
    return sheet.dry(0.07, rng)
