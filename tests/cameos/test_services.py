"""What owners do with their likeness, who else may not, and what happens to the clips."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from accounts.services import block, delete_account, follow, unfollow
from cameos import services
from cameos.models import Assurance, Cameo, ConsentGrant, Scope
from core.audit import name_of
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from core.pictures import BadPicture
from feed.models import NoticeKind, Notification
from generation.models import Clip, Withdrawal
from tests.cameos.factories import make_cameo, picture
from tests.clips import make_clip
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.MUTUALS)


def fresh(cameo: Cameo) -> Cameo:
    return Cameo.objects.select_related("owner").get(pk=cameo.pk)


def hidden(clip: Clip) -> bool:
    return Clip.objects.get(pk=clip.pk).withdrawn_at is not None


Act = Callable[[Cameo, User, User], Any]

ACTS: dict[str, Act] = {
    "cameo.scope": lambda cameo, by, other: services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=by),
    "cameo.narrow": lambda cameo, by, other: services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=by),
    "grant": lambda cameo, by, other: services.grant_consent(cameo=cameo, grantee=other, by=by),
    "revoke": lambda cameo, by, other: services.revoke_consent(cameo=cameo, grantee=other, by=by),
    "pause": lambda cameo, by, other: services.pause_cameo(cameo=cameo, by=by),
    "resume": lambda cameo, by, other: services.resume_cameo(cameo=cameo, by=by),
    "withdraw": lambda cameo, by, other: services.withdraw_cameo(cameo=cameo, by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_for_everybody_else_the_likeness_does_not_exist(
    act: Act, cameo: Cameo, bob: User, carol: User
) -> None:
    make_cameo(carol)
    for stranger in (bob, carol):
        with pytest.raises(Cameo.DoesNotExist):
            act(cameo, stranger, bob)
    assert fresh(cameo).policy_version == cameo.policy_version


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_after_its_withdrawal_nothing_can_be_done_with_it(
    act: Act, cameo: Cameo, alice: User, bob: User
) -> None:
    services.withdraw_cameo(cameo=cameo, by=alice)
    with pytest.raises(Conflict, match="deleted"):
        act(cameo, alice, bob)


@pytest.mark.parametrize("name", ["cameo.scope", "cameo.narrow", "grant", "pause", "withdraw"])
def test_every_change_is_a_new_version_in_the_audit_log(
    name: str, cameo: Cameo, alice: User, bob: User
) -> None:
    ACTS[name](cameo, alice, bob)
    assert fresh(cameo).policy_version == cameo.policy_version + 1
    event = AuditEvent.objects.filter(subject=name_of(cameo)).latest("pk")
    assert event.actor == name_of(alice)
    assert event.details["version"] == cameo.policy_version + 1


def admit(owner: User, portrait: bytes, *, country: str) -> Cameo:
    return services.admit_likeness(
        owner=owner,
        portrait_file=BytesIO(portrait),
        country=country,
        assurance=Assurance.REVIEWED,
        by=None,
    )


@pytest.mark.parametrize("name", ["revoke", "resume"])
def test_what_changes_nothing_is_no_new_version(name: str, cameo: Cameo, alice: User, bob: User) -> None:
    ACTS[name](cameo, alice, bob)
    assert fresh(cameo).policy_version == cameo.policy_version


def test_a_new_portrait_replaces_the_file_and_nothing_else(
    cameo: Cameo, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    former = str(cameo.portrait.name)
    with django_capture_on_commit_callbacks(execute=True):
        admit(alice, picture(400, 300), country="US")
    replaced = fresh(cameo)
    assert (replaced.pk, replaced.scope) == (cameo.pk, Scope.MUTUALS)
    assert default_storage.exists(str(replaced.portrait.name))
    assert not default_storage.exists(former)


def test_a_portraits_name_says_nothing_of_its_owner(cameo: Cameo, alice: User) -> None:
    name = str(cameo.portrait.name)
    assert alice.username not in name
    assert len(name) >= len("portraits/") + 32


def test_a_bad_picture_leaves_no_likeness_and_no_file(alice: User) -> None:
    before = default_storage.listdir("portraits")[1] if default_storage.exists("portraits") else []
    with pytest.raises(BadPicture):
        admit(alice, b"nothing", country="US")
    after = default_storage.listdir("portraits")[1] if default_storage.exists("portraits") else []
    assert (Cameo.objects.count(), after) == (0, before)


@pytest.mark.parametrize(("country", "code"), [("FR", "region.likeness"), ("", "region.likeness")])
def test_nobody_enrolls_where_it_is_closed(country: str, code: str, alice: User) -> None:
    with pytest.raises(Refused, match=code):
        admit(alice, picture(), country=country)


def test_nobody_under_age_enrolls() -> None:
    child = make_user("child")
    child.birth_date = timezone.localdate() - timedelta(days=17 * 365)
    child.save()
    with pytest.raises(Refused, match=r"age\.too_young"):
        admit(child, picture(), country="US")


def test_a_grant_is_told_to_whom_it_is_given(cameo: Cameo, alice: User, carol: User) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    line = Notification.objects.get(user=carol)
    assert (line.kind, line.actor) == (NoticeKind.GRANTED, alice)


def test_the_same_grant_twice_is_one(cameo: Cameo, alice: User, carol: User) -> None:
    one = services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    assert services.grant_consent(cameo=cameo, grantee=carol, by=alice) == one


def test_a_grant_with_another_end_needs_the_first_to_be_taken_back(
    cameo: Cameo, alice: User, carol: User
) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(Conflict, match="already approved"):
        services.grant_consent(cameo=cameo, grantee=carol, by=alice, expires_at=tomorrow)


def test_a_grant_that_ran_out_can_be_given_again(cameo: Cameo, alice: User, carol: User) -> None:
    ConsentGrant.objects.create(cameo=cameo, grantee=carol, expires_at=timezone.now() - timedelta(hours=1))
    assert services.grant_consent(cameo=cameo, grantee=carol, by=alice).expires_at is None


def test_a_grant_cannot_end_before_it_begins(cameo: Cameo, alice: User, carol: User) -> None:
    with pytest.raises(Conflict, match="past"):
        services.grant_consent(cameo=cameo, grantee=carol, by=alice, expires_at=timezone.now())


def test_oneself_needs_no_grant(cameo: Cameo, alice: User) -> None:
    with pytest.raises(Refused, match=r"consent\.self"):
        services.grant_consent(cameo=cameo, grantee=alice, by=alice)


def test_who_has_left_and_who_is_blocked_are_refused_alike(cameo: Cameo, alice: User) -> None:
    gone, blocker = make_user("gone"), make_user("wall")
    delete_account(by=gone)
    gone.refresh_from_db()
    block(user=alice, by=blocker)
    for person in (gone, blocker):
        with pytest.raises(Refused, match=r"consent\.unavailable"):
            services.grant_consent(cameo=cameo, grantee=person, by=alice)


def test_whoever_is_suspended_may_narrow_and_not_widen(cameo: Cameo, alice: User, carol: User) -> None:
    User.objects.filter(pk=alice.pk).update(suspended_at=timezone.now())
    alice.refresh_from_db()
    with pytest.raises(Refused, match=r"account\.suspended"):
        services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice)
    with pytest.raises(Refused, match=r"account\.suspended"):
        services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    assert services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice).scope == Scope.ONLY_ME


def test_narrowing_hides_what_may_no_longer_be_and_leaves_the_rest(
    cameo: Cameo, alice: User, bob: User, carol: User
) -> None:
    services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice)
    own, mutual, stranger = (make_clip(maker, cast=[cameo]) for maker in (alice, bob, carol))
    services.change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    assert [hidden(clip) for clip in (own, mutual, stranger)] == [False, False, True]
    services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    assert [hidden(clip) for clip in (own, mutual, stranger)] == [False, True, True]


def test_widening_again_brings_nothing_back(cameo: Cameo, alice: User, bob: User) -> None:
    clip = make_clip(bob, cast=[cameo])
    services.change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice)
    assert hidden(clip)


def test_what_stays_allowed_by_a_grant_with_an_end_ends_with_it(
    cameo: Cameo, alice: User, carol: User
) -> None:
    services.change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice)
    end = timezone.now() + timedelta(days=1)
    services.grant_consent(cameo=cameo, grantee=carol, by=alice, expires_at=end)
    clip = make_clip(carol, cast=[cameo], published=True)
    services.change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
    clip.refresh_from_db()
    assert (clip.withdrawn_at, clip.rests_until) == (None, end)


def test_a_revocation_concerns_one_person(cameo: Cameo, alice: User, carol: User) -> None:
    dina = make_user("dina")
    for grantee in (carol, dina):
        services.grant_consent(cameo=cameo, grantee=grantee, by=alice)
    clips = [make_clip(maker, cast=[cameo]) for maker in (carol, dina)]
    services.revoke_consent(cameo=cameo, grantee=carol, by=alice)
    assert [hidden(clip) for clip in clips] == [True, False]


def test_a_pause_hides_everything_and_its_end_brings_it_back(
    cameo: Cameo, alice: User, bob: User, carol: User
) -> None:
    clip = make_clip(bob, cast=[cameo], published=True)
    remix = make_clip(carol, parent=clip, published=True)
    services.pause_cameo(cameo=cameo, by=alice)
    assert (hidden(clip), hidden(remix)) == (True, True)
    services.resume_cameo(cameo=cameo, by=alice)
    assert (hidden(clip), hidden(remix)) == (False, False)


def test_what_was_revoked_during_a_pause_does_not_come_back(cameo: Cameo, alice: User, carol: User) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    clip = make_clip(carol, cast=[cameo], published=True)
    services.pause_cameo(cameo=cameo, by=alice)
    services.revoke_consent(cameo=cameo, grantee=carol, by=alice)
    services.resume_cameo(cameo=cameo, by=alice)
    assert hidden(clip)
    assert Withdrawal.objects.get(clip=clip, lifted_at=None).source == name_of(cameo)


def test_what_ended_before_a_pause_does_not_come_back_after_it(
    cameo: Cameo, alice: User, carol: User
) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    clip = make_clip(carol, cast=[cameo], published=True)
    services.revoke_consent(cameo=cameo, grantee=carol, by=alice)
    services.pause_cameo(cameo=cameo, by=alice)
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    services.resume_cameo(cameo=cameo, by=alice)
    assert hidden(clip)


def test_a_clip_with_two_people_waits_for_both_pauses_to_end(cameo: Cameo, alice: User, bob: User) -> None:
    other = make_cameo(bob, scope=Scope.EVERYONE)
    clip = make_clip(bob, cast=[cameo, other], published=True)
    services.pause_cameo(cameo=cameo, by=alice)
    services.pause_cameo(cameo=other, by=bob)
    services.resume_cameo(cameo=cameo, by=alice)
    assert hidden(clip)
    services.resume_cameo(cameo=other, by=bob)
    assert not hidden(clip)


def test_a_withdrawal_erases_the_picture_the_grants_and_every_use(
    cameo: Cameo, alice: User, carol: User, django_capture_on_commit_callbacks: Any
) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    clips = [make_clip(maker, cast=[cameo], published=True) for maker in (alice, carol)]
    former = str(cameo.portrait.name)
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw_cameo(cameo=cameo, by=alice)
    assert not default_storage.exists(former)
    assert not fresh(cameo).portrait
    assert not ConsentGrant.objects.open().exists()
    assert all(hidden(clip) for clip in clips)


def test_a_second_likeness_starts_from_nothing(cameo: Cameo, alice: User, bob: User) -> None:
    clip = make_clip(bob, cast=[cameo], published=True)
    services.pause_cameo(cameo=cameo, by=alice)
    services.withdraw_cameo(cameo=cameo, by=alice)
    again = admit(alice, picture(), country="US")
    assert (again.pk, again.scope, again.paused_at) == (cameo.pk, Scope.ONLY_ME, None)
    services.change_scope(cameo=again, scope=Scope.EVERYONE, by=alice)
    services.pause_cameo(cameo=again, by=alice)
    services.resume_cameo(cameo=again, by=alice)
    assert hidden(clip)


def test_who_stops_following_is_no_mutual_any_more(cameo: Cameo, alice: User, bob: User) -> None:
    clip = make_clip(bob, cast=[cameo], published=True)
    unfollow(user=alice, by=bob)
    assert hidden(clip)


def test_who_is_unfollowed_is_no_mutual_any_more(cameo: Cameo, alice: User, bob: User) -> None:
    clip = make_clip(bob, cast=[cameo], published=True)
    unfollow(user=bob, by=alice)
    assert hidden(clip)


def test_an_unfollow_leaves_what_rests_on_a_grant(cameo: Cameo, alice: User, bob: User) -> None:
    services.grant_consent(cameo=cameo, grantee=bob, by=alice)
    clip = make_clip(bob, cast=[cameo], published=True)
    unfollow(user=alice, by=bob)
    assert not hidden(clip)


@pytest.mark.parametrize("blocker", ["alice", "bob"])
def test_a_block_cuts_both_ways(blocker: str, cameo: Cameo, alice: User, bob: User) -> None:
    of_bob = make_cameo(bob, scope=Scope.EVERYONE)
    services.grant_consent(cameo=cameo, grantee=bob, by=alice)
    services.grant_consent(cameo=of_bob, grantee=alice, by=bob)
    clips = [make_clip(bob, cast=[cameo], published=True), make_clip(alice, cast=[of_bob], published=True)]
    one, other = (alice, bob) if blocker == "alice" else (bob, alice)
    block(user=other, by=one)
    assert all(hidden(clip) for clip in clips)
    assert not ConsentGrant.objects.open().exists()


def test_a_follow_gives_no_grant_back(cameo: Cameo, alice: User, carol: User) -> None:
    services.grant_consent(cameo=cameo, grantee=carol, by=alice)
    services.change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
    services.revoke_consent(cameo=cameo, grantee=carol, by=alice)
    follow(user=alice, by=carol)
    assert not services.hold_consents(cameos=[cameo], by=carol).decision.allowed


def test_a_likeness_goes_with_its_owner(
    cameo: Cameo, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    of_bob = make_cameo(bob)
    services.grant_consent(cameo=of_bob, grantee=alice, by=bob)
    clip = make_clip(bob, cast=[cameo], published=True)
    former = str(cameo.portrait.name)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(by=alice)
    assert fresh(cameo).withdrawn_at
    assert not default_storage.exists(former)
    assert hidden(clip)
    assert not of_bob.grants.open().exists()
