"""A claim is upheld while somebody else withdraws some of the same clips: they queue up in one order."""

import pytest

from accounts.models import User
from generation.models import Clip, Ground
from generation.services import block_media, withdraw_clips
from moderation import claiming
from moderation.claiming import receive_claim, uphold_claim
from moderation.likeness_claims import LikenessClaim
from tests.clips import make_clip
from tests.races.actors import Gate

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clips(alice: User) -> list[Clip]:
    """Two of one file, in the order of their ids."""
    return sorted((make_clip(alice, published=True) for _ in range(2)), key=lambda it: it.pk)


@pytest.fixture
def claimed(clips: list[Clip]) -> Clip:
    return clips[1]


@pytest.fixture
def copy(clips: list[Clip]) -> Clip:
    """The same file under an id that comes before that of the claimed one."""
    return clips[0]


@pytest.fixture
def claim(claimed: Clip) -> LikenessClaim:
    said = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}
    return receive_claim(links=str(claimed.pk), **said)


def test_a_claim_is_upheld_while_a_copy_and_its_clip_are_withdrawn(
    claim: LikenessClaim, claimed: Clip, copy: Clip, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = Gate()

    def wait_and_block(**what: object) -> None:
        race.hold()
        block_media(**what)  # type: ignore[arg-type]

    monkeypatch.setattr(claiming, "block_media", wait_and_block)
    failures = race.run(
        lambda: uphold_claim(claim=claim, by=moderator, answer="It is you."),
        lambda: withdraw_clips(clips=[copy, claimed], ground=Ground.SUBJECT, source="hidden:1"),
    )
    assert failures == [None, None]
    assert race.second_waited
    assert not Clip.objects.available().filter(pk__in=[copy.pk, claimed.pk]).exists()
