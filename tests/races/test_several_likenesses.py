"""Several likenesses end in one transaction, while another person in the same clips ends theirs."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError

from accounts.models import User
from accounts.services import block, delete_account
from cameos.models import Cameo, CastRequest, CastState, Scope
from cameos.services import close_requests, pause_cameo, request_cast, scopes, withdraw_cameo
from cameos.signals import consent_narrowed
from cameos.uses import Use
from generation import receivers
from generation.models import Clip
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.factories import make_user
from tests.races.actors import Gate

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]

Act = Callable[[User, User], object]
ACTS: list[Act] = [
    lambda alice, bob: block(user=bob, by=alice),
    lambda alice, bob: delete_account(by=alice),
]


def end_all_while_another_pauses(act: Act, alice: User, bob: User) -> list[BaseException | None]:
    """The clip with the likeness that ends first is the later one: whoever ends the likenesses one by one
    holds it, and then wants the earlier one, with which the other begins."""
    face, rex = make_cameo(alice, scope=Scope.EVERYONE), make_being("rex", alice, scope=Scope.EVERYONE)
    other = make_cameo("dina", scope=Scope.EVERYONE)
    _in_order(bob, [rex, other], [face, other])
    race = Gate()

    def wait(cameo: Cameo, **_: Any) -> None:
        if cameo == face:
            race.hold()

    consent_narrowed.connect(wait)
    try:
        return race.run(lambda: act(alice, bob), lambda: pause_cameo(cameo=other, by=other.owner))
    finally:
        consent_narrowed.disconnect(wait)


def _in_order(maker: User, *casts: list[Cameo]) -> None:
    """Clips whose ids are in the order of these casts."""
    while (clips := [make_clip(maker, cast=cast) for cast in casts]) != sorted(clips, key=lambda it: it.pk):
        Clip.objects.filter(pk__in=[clip.pk for clip in clips]).delete()


@pytest.mark.parametrize("act", ACTS, ids=["block", "leave"])
def test_all_that_rests_on_them_is_held_at_once(act: Act, alice: User, bob: User) -> None:
    assert end_all_while_another_pauses(act, alice, bob) == [None, None]
    assert not Clip.objects.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize("act", ACTS, ids=["block", "leave"])
def test_one_likeness_after_the_other_they_deadlock(
    act: Act, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receivers, "hold_ends", lambda **_: None)
    failures = end_all_while_another_pauses(act, alice, bob)
    assert [type(failure) for failure in failures if failure] == [OperationalError]


def both_end(alice: User, bob: User, monkeypatch: pytest.MonkeyPatch) -> list[BaseException | None]:
    """Each is in the company of a question to the other, with a line of what is drawn of them."""
    faces = [make_cameo(person, scope=Scope.APPROVED) for person in (alice, bob)]
    use = Use("@alice and @bob swim", company=("alice", "bob"), lines=("@alice wears a hat", "@bob sings"))
    for face in faces:
        request_cast(cameo=face, by=make_user(f"asks_{face.handle}"), use=use)
    race = Gate()

    def wait(**whose: Any) -> None:
        race.hold()
        close_requests(**whose)

    monkeypatch.setattr(scopes, "close_requests", wait)
    first, second = (partial(withdraw_cameo, cameo=face, by=face.owner) for face in faces)
    return race.run(first, second)


def test_what_tells_of_them_is_held_with_what_is_asked_of_them(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert both_end(alice, bob, monkeypatch) == [None, None]
    assert set(CastRequest.objects.values_list("state", flat=True)) == {CastState.WITHDRAWN}
    assert [asked.lines for asked in CastRequest.objects.all()] == [[], []]


def test_one_question_after_the_other_they_deadlock(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "lock_for_change", list)
    failures = both_end(alice, bob, monkeypatch)
    assert [type(failure) for failure in failures if failure] == [OperationalError]
