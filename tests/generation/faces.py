"""Pictures with faces for tests in which no net has to run: the test says whose faces are in them."""

from collections.abc import Callable, Sequence
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from accounts.models import User
from cameos.faces import Box, Embedding, Image, Seen, Spot
from cameos.models import Cameo, Scope
from cameos.services import recognizing
from cameos.services.prints import store_print
from generation.models import Picture
from generation.services import take_in_picture
from generation.signals import picture_changed
from tests.cameos.enrolment.tries import face
from tests.cameos.faces.test_measures import FRONT
from tests.cameos.factories import make_cameo, picture

Shows = Callable[..., None]
SPOT = Spot(Box(0.4, 0.4, 0.2, 0.2), turns=0)
WAYS = {"alice": 0.0, "bob": 1.0, "carol": 2.0, "dora": 3.0}


def face_of(name: str, apart: float = 0.2) -> Embedding:
    """A picture of somebody: so far from the face that they enrolled. Nobody else is near."""
    return face(WAYS.get(name, 9.0), apart)


def enroll(user: User, scope: Scope = Scope.ONLY_ME) -> Cameo:
    cameo = make_cameo(user, scope=scope)
    store_print(owner=user, face=face_of(user.username, 0.0))
    return cameo


@pytest.fixture
def shows(monkeypatch: pytest.MonkeyPatch) -> Shows:
    """From now on pictures show these faces; with `then`, the first search finds them, and the second those,
    and so on."""

    def show(*faces: Embedding, then: Sequence[Sequence[Embedding]] = ()) -> None:
        left: list[Embedding] = []
        coming = [faces, *then]

        def search(image: Image) -> list[Seen]:
            left[:] = coming.pop(0) if len(coming) > 1 else coming[0]
            return [Seen(image, FRONT, SPOT)] * len(left)

        monkeypatch.setattr(recognizing, "search_faces", search)
        monkeypatch.setattr(recognizing, "embed", lambda image, found: left.pop(0))

    show()
    return show


def make_picture(by: User) -> Picture:
    """One that has been looked at: for tests of what becomes of it."""
    start = Picture(user=by, faces=0, width=400, height=600, sha256="0" * 64)
    start.file.save(f"{start.pk}.jpg", ContentFile(picture(400, 600)), save=False)
    start.accept()
    start.save()
    return start


def make_waiting_picture(by: User) -> Picture:
    """One with a face redrawn, that a moderator is to look at."""
    row = Picture(user=by, width=400, height=600, faces=0, redrawn=1)
    for file in (row.file, row.original):
        file.save(f"{uuid4()}.jpg", ContentFile(picture(400, 600)), save=False)
    row.ask_a_person()
    row.save()
    picture_changed.send(sender=Picture, picture=row, reason="")
    return row


def bring(by: User, content: bytes = b"", *, redraw: bool = False) -> Picture:
    return take_in_picture(upload=BytesIO(content or picture(400, 600)), by=by, redraw=redraw)
