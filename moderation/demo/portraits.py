"""Friendly drawn portraits. They stand for people who do not exist."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter

Hair = Literal["short", "bob", "long", "curls", "bun", "scarf", "bald"]
Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 720, 960
SCALE = 2  # drawn larger, then reduced: smooth edges


@dataclass(frozen=True, slots=True)
class Face:
    """What somebody looks like. Colors are "#rrggbb"."""

    skin: str
    hair: str
    style: Hair
    shirt: str
    wall: tuple[str, str]  # above and below
    glasses: bool = False
    beard: bool = False
    earrings: str = ""


def draw_portrait(face: Face) -> bytes:
    """A PNG of 720x960: head and shoulders, facing the camera."""
    picture = _wall(face.wall)
    sketch = Sketch(picture, face)
    sketch.hair_behind()
    sketch.body()
    sketch.head()
    sketch.features()
    sketch.hair_in_front()
    sketch.extras()
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "PNG", compress_level=1)  # it is encoded anew anyway
    return buffer.getvalue()


def _wall(colors: tuple[str, str]) -> Image.Image:
    """A soft gradient with one round light behind the head."""
    size = (WIDTH * SCALE, HEIGHT * SCALE)
    above, below = (Image.new("RGB", size, color) for color in colors)
    wall = Image.composite(below, above, Image.linear_gradient("L").resize(size))
    light = Image.new("L", size, 0)
    ImageDraw.Draw(light).ellipse(_scaled((110, 120, 610, 620)), fill=90)
    light = light.resize((90, 120)).filter(ImageFilter.GaussianBlur(10)).resize(size)
    return Image.composite(Image.new("RGB", size, "#fff7e6"), wall, light)


def _scaled(box: Box) -> Box:
    left, top, right, bottom = (value * SCALE for value in box)
    return left, top, right, bottom


def _shade(color: str, factor: float) -> str:
    """The color, darker below 1 and lighter above."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{min(255, int(part * factor)):02x}" for part in parts)


def _mixed(color: str, other: str, share: float) -> str:
    """`color` with a `share` (0 to 1) of the other in it."""
    pairs = ((int(color[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in pairs)


class Sketch:
    """Draws one face, layer upon layer, in coordinates of the finished portrait."""

    def __init__(self, picture: Image.Image, face: Face) -> None:
        self.face = face
        self.pen = ImageDraw.Draw(picture)

    def oval(self, box: Box, color: str) -> None:
        self.pen.ellipse(_scaled(box), fill=color)

    def block(self, box: Box, color: str, radius: float) -> None:
        self.pen.rounded_rectangle(_scaled(box), radius * SCALE, fill=color)

    def arc(self, box: Box, start: float, end: float, color: str, width: int) -> None:
        self.pen.arc(_scaled(box), start, end, fill=color, width=width * SCALE)

    def hair_behind(self) -> None:
        color = self.face.hair
        dark = _shade(color, 0.82)
        match self.face.style:
            case "long":
                self.block((196, 210, 524, 760), dark, 150)
            case "bob":
                self.block((200, 205, 520, 575), dark, 140)
            case "bun":
                self.oval((290, 95, 430, 235), dark)
            case "curls":
                for x, y in ((215, 300), (200, 385), (225, 470), (505, 300), (520, 385), (495, 470)):
                    self.oval((x - 72, y - 72, x + 72, y + 72), dark)
            case "scarf":
                self.block((186, 190, 534, 790), dark, 160)

    def body(self) -> None:
        shirt = self.face.shirt
        self.block((88, 700, 632, 1200), shirt, 190)
        self.block((296, 560, 424, 760), _shade(self.face.skin, 0.86), 56)
        self.oval((280, 668, 440, 790), _shade(shirt, 0.78))
        self.oval((298, 650, 422, 768), _shade(self.face.skin, 0.86))

    def head(self) -> None:
        skin = self.face.skin
        for box in ((206, 380, 262, 480), (458, 380, 514, 480)):
            self.oval(box, _shade(skin, 0.9))
        self.block((228, 208, 492, 640), skin, 132)
        for box in ((252, 462, 322, 520), (398, 462, 468, 520)):
            self.oval(box, _mixed(skin, "#e2553f", 0.16))

    def features(self) -> None:
        dark = "#2b1d1a"
        for x in (306, 414):
            self.oval((x - 25, 388, x + 25, 432), "#fdfdfb")
            self.oval((x - 15, 392, x + 15, 428), _shade(self.face.hair, 0.7))
            self.oval((x - 8, 401, x + 8, 419), dark)
            self.oval((x + 1, 397, x + 9, 406), "#ffffff")
            self.arc((x - 38, 348, x + 38, 404), 205, 335, _shade(self.face.hair, 0.75), 9)
        self.arc((340, 430, 380, 492), 20, 160, _shade(self.face.skin, 0.72), 6)
        if self.face.beard:
            self._beard()
        self.pen.chord(_scaled((302, 486, 418, 574)), 12, 168, fill="#8f3a3a")
        self.pen.chord(_scaled((316, 500, 404, 548)), 14, 166, fill="#fffaf4")

    def _beard(self) -> None:
        self.pen.chord(_scaled((228, 380, 492, 652)), 8, 172, fill=self.face.hair)
        self.oval((290, 488, 430, 584), self.face.skin)
        self.arc((296, 474, 424, 560), 200, 340, self.face.hair, 14)

    def hair_in_front(self) -> None:
        color = self.face.hair
        match self.face.style:
            case "short":
                self.pen.chord(_scaled((218, 178, 502, 470)), 184, 356, fill=color)
                self.block((220, 290, 246, 400), color, 12)
                self.block((474, 290, 500, 400), color, 12)
                self.oval((300, 168, 500, 300), color)
            case "bob" | "long" | "bun":
                self.pen.chord(_scaled((214, 182, 506, 520)), 186, 354, fill=color)
            case "curls":
                for x, y in ((262, 262), (318, 222), (384, 214), (446, 244), (484, 300), (238, 330)):
                    self.oval((x - 58, y - 58, x + 58, y + 58), color)
            case "scarf":
                self.arc((196, 176, 524, 690), 150, 390, color, 44)
                self.pen.chord(_scaled((206, 178, 514, 520)), 192, 348, fill=color)
            case "bald":
                self.arc((246, 226, 330, 320), 190, 270, _shade(self.face.skin, 1.12), 12)

    def extras(self) -> None:
        if self.face.glasses:
            for x in (306, 414):
                self.pen.ellipse(_scaled((x - 46, 366, x + 46, 456)), outline="#20242e", width=8 * SCALE)
            self.arc((344, 394, 376, 424), 190, 350, "#20242e", 7)
        if self.face.earrings:
            for x in (234, 486):
                self.oval((x - 13, 476, x + 13, 502), self.face.earrings)
