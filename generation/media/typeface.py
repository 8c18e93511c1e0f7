"""Inter in a given size, and text that it can draw."""

import unicodedata
from functools import cache

from anyascii import anyascii
from fontpkg.pil import truetype  # type: ignore[import-untyped]
from PIL import ImageFont

NO_CHARACTER = "\uffff"  # never assigned: every font draws its "missing" box for it


@cache
def inter(*, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Inter from the installed wheel, `size` in pixels."""
    font: ImageFont.FreeTypeFont = truetype("Inter", size, weight=weight)
    return font


def drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """`text` on one line, with a Latin reading where the font has no letter ("みか" is "mika")."""
    visible = (" " if ch.isspace() else ch for ch in unicodedata.normalize("NFC", text))
    printable = (ch for ch in visible if not unicodedata.category(ch).startswith("C"))
    return "".join(ch if _has(font, ch) else anyascii(ch) for ch in printable).strip()


def _has(font: ImageFont.FreeTypeFont, character: str) -> bool:
    return _shape(font, character) != _shape(font, NO_CHARACTER)


@cache
def _shape(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)
