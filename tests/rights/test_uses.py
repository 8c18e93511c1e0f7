"""Uses are counted by the day of the database in UTC, set aside once, and given back."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from accounts.models import User
from rights.models import License, LicenseUse, UseState, Work
from rights.services import clear, judging, move_use, release_uses, reserve_uses, spend_uses
from rights.services.uses import Counted, counted
from tests.rights.factories import make_license, make_work

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 11, 26, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.fixture
def nimbus() -> Work:
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


def use(license: License, by: User, at: datetime | None = None) -> LicenseUse:
    job = uuid4()
    reserve_uses(licenses=[license], user=by, job_id=job)
    if at:
        LicenseUse.objects.filter(job_id=job).update(at=at)
    return LicenseUse.objects.get(job_id=job)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))])
def test_a_day_begins_at_midnight_utc(zone: timezone, nimbus: Work, alice: User) -> None:
    license = make_license(nimbus, per_day=2)
    for at in (MIDNIGHT - TICK, MIDNIGHT, MIDNIGHT + TICK):
        use(license, alice, at)
    evening = (MIDNIGHT + timedelta(hours=23, minutes=59)).astimezone(zone)
    assert counted([license.pk], at=evening)[license.pk] == Counted(ever=3, today=2)


def test_what_was_used_up_is_free_on_the_next_day(
    nimbus: Work, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    license = make_license(nimbus, per_day=1, starts_at=MIDNIGHT - timedelta(days=1))
    use(license, alice, MIDNIGHT - TICK)
    for now, allowed in ((MIDNIGHT - TICK, False), (MIDNIGHT, True)):
        monkeypatch.setattr(judging, "database_now", lambda now=now: now)
        assert clear(["Captain Nimbus"], by=alice, hold=False).decision.allowed is allowed


@pytest.mark.parametrize("hold", [True, False])
def test_a_license_for_no_clip_carries_none(hold: bool, nimbus: Work, alice: User) -> None:
    make_license(nimbus, total=0)
    [reason] = clear(["Captain Nimbus"], by=alice, hold=hold).decision.reasons
    assert (reason.code, reason.message) == ("rights.terms", "The license is used up.")


def test_a_use_is_set_aside_once_spent_once_and_not_given_back_then(nimbus: Work, alice: User) -> None:
    license, job, clip = make_license(nimbus, price=4), uuid4(), uuid4()
    for _ in range(2):
        reserve_uses(licenses=[license], user=alice, job_id=job)
    for _ in range(2):
        spend_uses(job_id=job, clip_id=clip)
    release_uses(job_id=job)
    row = LicenseUse.objects.get()
    assert (row.state, row.clip_id, row.price) == (UseState.USED, clip, 4)


def test_what_was_given_back_can_be_set_aside_again(nimbus: Work, alice: User) -> None:
    license = make_license(nimbus)
    first = use(license, alice)
    release_uses(job_id=first.job_id)
    reserve_uses(licenses=[license], user=alice, job_id=first.job_id)
    assert LicenseUse.objects.get().state == UseState.RESERVED


def test_a_use_moves_with_what_it_has_cost(nimbus: Work, alice: User) -> None:
    old, new = make_license(nimbus, price=4), make_license(nimbus, price=2)
    job = use(old, alice).job_id
    move_use(job_id=job, old=old, new=new)
    row = LicenseUse.objects.get()
    assert (row.license, row.price) == (new, 4)


def test_a_use_of_both_is_one(nimbus: Work, alice: User) -> None:
    old, new = make_license(nimbus), make_license(nimbus)
    job = use(old, alice).job_id
    reserve_uses(licenses=[new], user=alice, job_id=job)
    move_use(job_id=job, old=old, new=new)
    assert LicenseUse.objects.exclude(state=UseState.RELEASED).get().license == new
