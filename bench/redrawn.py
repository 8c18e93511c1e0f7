"""What programs still know of a face that was redrawn.

    python -m bench.redrawn

Of the astronaut of scikit-image, whose picture is in the public domain: one person, so a test of the
plumbing. For each picture of her: whether a face is found after the drawing, and how far what lies where her
face was is then from the face before, by the network that compares. Another person is some 0.85 away; below
0.48 it is the same. Upside down the second "face" is a badge on her sleeve.
"""

from __future__ import annotations

import time
from io import BytesIO

import numpy as np
from PIL import Image as Pictures

from bench import alone  # noqa: F401 (before the apps)
from cameos.faces import FacesUnavailable, Image, distance, embed, redraw, search_faces
from core.pictures import as_jpeg
from generation.services.searching import PATCHES
from tests.cameos.enrolment.head import turned
from tests.cameos.faces.pictures import astronaut, tilted_photo, with_sunglasses


def main() -> None:
    print("picture                  patches  faces before  after  distance  drawn in")
    for name, picture in _pictures().items():
        for patches in PATCHES:
            print(f"{name:<24} {patches:>7}  {_measure(picture, patches)}")


def _pictures() -> dict[str, Image]:
    small = np.full((1280, 1920, 3), 90, np.uint8)
    small[-512:, -512:] = astronaut()
    return {
        "upright": astronaut(),
        "on her side": np.ascontiguousarray(np.rot90(astronaut())),
        "upside down": np.ascontiguousarray(np.rot90(astronaut(), 2)),
        "small in a large one": small,
        "a print, held askew": tilted_photo(0.3),
        "behind dark glasses": with_sunglasses(),
        "head turned by 20": turned(20),
        "head turned by 40": turned(40),
    }


def _measure(picture: Image, patches: int) -> str:
    seen = search_faces(picture)
    began = time.perf_counter()
    drawn = redraw(picture, [it.spot for it in seen], patches=patches)
    took = time.perf_counter() - began
    drawn = np.asarray(Pictures.open(BytesIO(as_jpeg(Pictures.fromarray(drawn)))))  # as it is kept
    after = search_faces(drawn)
    apart = [
        distance(embed(it.image, it.face), embed(_turned(drawn, it.spot.turns, it.image), it.face))
        for it in seen
    ]
    figures = " ".join(f"{it:.2f}" for it in apart)
    return f"{len(seen):>12}  {len(after):>5}  {figures:>8}  {took * 1000:>5.0f} ms"


def _turned(picture: Image, turns: int, like: Image) -> Image:
    """As it is searched: turned so that the face is upright, and as large."""
    upright = Pictures.fromarray(np.rot90(picture, turns))
    return np.asarray(upright.resize((like.shape[1], like.shape[0])))


if __name__ == "__main__":
    try:
        main()
    except FacesUnavailable as error:
        print(f"faces: {error}")
