"""Somebody posts a clip at the very moment at which the person in it, or the holder of a work in it, says no.

Three things keep the clip from being seen: the rows that the permission rests on are locked while the
post is made, the revocation withdraws the clip, draft or not, in its own transaction, and whoever reads
asks about consent once more. The twins take them out: without the locks every gated round makes a post
on a permission that is gone, and when the revocation then only looks at clips that are already posted,
and readers ask for nothing, every such post is visible.
"""

from collections.abc import Iterable

import pytest

from accounts.models import User
from generation import gate, services
from generation.models import Clip, ClipQuerySet
from generation.services import consents, endings
from tests.races.posting import Consent, Contest, Licensed, Score
from tests.races.rounds import FEW, ROUNDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]


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


def test_no_clip_is_visible_when_its_permission_is_taken_back_while_it_is_posted(contest: Contest) -> None:
    assert contest.play(ROUNDS) == Score(visible=0, posts=0, waits=ROUNDS)


@pytest.mark.usefixtures("without_locks")
def test_without_the_locks_every_round_makes_a_post_on_a_permission_that_is_gone(contest: Contest) -> None:
    assert contest.play(FEW) == Score(visible=0, posts=FEW, waits=0)


@pytest.fixture
def without_withdrawn_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes it back only looks at clips that are already posted."""
    withdraw, withdraw_all = services.withdraw_clip, services.withdraw_clips

    def only_if_posted(*, clip: Clip, **more: object) -> None:
        if clip.published_at:
            withdraw(clip=clip, **more)  # type: ignore[arg-type]

    def only_what_is_posted(*, clips: Iterable[Clip], **more: object) -> None:
        withdraw_all(clips=[clip for clip in clips if clip.published_at], **more)  # type: ignore[arg-type]

    monkeypatch.setattr(endings, "withdraw_clip", only_if_posted)
    monkeypatch.setattr(consents, "withdraw_clips", only_what_is_posted)


@pytest.mark.usefixtures("without_locks", "without_withdrawn_drafts")
def test_without_locks_and_withdrawn_drafts_every_round_leaks(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClipQuerySet, "consented", lambda clips: clips)
    assert contest.play(FEW) == Score(visible=FEW, posts=FEW, waits=0)


@pytest.mark.usefixtures("without_locks", "without_withdrawn_drafts")
@pytest.mark.parametrize("contest", [Consent], indirect=True)
def test_what_a_reader_asks_about_consent_is_enough_by_itself(contest: Contest) -> None:
    assert contest.play(FEW) == Score(visible=0, posts=FEW, waits=0)
