"""Somebody posts a clip at the very moment at which the person in it, or the holder of a work in it, says no.

Two things keep the clip from being seen: the rows that the permission rests on are locked while the
post is made, and the revocation withdraws the clip, draft or not, in its own transaction. The twins
take them out: without the locks every gated round makes a post on a permission that is gone, and when
the revocation then only looks at clips that are already posted, every such post is visible.
"""

import pytest

from accounts.models import User
from generation import gate, receivers, services
from generation.models import Clip
from generation.services import endings
from tests.races.posting import Consent, Contest, Licensed, Score

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


@pytest.fixture(params=[Consent, Licensed])
def contest(
    request: pytest.FixtureRequest, alice: User, bob: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> Contest:
    return Contest(request.param(alice, bob), bob, carol, monkeypatch)


@pytest.fixture
def without_locks(contest: Contest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the permission nor the clip is held while it is posted."""
    for module, name in contest.permission.locks:
        monkeypatch.setattr(module, name, list)
    monkeypatch.setattr(gate, "lock_for_change", list)


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(200, marks=pytest.mark.verify)])
def test_no_clip_is_visible_when_its_permission_is_taken_back_while_it_is_posted(
    contest: Contest, rounds: int
) -> None:
    assert contest.play(rounds) == Score(visible=0, posts=0, waits=rounds)


@pytest.mark.usefixtures("without_locks")
def test_without_the_locks_every_round_makes_a_post_on_a_permission_that_is_gone(contest: Contest) -> None:
    assert contest.play(ROUNDS) == Score(visible=0, posts=ROUNDS, waits=0)


@pytest.mark.usefixtures("without_locks")
def test_without_locks_and_withdrawn_drafts_every_round_leaks(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw = services.withdraw_clip

    def only_what_is_posted(*, clip: Clip, **more: object) -> None:
        if clip.published_at:
            withdraw(clip=clip, **more)  # type: ignore[arg-type]

    for module in (receivers, endings):
        monkeypatch.setattr(module, "withdraw_clip", only_what_is_posted)
    assert contest.play(ROUNDS) == Score(visible=ROUNDS, posts=ROUNDS, waits=0)
