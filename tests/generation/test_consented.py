"""What readers ask about consent, without any sweep: the rows change, and the clip is gone at once."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from accounts.models import Block, Follow, User
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.policies import may_depict
from generation.models import Appearance, Clip
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.factories import make_mutuals
from tests.stories.members import Member

pytestmark = pytest.mark.django_db

Change = Callable[[Cameo, User], object]


def _update(**fields: object) -> Change:
    return lambda cameo, maker: Cameo.objects.filter(pk=cameo.pk).update(**fields)


def _grants(**fields: object) -> Change:
    return lambda cameo, maker: ConsentGrant.objects.filter(cameo=cameo).update(**fields)


NOW = timezone.now()
ENDS: dict[str, Change] = {
    "paused": _update(paused_at=NOW),
    "withdrawn": _update(withdrawn_at=NOW),
    "narrowed": _update(scope=Scope.ONLY_ME),
    "grant revoked": _grants(revoked_at=NOW),
    "grant expired": _grants(expires_at=NOW - timedelta(seconds=1)),
    "blocked by her": lambda cameo, maker: Block.objects.create(blocker=cameo.owner, blocked=maker),
    "blocked by him": lambda cameo, maker: Block.objects.create(blocker=maker, blocked=cameo.owner),
    "account closed": lambda cameo, maker: User.objects.filter(pk=cameo.owner_id).update(is_active=False),
}


@pytest.fixture
def cameo(alice: User, carol: User) -> Cameo:
    cameo = make_cameo(alice, scope=Scope.APPROVED)
    ConsentGrant.objects.create(cameo=cameo, grantee=carol)
    return cameo


@pytest.mark.verify  # every place that shows clips is asked
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_reader_finds_the_clip_once_the_rows_say_no(
    end: Change, cameo: Cameo, carol: User, bob: User
) -> None:
    maker, reader = Member(carol), Member(bob)
    clip = make_clip(carol, prompt="@alice swims", cast=[cameo], published=True)
    assert maker.sees(clip)
    assert reader.sees(clip)
    end(cameo, carol)
    assert not maker.sees(clip)
    assert not reader.sees(clip)
    assert Clip.objects.get(pk=clip.pk).withdrawn_at is None, "nothing has swept"


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_draft_cannot_be_watched_either(end: Change, cameo: Cameo, carol: User) -> None:
    clip = make_clip(carol, cast=[cameo])
    assert Clip.objects.watchable_by(carol).filter(pk=clip.pk).exists()
    end(cameo, carol)
    assert not Clip.objects.watchable_by(carol).filter(pk=clip.pk).exists()


STAYS = {"narrowed", "grant revoked", "grant expired"}


@pytest.mark.parametrize("name", ENDS)
def test_what_she_has_let_stay_outlives_the_scope_and_nothing_else(
    name: str, cameo: Cameo, carol: User
) -> None:
    clip = make_clip(carol, cast=[cameo], published=True)
    Appearance.objects.create(clip=clip, cameo=cameo, kept_at=timezone.now(), kept_version=1)
    ENDS[name](cameo, carol)
    assert Clip.objects.available().filter(pk=clip.pk).exists() == (name in STAYS)


def test_everyone_in_it_has_to_agree(cameo: Cameo, bob: User, carol: User) -> None:
    other = make_cameo(bob, scope=Scope.EVERYONE)
    clip = make_clip(carol, cast=[cameo, other])
    assert Clip.objects.consented().filter(pk=clip.pk).exists()
    Cameo.objects.filter(pk=other.pk).update(scope=Scope.APPROVED)
    assert not Clip.objects.consented().filter(pk=clip.pk).exists()


TIES: dict[str, Change] = {
    "none": lambda cameo, maker: None,
    "granted": lambda cameo, maker: ConsentGrant.objects.create(cameo=cameo, grantee=maker),
    "expired": lambda cameo, maker: ConsentGrant.objects.create(cameo=cameo, grantee=maker, expires_at=NOW),
    "followed": lambda cameo, maker: Follow.objects.create(follower=cameo.owner, followed=maker),
    "mutual": lambda cameo, maker: make_mutuals(cameo.owner, maker),
    "blocked": lambda cameo, maker: Block.objects.create(blocker=maker, blocked=cameo.owner),
}


def _face(owner: User) -> Cameo:
    return make_cameo(owner)


def _dog(owner: User) -> Cameo:
    return make_being("rex", owner)


@pytest.mark.parametrize("make", [_face, _dog])
@pytest.mark.parametrize(("scope", "tie"), list(product(Scope, TIES)))
def test_rows_and_policy_say_the_same(
    make: Callable[[User], Cameo], scope: Scope, tie: str, alice: User, carol: User
) -> None:
    cameo = make(alice)
    Cameo.objects.update(scope=scope)
    TIES[tie](cameo, carol)
    for maker in (carol, alice):
        clip = make_clip(maker, cast=[cameo])
        for paused_at in (None, NOW):
            Cameo.objects.update(paused_at=paused_at)
            fresh = Cameo.objects.select_related("owner").get()
            allowed = may_depict(cameo=fresh, by=maker).allowed
            assert Clip.objects.consented().filter(pk=clip.pk).exists() == allowed
            assert Cameo.objects.castable_by(maker).exists() == allowed
