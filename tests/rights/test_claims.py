"""Whose a work is: claimed with a statement, tried, checked by operators, frozen by a second voice."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from core.decisions import Conflict, Refused
from rights import replay, services
from rights.models import (
    Claim,
    ClaimState,
    HolderStatus,
    License,
    Membership,
    RightsHolder,
    Role,
    Version,
    Work,
    WorkKind,
)
from rights.signals import license_narrowed, license_resumed
from tests.factories import make_user
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


def house(name: str, *, status: HolderStatus = HolderStatus.ACTIVE) -> tuple[RightsHolder, User]:
    holder = make_holder(name)
    RightsHolder.objects.filter(pk=holder.pk).update(status=status)
    owner = make_user(name.split(maxsplit=1)[0].lower())
    Membership.objects.create(holder=holder, user=owner, role=Role.OWNER)
    return RightsHolder.objects.get(pk=holder.pk), owner


@pytest.fixture
def operator(carol: User) -> User:
    carol.user_permissions.add(Permission.objects.get(codename="operate_registry"))
    return User.objects.get(pk=carol.pk)


@pytest.fixture
def song(db: Any) -> Work:
    return make_work("Old Song")


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int]]]:
    """News of licenses, as it comes."""
    news: list[tuple[str, int]] = []

    def narrowed(license: License, **_: Any) -> None:
        news.append(("narrowed", license.pk))

    def resumed(license: License, **_: Any) -> None:
        news.append(("resumed", license.pk))

    license_narrowed.connect(narrowed, weak=False)
    license_resumed.connect(resumed, weak=False)
    yield news
    license_narrowed.disconnect(narrowed)
    license_resumed.disconnect(resumed)


def claim_of(work: Work, holder: RightsHolder, by: User) -> Claim:
    draft = services.draft_claim(work=work, holder=holder, by=by, statement="We wrote it.")
    return services.submit_claim(claim=draft, by=by)


def test_a_claim_goes_from_a_draft_into_force(song: Work, operator: User) -> None:
    holder, owner = house("Echo Records")
    claim = claim_of(song, holder, owner)
    assert claim.state == ClaimState.TESTED
    claim = services.verify_claim(claim=claim, by=operator)
    services.put_in_force(claim=claim, by=operator)
    song.refresh_from_db()
    assert (song.holder, Claim.objects.get().state) == (holder, ClaimState.LIVE)


def test_its_names_are_tried_over_innocent_prompts(song: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = ("they hum an old song", "rain on a tin roof")
    monkeypatch.setattr(replay, "innocent_prompts", lambda: prompts)
    claim = claim_of(song, *house("Echo Records"))
    assert claim.distinctiveness == {"tried": 2, "stopped": 1, "examples": [prompts[0]]}


def test_whoever_applies_may_claim_and_freezes_nothing(operator: User, alice: User) -> None:
    holder, _ = house("Echo Records")
    work = make_work("Loud Song", holder=holder.name)
    newcomer = services.apply_as_holder(
        name=" Thief  Records ", website="https://thief.example", contact="t@example.org", by=alice
    )
    assert (newcomer.name, newcomer.status) == ("Thief Records", HolderStatus.APPLIED)
    assert newcomer.memberships.get().role == Role.OWNER
    claim = claim_of(work, newcomer, alice)
    work.refresh_from_db()
    assert (claim.state, work.disputed_at) == (ClaimState.TESTED, None)
    claim = services.verify_claim(claim=claim, by=operator)
    with pytest.raises(Conflict, match="not active yet"):
        services.put_in_force(claim=claim, by=operator)


def test_one_application_at_a_time(alice: User) -> None:
    services.apply_as_holder(name="One", website="", contact="", by=alice)
    with pytest.raises(Refused, match="applied"):
        services.apply_as_holder(name="Two", website="", contact="", by=alice)


def test_a_name_is_taken_once(alice: User) -> None:
    make_holder("Echo Records")
    with pytest.raises(Conflict):
        services.apply_as_holder(name="Echo Records", website="", contact="", by=alice)


def test_a_second_holder_freezes_a_work_and_what_rests_on_it(heard: list[tuple[str, int]]) -> None:
    first, _ = house("Echo Records")
    work = make_work("Loud Song", holder=first.name)
    license = make_license(work)
    claim = claim_of(work, *house("Comet Records"))
    work.refresh_from_db()
    assert work.disputed_at
    assert claim.state == ClaimState.DISPUTED
    assert heard == [("narrowed", license.pk)]
    assert not License.objects.active().exists()
    with pytest.raises(Refused, match="disputed"):
        make_license(work)


def test_two_claims_on_a_free_work_freeze_each_other(song: Work) -> None:
    one = claim_of(song, *house("Echo Records"))
    two = claim_of(song, *house("Comet Records"))
    states = {claim.state for claim in Claim.objects.filter(pk__in=[one.pk, two.pk])}
    assert states == {ClaimState.DISPUTED}


def test_operators_settle_it_for_the_one_who_is_right(operator: User, heard: list[tuple[str, int]]) -> None:
    first, _ = house("Echo Records")
    work = make_work("Loud Song", holder=first.name)
    license = make_license(work)
    second, owner = house("Comet Records")
    claim = claim_of(work, second, owner)
    services.settle_dispute(claim=claim, by=operator, reason="The deed is theirs.")
    work.refresh_from_db()
    license.refresh_from_db()
    assert (work.holder, work.disputed_at, license.state) == (second, None, "revoked")
    assert Claim.objects.get().state == ClaimState.LIVE


def test_without_the_second_voice_all_goes_on(operator: User, heard: list[tuple[str, int]]) -> None:
    first, _ = house("Echo Records")
    work = make_work("Loud Song", holder=first.name)
    license = make_license(work)
    second, owner = house("Comet Records")
    claim = claim_of(work, second, owner)
    services.withdraw_claim(claim=claim, by=owner)
    work.refresh_from_db()
    assert (work.holder, work.disputed_at) == (first, None)
    assert heard == [("narrowed", license.pk), ("resumed", license.pk)]
    assert License.objects.active().get() == license


def test_a_claim_that_is_left_alone_is_checked_like_any(song: Work, operator: User) -> None:
    one = claim_of(song, *house("Echo Records"))
    two = claim_of(song, *house("Comet Records"))
    services.reject_claim(claim=two, by=operator, reason="No deed.")
    one.refresh_from_db()
    song.refresh_from_db()
    assert (one.state, song.disputed_at) == (ClaimState.TESTED, None)


def test_an_operator_may_freeze_over_an_applicants_claim(operator: User) -> None:
    first, _ = house("Echo Records")
    work = make_work("Loud Song", holder=first.name)
    claim = claim_of(work, *house("Comet Records", status=HolderStatus.APPLIED))
    services.dispute_claim(claim=claim, by=operator, reason="Looks right.")
    work.refresh_from_db()
    assert work.disputed_at


def test_the_same_holder_claims_a_work_once(song: Work) -> None:
    holder, owner = house("Echo Records")
    claim_of(song, holder, owner)
    with pytest.raises(Conflict, match="claimed Old Song already"):
        claim_of(song, holder, owner)


@pytest.mark.parametrize("status", [HolderStatus.SUSPENDED, HolderStatus.REJECTED])
def test_houses_that_are_closed_claim_nothing(song: Work, status: HolderStatus) -> None:
    holder, owner = house("Echo Records", status=status)
    with pytest.raises(Refused, match="holder_inactive"):
        services.draft_claim(work=song, holder=holder, by=owner, statement="Ours.")


def test_viewers_and_strangers_claim_nothing(song: Work, alice: User, bob: User) -> None:
    holder, _ = house("Echo Records")
    Membership.objects.create(holder=holder, user=alice, role=Role.VIEWER)
    for by, code in ((alice, "viewer"), (bob, "not_member")):
        with pytest.raises(Refused, match=code):
            services.draft_claim(work=song, holder=holder, by=by, statement="Ours.")


def test_only_operators_decide(song: Work) -> None:
    claim = claim_of(song, *house("Echo Records"))
    owner = claim.by
    assert owner
    decisions: list[Any] = [
        lambda: services.verify_claim(claim=claim, by=owner),
        lambda: services.put_in_force(claim=claim, by=owner),
        lambda: services.dispute_claim(claim=claim, by=owner, reason=""),
        lambda: services.settle_dispute(claim=claim, by=owner, reason=""),
        lambda: services.reject_claim(claim=claim, by=owner, reason=""),
    ]
    for decide in decisions:
        with pytest.raises(Refused, match="not_operator"):
            decide()


def test_every_change_of_a_work_is_kept(alice: User) -> None:
    holder = make_holder(member=alice)
    work = services.register_work(title="Captain Nimbus", kind=WorkKind.CHARACTER, holder=holder, by=alice)
    alias = services.add_alias(work=work, text="Cloud Pilot", by=alice)
    services.describe_work(work=work, text="A pilot in clouds.", by=alice)
    services.set_traits(work=work, traits=[["cloud cape"]], exclusions=["weather"], by=alice)
    services.change_work(work=work, title="Nimbus", alternative="a pilot", by=alice)
    license = services.grant_license(work=work, by=alice)
    services.revoke_license(license=license, by=alice)
    services.remove_alias(alias=alias, by=alice)
    kept = list(Version.objects.order_by("pk"))
    assert [version.by for version in kept] == [alice] * 8
    assert [version.revision for version in kept] == sorted({version.revision for version in kept})
    assert [len(version.content["names"]) for version in kept] == [1, 2, 2, 2, 2, 2, 2, 1]
    assert [len(version.content["licenses"]) for version in kept] == [0, 0, 0, 0, 0, 1, 0, 0]
    assert kept[-1].content["title"] == "Nimbus"
    assert kept[3].content["traits"] == [["cloud cape"]]
