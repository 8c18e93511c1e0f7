"""Somebody posts a clip at the very moment at which the person in it says no.

Two things keep the clip from being seen: the rows that the consent rests on are locked while the
post is made, and the revocation withdraws the clip, draft or not, in its own transaction. The twins
take them out: without the locks every gated round makes a post on a consent that is gone, and when
the revocation then only looks at clips that are already posted, every such post is visible.
"""

from dataclasses import dataclass

import pytest

import cameos.services as cameo_services
from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.policies import may_depict
from cameos.services import grant_consent, revoke_consent
from feed.models import Post
from feed.services import publish_clip
from generation import gate, receivers, services
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.races.actors import Gate

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


@dataclass
class Score:
    visible: int = 0  # clips that a third person sees although nobody consents
    posts: int = 0  # posts made on a consent that was gone when they were made
    waits: int = 0  # rounds in which the revocation had to wait for the post


class Contest:
    """Rounds of bob posting a clip with alice while alice revokes."""

    def __init__(self, alice: User, bob: User, carol: User, patch: pytest.MonkeyPatch) -> None:
        self.alice, self.bob, self.carol = alice, bob, carol
        self.cameo: Cameo = make_cameo(alice, scope=Scope.APPROVED)
        self.patch = patch

    def play(self, rounds: int) -> Score:
        score = Score()
        for _ in range(rounds):
            self._round(score)
        return score

    def _round(self, score: Score) -> None:
        grant_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)
        clip = make_clip(self.bob, prompt="@alice swims", cast=[self.cameo])
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
                lambda: revoke_consent(cameo=self.cameo, grantee=self.bob, by=self.alice),
            )
        assert not may_depict(cameo=Cameo.objects.get(pk=self.cameo.pk), by=self.bob).allowed
        score.waits += race.second_waited
        score.posts += Post.objects.filter(clip=clip).exists() and not race.second_waited
        score.visible += Post.objects.visible_to(self.carol).filter(clip=clip).exists()


@pytest.fixture
def contest(alice: User, bob: User, carol: User, monkeypatch: pytest.MonkeyPatch) -> Contest:
    return Contest(alice, bob, carol, monkeypatch)


def take_out_the_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cameo_services, "lock_for_share", list)
    monkeypatch.setattr(gate, "lock_for_change", list)


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(200, marks=pytest.mark.verify)])
def test_no_clip_is_visible_when_its_consent_is_revoked_while_it_is_posted(
    contest: Contest, rounds: int
) -> None:
    assert contest.play(rounds) == Score(visible=0, posts=0, waits=rounds)


def test_without_the_locks_every_round_makes_a_post_on_a_consent_that_is_gone(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out_the_locks(monkeypatch)
    assert contest.play(ROUNDS) == Score(visible=0, posts=ROUNDS, waits=0)


def test_without_locks_and_withdrawn_drafts_every_round_leaks(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out_the_locks(monkeypatch)
    withdraw = services.withdraw_clip

    def only_what_is_posted(*, clip: Clip, **more: object) -> None:
        if clip.published_at:
            withdraw(clip=clip, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(receivers, "withdraw_clip", only_what_is_posted)
    assert contest.play(ROUNDS) == Score(visible=ROUNDS, posts=ROUNDS, waits=0)
