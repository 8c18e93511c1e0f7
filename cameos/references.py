"""Pictures of beings: square, nothing but pixels, and without anybody's face."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from cameos.faces import FacesUnavailable, search_faces
from cameos.portraits import SIDE, BadPortrait
from core.pictures import BadPicture, as_jpeg, read_picture


def make_reference(upload: BinaryIO) -> bytes:
    """The middle of the picture as a square JPEG. Raises BadPortrait for what cannot be used, for a person's
    face, and where faces cannot be looked for: a person is never put here as a thing."""
    try:
        square = _middle(read_picture(upload, limit=settings.PORTRAIT_LIMIT_BYTES, side=SIDE))
        found = search_faces(np.asarray(square))
    except BadPicture as error:
        raise BadPortrait(str(error)) from error
    except FacesUnavailable as error:
        raise BadPortrait(_("Pictures cannot be searched for faces now. Try again later.")) from error
    if found:
        raise BadPortrait(
            _("There is a person’s face in this picture. People are not beings: they enroll themselves.")
        )
    return as_jpeg(square)


def _middle(picture: Image.Image) -> Image.Image:
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    return picture.crop((left, top, left + side, top + side))
