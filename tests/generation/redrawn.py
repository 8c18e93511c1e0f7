"""A picture in which a face was redrawn, and what tests ask about it."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from cameos.models import Scope
from generation.models import Picture
from tests.generation.faces import Shows, bring, enroll, face_of

NOBODY = face_of("nobody")
TEXT = "a walk through the snow"


@pytest.fixture
def allowed(settings: Settings) -> None:
    settings.PICTURE_STRANGERS = "stylize"


@pytest.fixture
def waiting(alice: User, bob: User, shows: Shows) -> Picture:
    """alice has brought a picture of bob, who lets her, and of somebody whom nobody knows."""
    enroll(bob, Scope.EVERYONE)
    shows(face_of("bob"), NOBODY, then=[[face_of("bob")]])
    return bring(alice, redraw=True)


def now(row: Picture) -> Picture:
    return Picture.objects.get(pk=row.pk)


def content(name: str | None) -> bytes:
    with default_storage.open(str(name)) as file:
        return bytes(file.read())


def stored() -> int:
    return len(default_storage.listdir("pictures")[1]) if default_storage.exists("pictures") else 0


def age(days: int) -> None:
    Picture.objects.update(created_at=F("created_at") - timedelta(days=days))


@pytest.fixture
def page(alice: User, shows: Shows) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(alice)
    return client


@pytest.fixture
def judge(carol: User) -> User:
    return carol
