"""How far apart faces are, and what is found where.

    python -m bench.faces
    FOLDER=/pictures python -m bench.faces

FOLDER holds one folder for each person. Without it, what scikit-image ships is used: pictures of one
person, and squares of which half hold a face. docs/likeness.md says what else was measured.
"""

from __future__ import annotations

import os
import time
from itertools import combinations
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import skimage

from bench import alone  # noqa: F401 (before the apps)
from cameos.faces import Embedding, FacesUnavailable, Image, distance, embed, find_faces, search_faces

ENLARGED = 4  # times, the squares of 25 pixels
EDGE = 40  # pixels around them
WIDTHS = (76, 36, 29, 22, 20)  # pixels, of a face in a picture that is searched
LEANING = (30, 45, 60, 180)  # degrees


def main() -> None:
    try:
        folder = os.environ.get("FOLDER")
        if folder:
            _people(Path(folder))
        else:
            _squares()
            _changes()
            _searched()
    except FacesUnavailable as error:
        print(f"faces: {error}")


def _people(folder: Path) -> None:
    """Distances within and between persons."""
    faces: dict[str, list[Embedding]] = {}
    for file in sorted(folder.glob("*/*")):
        picture = cv2.imread(str(file))
        if picture is None:
            continue
        found = find_faces(_rgb(picture))
        if len(found) == 1:
            faces.setdefault(file.parent.name, []).append(embed(_rgb(picture), found[0]))
        else:
            print(f"  {file.name}: {len(found)} faces, left out")
    same = [distance(*pair) for own in faces.values() for pair in combinations(own, 2)]
    others = [distance(one, two) for a, b in combinations(faces.values(), 2) for one in a for two in b]
    for name, values in (("same person", same), ("different people", others)):
        if values:
            low, mid, high = min(values), median(values), max(values)
            print(f"  {name}: {len(values)} pairs, {low:.2f} to {high:.2f}, median {mid:.2f}")


def _squares() -> None:
    """100 squares with a face and 100 without one."""
    squares = np.load(Path(skimage.__file__).parent / "data" / "lfw_subset.npy")
    found = [bool(find_faces(_enlarged(square))) for square in squares]
    print(
        f"  faces found in {sum(found[:100])} of 100 squares with one, in {sum(found[100:])} of 100 without"
    )


def _enlarged(square: np.ndarray) -> Image:
    gray = (square * 255).clip(0, 255).astype(np.uint8)
    large = cv2.resize(gray, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    edged = cv2.copyMakeBorder(large, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_REPLICATE)
    return np.repeat(edged[:, :, None], 3, axis=2).astype(np.uint8)


def _changes() -> None:
    """One picture, changed: how far it goes from itself, and how long it takes."""
    picture = np.ascontiguousarray(skimage.data.astronaut())  # type: ignore[no-untyped-call]
    own = embed(picture, find_faces(picture)[0])
    for name, changed in _changed(picture).items():
        started = time.perf_counter()
        faces = find_faces(changed)
        found = time.perf_counter() - started
        started = time.perf_counter()
        apart = distance(own, embed(changed, faces[0])) if faces else float("nan")
        took = time.perf_counter() - started
        print(f"  {name}: {apart:.2f}; found in {found * 1000:.0f} ms, measured in {took * 1000:.0f} ms")


def _changed(picture: Image) -> dict[str, Image]:
    half, quarter = (
        cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) for share in (0.5, 0.25)
    )
    return {
        "mirrored": np.ascontiguousarray(picture[:, ::-1]),
        "at half size": half.astype(np.uint8),
        "at a quarter of its size": quarter.astype(np.uint8),
        "at 30 % of its light": (picture * 0.3).astype(np.uint8),
        "overexposed": np.clip(picture * 1.8, 0, 255).astype(np.uint8),
        "strongly blurred": cv2.GaussianBlur(picture, (0, 0), 4).astype(np.uint8),
    }


def _searched() -> None:
    """Her in a picture that a clip starts from, ever smaller, and leaning: is she found, and known?"""
    picture = np.ascontiguousarray(skimage.data.astronaut())  # type: ignore[no-untyped-call]
    face = find_faces(picture)[0]
    own = embed(picture, face)
    for wide in WIDTHS:
        scene = np.full((1280, 1920, 3), 90, np.uint8)
        side = round(len(picture) * wide / face.box.width)
        scene[:side, :side] = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
        print(f"  {wide} of 1920 pixels wide: {_told(own, scene)}")
    for lean in LEANING:
        turn = cv2.getRotationMatrix2D((256, 256), lean, 1)
        leaning = cv2.warpAffine(picture, turn, (512, 512), borderMode=cv2.BORDER_REPLICATE)
        print(f"  leaning by {lean} degrees: {_told(own, leaning.astype(np.uint8))}")


def _told(own: Embedding, scene: Image) -> str:
    faces = [distance(own, embed(it.image, it.face)) for it in search_faces(scene)]
    return ", ".join(f"{apart:.2f}" for apart in faces) or "not found"


def _rgb(picture: np.ndarray) -> Image:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).astype(np.uint8)


if __name__ == "__main__":
    main()
