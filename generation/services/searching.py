"""Searching a picture for faces, and drawing anew those that cannot be cast."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import numpy as np
from django.conf import settings
from PIL import Image

from accounts.models import User
from cameos.biometrics import KeysUnavailable
from cameos.faces import FacesUnavailable, redraw
from cameos.services import Recognition, recognize
from core.decisions import Refused
from core.pictures import as_jpeg
from generation.policies import is_redrawn, may_be_redrawn, unchecked

PATCHES: Final = (2, 1)  # in a head that is redrawn: fewer, where a face is found in them still


@dataclass(frozen=True, slots=True)
class Looked:
    """A picture as it would be kept, and who is in it. `original` is what it was redrawn from, or nothing."""

    jpeg: bytes
    found: Recognition
    original: bytes = b""
    redrawn: int = 0


def pixels_of(jpeg: bytes) -> np.ndarray:
    """What is searched is what will be shown, to the pixel."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as picture:
        return np.asarray(picture.convert("RGB"))


def search(jpeg: bytes, *, by: User, most: int | None = None, known: Collection[int] = ()) -> Recognition:
    """Who is in it, as far as they let `by` in (`known`: see `recognize`). Raises Refused where it cannot
    be said."""
    try:
        return recognize(pixels_of(jpeg), by=by, most=most or settings.CAST_LIMIT, known=known)
    except (FacesUnavailable, KeysUnavailable) as error:
        raise Refused(unchecked()) from error


def look_at(jpeg: bytes, *, by: User) -> Looked:
    return Looked(jpeg, search(jpeg, by=by))


def look_and_redraw(jpeg: bytes, *, by: User) -> Looked:
    """The picture with everybody redrawn who cannot be cast: a stranger, somebody who says no, and whom
    nobody can tell apart, all alike. What comes of it is searched like any other picture. Raises Refused."""
    found = search(jpeg, by=by, most=settings.PICTURE_FACES)
    may_be_redrawn(found).require()
    if not found.others:
        return Looked(jpeg, found)
    for patches in PATCHES:
        drawn = as_jpeg(Image.fromarray(redraw(pixels_of(jpeg), found.others, patches=patches)))
        left = search(drawn, by=by)
        answer = is_redrawn(before=found, after=left)
        if answer.allowed:
            return Looked(drawn, left, jpeg, len(found.others))
    raise Refused(answer)
