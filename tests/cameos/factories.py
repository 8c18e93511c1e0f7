"""Likenesses for tests: enrolled as members enroll theirs, with a real, small picture."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.services import change_scope, enroll_cameo
from tests.factories import make_user


@cache
def picture(width: int = 320, height: int = 320, *, kind: str = "JPEG") -> bytes:
    """An encoded picture of a round face on green."""
    drawing = Image.new("RGB", (width, height), "seagreen")
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    ImageDraw.Draw(drawing).ellipse(
        (left + side // 5, top + side // 5, left + side * 4 // 5, top + side * 4 // 5), fill="peachpuff"
    )
    buffer = BytesIO()
    drawing.save(buffer, kind)
    return buffer.getvalue()


def make_cameo(owner: User | str, *, scope: Scope = Scope.ONLY_ME) -> Cameo:
    """The likeness of a member, or of a new one of that handle."""
    person = make_user(owner) if isinstance(owner, str) else owner
    cameo = enroll_cameo(by=person, portrait_file=BytesIO(picture()), country="US")
    return change_scope(cameo=cameo, scope=scope, by=person)
