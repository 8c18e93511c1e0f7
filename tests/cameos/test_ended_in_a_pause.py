"""What an owner ends while their likeness rests, and allows anew before it goes on."""

from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.services import block, follow, unblock, unfollow
from cameos import services
from cameos.models import Cameo, Scope
from cameos.policies import may_depict
from generation.services.appearances import hidden_for_consent
from tests.cameos.factories import make_cameo
from tests.cameos.test_services import fresh, hidden
from tests.clips import make_clip
from tests.factories import make_mutuals, make_user

pytestmark = pytest.mark.django_db

Act = Callable[[Cameo, User, User], None]


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.MUTUALS)


def narrow_and_widen(cameo: Cameo, by: User, other: User) -> None:
    services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=by)
    services.change_scope(cameo=cameo, scope=Scope.MUTUALS, by=by)


def block_and_befriend(cameo: Cameo, by: User, other: User) -> None:
    block(user=other, by=by)
    unblock(user=other, by=by)
    make_mutuals(by, other)


def part_and_befriend(cameo: Cameo, by: User, other: User) -> None:
    unfollow(user=other, by=by)
    follow(user=other, by=by)


def deny_and_lift(cameo: Cameo, by: User, other: User) -> None:
    services.deny_person(cameo=cameo, person=other, by=by)
    services.lift_denial(cameo=cameo, person=other, by=by)


def clear_and_widen(cameo: Cameo, by: User, other: User) -> None:
    services.take_back_everything(cameo=cameo, by=by)
    services.change_scope(cameo=cameo, scope=Scope.MUTUALS, by=by)


def forbid_and_allow(cameo: Cameo, by: User, other: User) -> None:
    """The clips are of people who speak."""
    services.change_terms(cameo=cameo, terms={"voice": False}, by=by)
    services.change_terms(cameo=cameo, terms={"voice": True}, by=by)


ENDED_AND_ALLOWED_ANEW: dict[str, Act] = {
    "narrow": narrow_and_widen,
    "block": block_and_befriend,
    "unfollow": part_and_befriend,
    "deny": deny_and_lift,
    "clear": clear_and_widen,
    "terms": forbid_and_allow,
}


@pytest.mark.parametrize("act", ENDED_AND_ALLOWED_ANEW.values(), ids=ENDED_AND_ALLOWED_ANEW)
@pytest.mark.parametrize("pause", [False, True], ids=["awake", "paused"])
def test_what_has_ended_stays_so_during_a_pause_too(
    pause: bool, act: Act, cameo: Cameo, alice: User, bob: User, carol: User
) -> None:
    """Whatever is allowed anew: they can be let stay one by one, as all that has ended."""
    services.change_terms(cameo=cameo, terms={"voice": True}, by=alice)
    clip = make_clip(bob, prompt="@alice says: “Good night.”", cast=[cameo], published=True)
    remix = make_clip(carol, parent=clip, published=True)
    if pause:
        services.pause_cameo(cameo=cameo, by=alice)
    act(fresh(cameo), alice, bob)
    if pause:
        services.resume_cameo(cameo=cameo, by=alice)
    assert may_depict(cameo=fresh(cameo), by=bob).allowed
    assert (hidden(clip), hidden(remix)) == (True, True)
    assert list(hidden_for_consent(cameo)) == [clip]


def test_what_somebody_ends_during_a_pause_leaves_the_clips_of_others_to_it(
    cameo: Cameo, alice: User, bob: User
) -> None:
    make_mutuals(alice, dina := make_user("dina"))
    clips = [make_clip(maker, cast=[cameo], published=True) for maker in (bob, dina)]
    services.pause_cameo(cameo=cameo, by=alice)
    services.deny_person(cameo=cameo, person=bob, by=alice)
    services.resume_cameo(cameo=cameo, by=alice)
    assert [hidden(clip) for clip in clips] == [True, False]
