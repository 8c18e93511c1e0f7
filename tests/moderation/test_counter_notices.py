"""The maker of a clip that was taken down says that it was a mistake, and the clock runs."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from core.decisions import Conflict, Refused
from feed.models import Notification
from generation.models import Clip, Ground
from generation.services import withdraw_clip
from moderation.business_days import add_business_days, is_business_day
from moderation.claiming import hide_at_once, receive_claim, uphold_claim
from moderation.countering import forward_counter_notice, restore_after_notice, uphold_takedown
from moderation.models import Case, CounterNotice, CounterState, LikenessClaim
from moderation.services import remove_clip, restore_clip
from rights.models import LicenseUse, UseState
from rights.services import withdraw_use
from tests.doors import Door
from tests.factories import make_user
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db

WORDS = {
    "statement": "I built that lighthouse.",
    "name": "Alice Example",
    "address": "1 Pier Road",
    "phone": "+1 555 0100",
    "email": "alice@example.org",
    "good_faith": "on",
    "jurisdiction": "on",
    "signature": "alice example",
}


@pytest.fixture
def operator(db: None) -> User:
    user = make_user("olga")
    user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def use(clip: Clip, carol: User) -> LicenseUse:
    make_holder("Nimbus Pictures", member=carol)
    license = make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"))
    return LicenseUse.objects.create(
        license=license, user=clip.maker, job_id=uuid4(), clip_id=clip.pk, state=UseState.USED
    )


@pytest.fixture
def taken_down(clip: Clip, use: LicenseUse, carol: User) -> Clip:
    withdraw_use(use=use, by=carol, reason="Not our captain.")
    return Clip.objects.get(pk=clip.pk)


@pytest.fixture
def claim(clip: Clip) -> LikenessClaim:
    """Dora says that alice's clip shows her."""
    said = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}
    return receive_claim(links=str(clip.pk), **said)


def page_of(clip: Clip) -> str:
    return f"/counter-notice/{clip.pk}/"


def sends(user: User, clip: Clip, **words: Any) -> Any:
    return Door(user).submits(page_of(clip), **(WORDS | words))


@pytest.fixture
def notice(alice: User, taken_down: Clip) -> CounterNotice:
    assert sends(alice, taken_down).status_code == 302
    return CounterNotice.objects.get()


def test_it_says_everything_that_the_law_asks_for(notice: CounterNotice, alice: User) -> None:
    assert (notice.state, notice.by, notice.signature) == ("received", alice, "alice example")
    assert (notice.statement, notice.address, notice.phone) == (
        WORDS["statement"],
        WORDS["address"],
        WORDS["phone"],
    )


@pytest.mark.parametrize("missing", WORDS)
def test_none_of_it_may_be_missing(missing: str, alice: User, taken_down: Clip) -> None:
    assert sends(alice, taken_down, **{missing: ""}).status_code == 422
    assert not CounterNotice.objects.exists()


def test_a_signature_is_ones_own_name(alice: User, taken_down: Clip) -> None:
    assert sends(alice, taken_down, signature="Somebody Else").status_code == 422


def test_the_clip_comes_back_after_ten_business_days_and_not_before(
    notice: CounterNotice, use: LicenseUse, operator: User, alice: User
) -> None:
    forward_counter_notice(notice=notice, by=operator)
    with pytest.raises(Conflict, match="Not before"):
        restore_after_notice(notice=notice, by=operator)
    CounterNotice.objects.update(received_at=timezone.now() - timedelta(days=25))
    restore_after_notice(notice=notice, by=operator)
    clip = Clip.objects.get(pk=notice.clip_id)
    assert clip.withdrawn_at is None
    use.refresh_from_db()
    assert (use.withdrawn_at, use.withdrawn_reason) == (None, "")
    assert Notification.objects.of(alice).filter(kind="counter").count() == 2


def test_it_is_forwarded_first(notice: CounterNotice, operator: User) -> None:
    CounterNotice.objects.update(received_at=timezone.now() - timedelta(days=25))
    with pytest.raises(Conflict):
        restore_after_notice(notice=notice, by=operator)


def test_the_clip_stays_down_when_a_court_is_asked(
    notice: CounterNotice, operator: User, alice: User
) -> None:
    upheld = uphold_takedown(notice=notice, by=operator, reason="They have gone to court.")
    assert (upheld.state, upheld.decided_by) == (CounterState.UPHELD, operator)
    assert "They have gone to court." in Door(alice).reads(page_of(notice.clip))


def test_a_moderators_removal_is_lifted_with_its_case(
    case: Case, moderator: User, operator: User, alice: User
) -> None:
    remove_clip(case=case, by=moderator, reason="The sign is protected.")
    assert case.clip
    sends(alice, case.clip)
    notice = CounterNotice.objects.get()
    forward_counter_notice(notice=notice, by=operator)
    CounterNotice.objects.update(received_at=timezone.now() - timedelta(days=25))
    restore_after_notice(notice=notice, by=operator)
    assert (Case.objects.get().state, Clip.objects.get().withdrawn_at) == ("kept", None)


def restored(notice: CounterNotice, by: User) -> CounterNotice:
    """Forwarded, and after the time that the law gives."""
    forward_counter_notice(notice=notice, by=by)
    CounterNotice.objects.update(received_at=timezone.now() - timedelta(days=25))
    return restore_after_notice(notice=notice, by=by)


def open_sources(clip: Clip) -> list[str]:
    return list(clip.withdrawals.filter(lifted_at=None).order_by("pk").values_list("source", flat=True))


def news(user: User) -> str:
    return Notification.objects.of(user).filter(kind="counter").latest("pk").note


@pytest.mark.parametrize("upheld", [False, True])
def test_a_claim_of_likeness_is_nothing_to_contest_and_the_page_says_what_is(
    upheld: bool, claim: LikenessClaim, clip: Clip, alice: User, moderator: User
) -> None:
    if upheld:
        uphold_claim(claim=claim, by=moderator, answer="It is you.")
    else:
        hide_at_once(claim=claim, by=moderator)
    page = Door(alice).reads(page_of(clip))
    assert ("you can make another clip without them" if upheld else "comes back by itself") in page
    assert "Send the counter-notice" not in page
    sends(alice, clip)
    assert not CounterNotice.objects.exists()


def test_beside_a_claim_the_removal_alone_is_contested_and_lifted(
    claim: LikenessClaim, clip: Clip, alice: User, moderator: User, operator: User
) -> None:
    hide_at_once(claim=claim, by=moderator)
    case = Case.objects.get(clip=clip)
    remove_clip(case=case, by=moderator, reason="An insult.")
    assert sends(alice, clip).status_code == 302
    notice = CounterNotice.objects.get()
    assert notice.withdrawal.source == case.source
    restored(notice, operator)
    assert open_sources(clip) == [f"{claim.source}:hold"]
    assert "something else still hides your clip" in news(alice)


def test_a_notice_about_a_claim_lifts_no_removal(
    claim: LikenessClaim, clip: Clip, alice: User, moderator: User, operator: User
) -> None:
    """One that was sent while such a thing could be contested."""
    hide_at_once(claim=claim, by=moderator)
    hold = clip.withdrawals.get(lifted_at=None)
    notice = CounterNotice.objects.create(withdrawal=hold, clip=clip, by=alice)
    case = Case.objects.get(clip=clip)
    remove_clip(case=case, by=moderator, reason="An insult.")
    with pytest.raises(Conflict, match="cannot be contested"):
        restored(notice, operator)
    assert open_sources(clip) == [hold.source, case.source]
    assert Case.objects.get().state == "removed"


def test_a_later_removal_is_not_what_the_notice_was_about(
    case: Case, clip: Clip, alice: User, moderator: User, operator: User
) -> None:
    remove_clip(case=case, by=moderator, reason="The sign is protected.")
    sends(alice, clip)
    restore_clip(case=case, by=moderator, reason="It is not.")
    remove_clip(case=case, by=moderator, reason="But it is an insult.")
    notice = restored(CounterNotice.objects.get(), operator)
    assert open_sources(clip) == [case.source]
    assert (Case.objects.get().state, notice.state) == ("removed", "restored")
    assert "something else still hides your clip" in news(alice)


def test_operators_do_not_decide_about_their_own(
    notice: CounterNotice, use: LicenseUse, alice: User, operator: User
) -> None:
    alice.is_superuser = alice.is_staff = True
    alice.save()
    CounterNotice.objects.update(received_at=timezone.now() - timedelta(days=25))
    for act in ("forward", "restore", "uphold"):
        chosen = {"action": act, "_selected_action": notice.pk}
        told = Door(alice).client.post("/admin/moderation/counternotice/", chosen, follow=True).text
        assert "This counter-notice is yours. Another operator has to decide." in told
    assert CounterNotice.objects.get().state == CounterState.RECEIVED
    with pytest.raises(Refused, match=r"counter\.own"):
        uphold_takedown(notice=notice, by=alice, reason="Why not.")
    restored(notice, operator)
    assert open_sources(notice.clip) == []


def test_only_operators_decide(notice: CounterNotice, moderator: User) -> None:
    for decide in (forward_counter_notice, restore_after_notice):
        with pytest.raises(Refused):
            decide(notice=notice, by=moderator)


def test_one_is_looked_at_at_a_time(notice: CounterNotice, alice: User) -> None:
    assert sends(alice, notice.clip).status_code == 200
    assert CounterNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("ground", "source"),
    [(Ground.LICENSE, "license:3"), (Ground.CONSENT, "cameo:3"), (Ground.EXPIRY, "clock")],
)
def test_a_permission_that_has_ended_is_no_mistake(
    ground: Ground, source: str, clip: Clip, alice: User
) -> None:
    withdraw_clip(clip=clip, ground=ground, source=source, note="It has ended.")
    sends(alice, clip)
    assert not CounterNotice.objects.exists()
    assert "It has ended." in Door(alice).reads(page_of(clip))


def test_the_inbox_leads_there(taken_down: Clip, alice: User, bob: User) -> None:
    assert page_of(taken_down) in Door(alice).reads("/inbox/")
    assert Door(bob).gets(page_of(taken_down)).status_code == 404


def test_operators_see_the_clock(notice: CounterNotice, operator: User) -> None:
    operator.is_staff = True
    operator.save()
    page = Door(operator).reads("/admin/moderation/counternotice/")
    assert f"{notice.latest:%b}"[:3] in page


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),  # Thanksgiving
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 7, 3), False),  # the fourth is a Saturday
        (date(2027, 12, 31), False),  # New Year is a Saturday
        (date(2026, 5, 25), False),  # Memorial Day
        (date(2026, 6, 19), False),
        (date(2026, 10, 13), True),
    ],
)
def test_offices_are_closed_on_weekends_and_federal_holidays(day: date, works: bool) -> None:
    assert is_business_day(day) == works


def test_the_tenth_business_day_after_the_day_before_a_holiday() -> None:
    assert add_business_days(datetime(2026, 11, 25).date(), 10) == date(2026, 12, 10)
