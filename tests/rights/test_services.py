"""What holders and operators can do with works, and what nobody else can."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from rights import services
from rights.models import Alias, HolderStatus, License, MatchMode, RightsHolder, Role, Work, WorkKind
from rights.policies import may_act_for, may_manage
from rights.signals import license_narrowed
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(alice: User) -> RightsHolder:
    """Nimbus Pictures, for which alice acts."""
    return make_holder("Nimbus Pictures", member=alice)


@pytest.fixture
def work(holder: RightsHolder) -> Work:
    return make_work("Captain Nimbus", holder=holder.name)


@pytest.fixture
def operator(carol: User) -> User:
    carol.is_superuser = True
    carol.save()
    return carol


@pytest.fixture
def narrowed() -> Any:
    heard: list[License] = []

    def hear(license: License, **_: object) -> None:
        heard.append(license)

    license_narrowed.connect(hear)
    yield heard
    license_narrowed.disconnect(hear)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.decision.reasons]


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_member_of_the_holder_manages_its_works(work: Work, alice: User) -> None:
    assert may_manage(work=work, by=alice).allowed


def test_nobody_else_does_and_hears_why(work: Work, bob: User) -> None:
    [reason] = may_manage(work=work, by=bob).reasons
    assert (reason.code, reason.message) == ("rights.not_member", "You do not act for Nimbus Pictures.")


def test_a_member_of_a_holder_that_is_not_active_decides_nothing(work: Work, alice: User) -> None:
    assert work.holder
    for status in (HolderStatus.APPLIED, HolderStatus.SUSPENDED):
        RightsHolder.objects.filter(pk=work.holder.pk).update(status=status)
        work = Work.objects.get(pk=work.pk)
        assert [it.code for it in may_manage(work=work, by=alice).reasons] == ["rights.holder_inactive"]


def test_a_suspended_member_decides_nothing(work: Work, alice: User) -> None:
    alice.suspended_at = timezone.now()
    assert [it.code for it in may_manage(work=work, by=alice).reasons] == ["account.suspended"]


def test_what_nobody_holds_here_only_operators_manage(alice: User, operator: User) -> None:
    orphan = make_work("The Old Lighthouse")
    assert [it.code for it in may_manage(work=orphan, by=alice).reasons] == ["rights.not_holder"]
    assert may_manage(work=orphan, by=operator).allowed
    assert not may_act_for(holder=None, by=alice).allowed


def test_people_see_the_works_of_their_holders_only(
    work: Work, alice: User, bob: User, operator: User
) -> None:
    make_work("Other Thing", holder="Other House")
    assert list(Work.objects.managed_by(alice)) == [work]
    assert list(Work.objects.managed_by(bob)) == []
    assert Work.objects.managed_by(operator).count() == 2


def test_a_license_is_given_and_taken_back_and_both_are_told(
    work: Work, alice: User, narrowed: list[License]
) -> None:
    license = services.grant_license(work=work, by=alice, offer=services.Offer(credit_line="With thanks"))
    services.revoke_license(license=license, by=alice)
    services.revoke_license(license=license, by=alice)
    assert narrowed == [license]
    assert verbs()[-2:] == ["license.granted", "license.revoked"]


def test_nobody_licenses_what_another_holds(work: Work, bob: User) -> None:
    make_holder("Other House", member=bob)
    with pytest.raises(Refused) as refusal:
        services.grant_license(work=work, by=bob)
    assert codes(refusal) == ["rights.not_member"]
    assert not License.objects.exists()


def test_nobody_revokes_what_another_gave(work: Work, bob: User) -> None:
    license = make_license(work)
    with pytest.raises(Refused):
        services.revoke_license(license=license, by=bob)
    license.refresh_from_db()
    assert license.revoked_at is None


def test_not_even_operators_license_what_nobody_holds(operator: User) -> None:
    with pytest.raises(Refused) as refusal:
        services.grant_license(work=make_work("The Old Lighthouse"), by=operator)
    assert codes(refusal) == ["rights.unclaimed"]


def test_a_license_does_not_end_before_it_begins(work: Work, alice: User) -> None:
    past = services.Offer(ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        services.grant_license(work=work, by=alice, offer=past)
    assert codes(refusal) == ["license.ended"]


def test_a_suspended_holders_licenses_are_narrowed(work: Work, narrowed: list[License]) -> None:
    license = make_license(work)
    assert work.holder
    services.change_holder_status(holder=work.holder, status=HolderStatus.SUSPENDED, by=None)
    assert narrowed == [license]


def test_a_transferred_work_takes_no_licenses_along(work: Work, narrowed: list[License]) -> None:
    license = make_license(work)
    services.transfer_work(work=work, holder=make_holder("Other House"), by=None)
    license.refresh_from_db()
    assert narrowed == [license]
    assert license.revoked_at


def test_owners_alone_decide_who_acts_for_a_holder(work: Work, alice: User, bob: User) -> None:
    """`alice` looks after works and licenses."""
    assert work.holder
    with pytest.raises(Refused) as refusal:
        services.add_member(holder=work.holder, user=bob, by=alice)
    assert codes(refusal) == ["rights.not_owner"]
    services.add_member(holder=work.holder, user=alice, role=Role.OWNER, by=None)
    services.add_member(holder=work.holder, user=bob, by=alice)
    assert set(work.holder.members.all()) == {alice, bob}


def test_only_operators_decide_who_holds(work: Work, alice: User) -> None:
    assert work.holder
    acts = (
        lambda: services.register_holder(name="My Own House", by=alice),
        lambda: services.change_holder_status(holder=work.holder, status=HolderStatus.ACTIVE, by=alice),
        lambda: services.transfer_work(work=work, holder=None, by=alice),
    )
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert codes(refusal) == ["rights.not_operator"]


def test_a_holders_name_is_used_once(holder: RightsHolder) -> None:
    with pytest.raises(Conflict):
        services.register_holder(name=holder.name, by=None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "alias.empty"),
        ("🦊 🔥", "alias.empty"),
        ("\u200b\u202e", "alias.empty"),
        ("A.", "alias.short"),
        ("Xy", "alias.short"),
        ("a" * 121, "alias.long"),
        ("⑽" * 120 + "뷁" * 120, "alias.long"),
    ],
)
def test_what_cannot_be_a_name_is_refused(text: str, code: str, work: Work) -> None:
    with pytest.raises(Refused) as refusal:
        services.add_alias(work=work, text=text, by=None)
    assert codes(refusal) == [code]


@pytest.mark.parametrize("text", ["孙", "R2D", "Ünï", "Ёжик", "مى م"])
def test_a_short_name_in_any_script_is_a_name(text: str, work: Work) -> None:
    assert services.add_alias(work=work, text=text, by=None).folded


def test_a_name_is_known_once(work: Work) -> None:
    with pytest.raises(Conflict):
        services.add_alias(work=work, text=" Captain  Nimbus ", by=None)
    other = services.add_alias(work=work, text="Cloud Pilot", by=None)
    with pytest.raises(Conflict):
        services.change_alias(alias=other, text="Captain Nimbus", mode=MatchMode.STRONG, by=None)
    assert Alias.objects.count() == 2


def test_nobody_names_another_holders_work(work: Work, bob: User) -> None:
    alias = work.aliases.get()
    for act in (
        lambda: services.add_alias(work=work, text="Cloud Pilot", by=bob),
        lambda: services.change_alias(alias=alias, text="the", mode=MatchMode.STRONG, by=bob),
        lambda: services.remove_alias(alias=alias, by=bob),
        lambda: services.change_work(work=work, title="Mine", alternative="", by=bob),
    ):
        with pytest.raises(Refused):
            act()


def test_a_title_that_exists_gets_an_entry_of_its_own(work: Work, bob: User) -> None:
    """A holder cannot step into somebody else's entry by using its name."""
    house = make_holder("Other House", member=bob)
    twin = services.register_work(title="Captain Nimbus", kind=WorkKind.CHARACTER, holder=house, by=bob)
    work.refresh_from_db()
    assert (work.slug, twin.slug) == ("captain-nimbus", "captain-nimbus-2")
    assert str(work.holder) == "Nimbus Pictures"


@pytest.mark.parametrize("title", ["Ёжик в тумане", "千と千尋", "عروس البحر"])
def test_a_title_in_any_script_gets_an_address(title: str) -> None:
    slugs = {make_work(title).slug, make_work(title).slug}
    assert len(slugs) == 2
    assert all(slug.isascii() and slug for slug in slugs)


def test_everything_is_in_the_audit_log(work: Work, alice: User) -> None:
    services.change_work(work=work, title="Captain Nimbus II", alternative="a pilot", by=alice)
    alias = services.add_alias(work=work, text="Cloud Pilot", by=alice)
    services.remove_alias(alias=alias, by=alice)
    assert verbs()[-3:] == ["work.changed", "alias.added", "alias.removed"]
    assert AuditEvent.objects.filter(actor=f"user:{alice.pk}").count() == 3
