"""A picture is brought, and has been searched, at the very moment at which somebody ends what it rests on:
the likeness in it, its owner's account, or the account of whoever brings it.

The upload holds all three and asks again, so that whoever ends one waits, and then erases the picture. The
twin takes the locks out: then every round leaves a picture behind.
"""

from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.services import delete_account
from cameos.models import Cameo, Scope
from cameos.services import holding, withdraw_cameo
from generation.models import Picture
from generation.services import pictures
from tests.factories import make_user
from tests.generation.faces import WAYS, Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.races.actors import Gate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

ROUNDS = 5
End = Callable[[Cameo, User], object]

ENDS: dict[str, End] = {
    "the likeness": lambda cameo, maker: withdraw_cameo(cameo=cameo, by=cameo.owner),
    "its owner's account": lambda cameo, maker: delete_account(by=cameo.owner),
    "the maker's account": lambda cameo, maker: delete_account(by=maker),
}


def play(end: End, shows: Shows, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """In how many of the rounds a picture has stayed, and in how many whoever ended it waited."""
    waited = 0
    store = pictures._store
    for number in range(ROUNDS):
        maker, gate = make_user(f"maker{number}"), Gate()
        monkeypatch.setitem(WAYS, f"owner{number}", 1.0 + number)
        cameo = enroll(make_user(f"owner{number}"), Scope.EVERYONE)
        shows(face_of(f"owner{number}"))

        def held(*asked: object, gate: Gate = gate) -> None:
            gate.hold()
            store(*asked)  # type: ignore[arg-type]

        monkeypatch.setattr(pictures, "_store", held)
        raised = gate.run(
            lambda maker=maker: bring(maker),  # type: ignore[misc]
            lambda cameo=cameo, maker=maker: end(cameo, maker),  # type: ignore[misc]
        )
        assert raised == [None, None]
        waited += gate.second_waited
    return Picture.objects.ready().count(), waited


@pytest.mark.parametrize("end", ENDS)
def test_no_picture_stays_behind(end: str, shows: Shows, monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(ENDS[end], shows, monkeypatch) == (0, ROUNDS)


@pytest.mark.parametrize("end", ENDS)
def test_without_the_locks_every_round_leaves_one(
    end: str, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "lock_for_share", list)
    assert play(ENDS[end], shows, monkeypatch) == (ROUNDS, 0)
