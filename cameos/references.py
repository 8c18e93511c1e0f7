"""Pictures of beings: square, nothing but pixels, and without anybody's face."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from django.utils.translation import gettext as _

from cameos.faces import FacesUnavailable, search_faces
from cameos.portraits import read_square
from core.pictures import BadPicture, as_jpeg


def make_reference(upload: BinaryIO) -> bytes:
    """The middle of the picture as a square JPEG. Raises BadPicture for what cannot be used, for a person's
    face, and where faces cannot be looked for: a person is never put here as a thing."""
    picture = read_square(upload, above=1 / 2)
    try:
        found = search_faces(np.asarray(picture))
    except FacesUnavailable as error:
        raise BadPicture(_("Pictures cannot be searched for faces now. Try again later.")) from error
    if found:
        raise BadPicture(
            _("There is a person’s face in this picture. People are not beings: they enroll themselves.")
        )
    return as_jpeg(picture)
