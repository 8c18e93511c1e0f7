"""A moderator lets a redrawn picture in at the very moment at which its maker closes their account.

The ruling holds its maker and the people in it, then the picture: whoever closes an account waits, and then
erases it. Where it does not hold them, the account ends first, and the picture that is gone is not let in.
"""

from threading import Barrier, local

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account
from cameos.faces import Image, Seen
from cameos.services import holding, recognizing
from core.decisions import Conflict, Refused
from generation.models import Picture
from generation.services import accept_picture, reviewing
from tests.cameos.faces.test_measures import FRONT
from tests.factories import make_user
from tests.generation.faces import SPOT, Shows, bring, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.races.actors import Gate, all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

ROUNDS = 5
NOBODY = face_of("nobody")


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.PICTURE_STRANGERS = "stylize"


def play(
    shows: Shows, judge: User, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[BaseException | None], int]:
    """What the rulings raised, and in how many rounds whoever closed the account had to wait."""
    raised, waited, hold = [], 0, reviewing._hold
    for number in range(ROUNDS):
        maker, gate = make_user(f"maker{number}"), Gate()
        shows(NOBODY, then=[[]])
        row = bring(maker, redraw=True)
        names = row.names

        def held(picture: Picture, gate: Gate = gate) -> Picture:
            gate.hold()
            return hold(picture)

        monkeypatch.setattr(reviewing, "_hold", held)
        ruling, end = gate.run(
            lambda row=row: accept_picture(picture=row, by=judge),  # type: ignore[misc]
            lambda maker=maker: delete_account(by=maker),  # type: ignore[misc]
        )
        assert end is None
        assert not any(default_storage.exists(name) for name in names)
        raised.append(ruling)
        waited += gate.second_waited
    assert not Picture.objects.kept().exists()
    return raised, waited


def test_whoever_closes_the_account_waits_and_then_erases_it(
    shows: Shows, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert play(shows, carol, monkeypatch) == ([None] * ROUNDS, ROUNDS)


def test_without_the_locks_the_ruling_comes_too_late(
    shows: Shows, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "lock_for_share", list)
    raised, waited = play(shows, carol, monkeypatch)
    assert waited == 0
    assert all(isinstance(error, Conflict) for error in raised)


def test_of_two_that_are_brought_at_once_one_waits_for_a_person(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database sees to it: nobody holds their row while a picture is searched."""
    searched = local()  # each of the two finds the face once

    def search(image: Image) -> list[Seen]:
        first, searched.before = not hasattr(searched, "before"), True
        both.wait(10)
        return [Seen(image, FRONT, SPOT)] if first else []

    both = Barrier(2)
    monkeypatch.setattr(recognizing, "search_faces", search)
    monkeypatch.setattr(recognizing, "embed", lambda image, found: NOBODY)
    before = _stored()
    first, second = sorted(
        all_at_once([lambda: bring(alice, redraw=True)] * 2), key=lambda it: isinstance(it, BaseException)
    )
    assert isinstance(first, Picture)
    assert isinstance(second, Refused)
    assert [reason.code for reason in second.decision.reasons] == ["picture.one_waits"]
    assert _stored() == before + 2


def _stored() -> int:
    return len(default_storage.listdir("pictures")[1]) if default_storage.exists("pictures") else 0
