"""Likenesses for tests, with a real, small picture: what a moderator has looked at, and has let in."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from accounts.models import User
from cameos.models import Assurance, Cameo, Enrolment, Kind, Scope
from cameos.services import Looks, admit_being, admit_likeness, change_scope, propose_portrait
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


def in_review(cameo: Cameo) -> Enrolment:
    """Another portrait for it, which no program can compare: a person has to."""
    shown = propose_portrait(
        cameo=cameo, by=cameo.owner, portrait_file=BytesIO(picture(400, 400)), country="US"
    )
    assert isinstance(shown, Enrolment)
    return shown


def make_cameo(
    owner: User | str, *, scope: Scope = Scope.ONLY_ME, assurance: Assurance = Assurance.REVIEWED
) -> Cameo:
    """The likeness of a member, or of a new one of that handle, for which somebody vouches."""
    person = make_user(owner) if isinstance(owner, str) else owner
    cameo = admit_likeness(
        owner=person,
        portrait_file=BytesIO(picture()),
        country="US",
        assurance=assurance,
        by=None,
    )
    return change_scope(cameo=cameo, scope=scope, by=person)


REX = Looks(Kind.PET, "Rex", "a small brown dog with one white ear")


def make_being(
    handle: str, owner: User, *, scope: Scope = Scope.ONLY_ME, looks: Looks = REX, pictures: int = 1
) -> Cameo:
    """A being with so many pictures, words and faces unasked: the ways in have tests of their own."""
    files = [picture(320 + 2 * number, 320) for number in range(pictures)]
    being = admit_being(handle=handle, looks=looks, pictures=files, country="US", by=owner)
    return change_scope(cameo=being, scope=scope, by=owner)
