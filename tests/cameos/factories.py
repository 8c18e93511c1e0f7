"""Likenesses without an upload: for tests of what people allow."""

from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.models import User
from cameos.models import Cameo, Scope
from tests.factories import make_user

JPEG = b"\xff\xd8\xff\xe0 stands for a portrait"


def make_cameo(owner: User | str, *, scope: Scope = Scope.ONLY_ME) -> Cameo:
    """The likeness of a member, or of a new one of that handle."""
    person = make_user(owner) if isinstance(owner, str) else owner
    return Cameo.objects.create(
        owner=person,
        portrait=ContentFile(JPEG, f"{uuid4().hex}.jpg"),
        portrait_sha256="0" * 64,
        scope=scope,
    )
