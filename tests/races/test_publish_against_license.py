"""A holder closes a work at the very moment at which somebody relies on its license.

Whoever was told yes must be right until their commit: the holder, the work and the license are held
meanwhile. The twins take the locks out, and then every gated round is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction

from accounts.models import User
from feed.models import Post
from feed.services import publish_clip
from generation import gate, receivers
from generation.models import Clip
from generation.services import withdraw_clip
from rights import services
from rights.models import HolderStatus, License
from rights.services import judging
from tests.clips import make_clip
from tests.races.actors import Gate
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
TEXT = "Captain Nimbus waves"

Change = Callable[[License], object]


def revoke(license: License) -> None:
    assert license.work.holder
    services.revoke_license(license=license, by=license.work.holder.members.get())


def suspend(license: License) -> None:
    assert license.work.holder
    services.change_holder_status(holder=license.work.holder, status=HolderStatus.SUSPENDED, by=None)


def transfer(license: License) -> None:
    services.transfer_work(work=license.work, holder=make_holder("Other House"), by=None)


CHANGES = [revoke, suspend, transfer]


@pytest.fixture
def license(alice: User) -> License:
    make_holder("Nimbus Pictures", member=alice)
    return make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"))


def take_out_the_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "lock_for_share", list)
    monkeypatch.setattr(judging, "hold_licenses", list)
    monkeypatch.setattr(gate, "lock_for_change", list)


def wrong_answers(license: License, by: User, change: Change) -> tuple[int, bool]:
    """How many yeses were a no when they were used, and whether the holder had to wait."""
    race, wrong = Gate(), 0

    def rely_on_it() -> None:
        nonlocal wrong
        with transaction.atomic():
            assert services.clear([TEXT], by=by, hold=True).decision.allowed
            race.hold()
            wrong += not services.clear([TEXT], by=by, hold=False).decision.allowed

    assert race.run(rely_on_it, lambda: change(license)) == [None, None]
    return wrong, race.second_waited


@pytest.mark.parametrize("change", CHANGES)
def test_a_held_license_stays_true_until_the_commit(change: Change, license: License, bob: User) -> None:
    assert wrong_answers(license, bob, change) == (0, True)
    assert not services.clear([TEXT], by=bob, hold=False).decision.allowed


@pytest.mark.parametrize("change", CHANGES)
def test_without_the_locks_it_does_not(
    change: Change, license: License, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out_the_locks(monkeypatch)
    assert wrong_answers(license, bob, change) == (1, False)


@dataclass
class Score:
    visible: int = 0  # clips that a third person sees although the work is closed
    posts: int = 0  # posts made on a license that was gone when they were made
    waits: int = 0  # rounds in which the holder had to wait for the post


class Contest:
    """Rounds of bob posting a clip of a licensed work while its holder revokes the license."""

    def __init__(self, license: License, bob: User, carol: User, patch: pytest.MonkeyPatch) -> None:
        self.work, self.bob, self.carol, self.patch = license.work, bob, carol, patch
        self.license = license

    def play(self, rounds: int) -> Score:
        score = Score()
        for _ in range(rounds):
            self._round(score)
            self.license = make_license(self.work)
        return score

    def _round(self, score: Score) -> None:
        clip = make_clip(self.bob, prompt=TEXT)
        clip.licenses.set([self.license])
        race = Gate()
        check = gate._publishable

        def check_and_wait(*args: object) -> object:
            answer = check(*args)  # type: ignore[arg-type]
            race.hold()
            return answer

        with self.patch.context() as patch:
            patch.setattr(gate, "_publishable", check_and_wait)
            race.run(
                lambda: publish_clip(clip=clip, caption="", by=self.bob, country="US"),
                lambda: revoke(self.license),
            )
        assert not services.clear([TEXT], by=self.bob, hold=False).decision.allowed
        score.waits += race.second_waited
        score.posts += Post.objects.filter(clip=clip).exists() and not race.second_waited
        score.visible += Post.objects.visible_to(self.carol).filter(clip=clip).exists()


@pytest.fixture
def contest(license: License, bob: User, carol: User, monkeypatch: pytest.MonkeyPatch) -> Contest:
    return Contest(license, bob, carol, monkeypatch)


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(200, marks=pytest.mark.verify)])
def test_no_clip_is_visible_when_its_license_is_revoked_while_it_is_posted(
    contest: Contest, rounds: int
) -> None:
    assert contest.play(rounds) == Score(visible=0, posts=0, waits=rounds)


def test_without_the_locks_every_round_makes_a_post_on_a_license_that_is_gone(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out_the_locks(monkeypatch)
    assert contest.play(ROUNDS) == Score(visible=0, posts=ROUNDS, waits=0)


def test_without_locks_and_withdrawn_drafts_every_round_leaks(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out_the_locks(monkeypatch)
    withdraw = withdraw_clip

    def only_what_is_posted(*, clip: Clip, **more: object) -> None:
        if clip.published_at:
            withdraw(clip=clip, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(receivers, "withdraw_clip", only_what_is_posted)
    assert contest.play(ROUNDS) == Score(visible=ROUNDS, posts=ROUNDS, waits=0)
