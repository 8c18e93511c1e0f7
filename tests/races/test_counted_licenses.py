"""Licenses that carry so many clips and no more, asked for by several people at the same moment.

The one who counts holds the license until their use of it is written. The twins take the hold out, and
then every gated round goes over the limit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from core.decisions import Conflict, Refused
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import cancel_job, endings, hold_jobs, jobs, resting, submit_job
from rights.models import License, LicenseRequest, LicenseUse, RequestState, UseState, Work
from rights.services import (
    approve_request,
    judging,
    licenses,
    move_use,
    request_license,
    requests,
    reserve_uses,
    revoke_license,
    withdraw_request,
)
from tests.clips import make_clip
from tests.factories import make_user
from tests.races.actors import Gate, all_at_once
from tests.races.rounds import FEW, ROUNDS
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]

CROWD = 20
TEXT = "Captain Nimbus waves"


@pytest.fixture
def nimbus(carol: User) -> Work:
    make_holder("Nimbus Pictures", member=carol)
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


def ask(by: User, key: str = "one") -> Job:
    return submit_job(order=Order(TEXT, key, country="US"), by=by)


def uses(license: License) -> int:
    return LicenseUse.objects.filter(license=license).exclude(state=UseState.RELEASED).count()


@pytest.mark.parametrize("terms", [{"total": 1}, {"per_day": 3}, {"per_day": 3, "total": 2}], ids=str)
def test_of_a_crowd_as_many_get_in_as_there_is_room_for(terms: dict[str, Any], nimbus: Work) -> None:
    license = make_license(nimbus, **terms)
    people = [make_user(f"guest{number}") for number in range(CROWD)]
    results = all_at_once([partial(ask, each) for each in people])
    room = min(terms.values())
    assert sum(isinstance(result, Job) for result in results) == room, results
    refusals = [result for result in results if not isinstance(result, Job)]
    assert all(isinstance(it, Refused) and str(it) == "rights.terms" for it in refusals), refusals
    assert uses(license) == Job.objects.count() == room


@dataclass
class Score:
    jobs: int = 0
    waits: int = 0


def contest(rounds: int, alice: User, bob: User, patch: pytest.MonkeyPatch) -> Score:
    """Rounds of two people who want the last clip, the first stopped between count and write."""
    score = Score()
    for number in range(rounds):
        race = Gate()

        def wait_and_reserve(race: Gate = race, **what: Any) -> None:
            race.hold()
            reserve_uses(**what)

        with patch.context() as within:
            within.setattr(jobs, "reserve_uses", wait_and_reserve)
            race.run(partial(ask, alice, f"{number}"), partial(ask, bob, f"{number}"))
        for job in Job.objects.open().select_related("user"):
            score.jobs += 1
            cancel_job(job=job, by=job.user)  # its use is free again
        score.waits += race.second_waited
    return score


@pytest.mark.parametrize("terms", [{"total": 1}, {"per_day": 1}], ids=str)
def test_the_last_clip_is_made_once(
    terms: dict[str, Any], nimbus: Work, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    license = make_license(nimbus, **terms)
    assert contest(ROUNDS, alice, bob, monkeypatch) == Score(jobs=ROUNDS, waits=ROUNDS)
    assert uses(license) == 0


@pytest.mark.parametrize("terms", [{"total": 1}, {"per_day": 1}], ids=str)
def test_without_the_hold_every_round_goes_over_the_limit(
    terms: dict[str, Any], nimbus: Work, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_license(nimbus, **terms)
    monkeypatch.setattr(judging, "hold_licenses", list)
    assert contest(FEW, alice, bob, monkeypatch) == Score(jobs=2 * FEW, waits=0)


def test_a_license_is_revoked_while_somebody_counts_on_it(
    nimbus: Work, alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    license, race = make_license(nimbus, total=1), Gate()

    def wait_and_reserve(**what: Any) -> None:
        race.hold()
        reserve_uses(**what)

    monkeypatch.setattr(jobs, "reserve_uses", wait_and_reserve)
    assert race.run(partial(ask, alice), lambda: revoke_license(license=license, by=carol)) == [None, None]
    assert race.second_waited
    assert Job.objects.get().state == JobState.FAILED
    assert uses(license) == 0


def test_somebody_counts_on_a_license_while_it_is_revoked(
    nimbus: Work, alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    license, race = make_license(nimbus, total=1), Gate()
    hold = hold_jobs

    def wait_and_hold(*what: Any) -> list[Job]:
        race.hold()
        return hold(*what)

    monkeypatch.setattr(endings, "hold_jobs", wait_and_hold)
    [revoked, asked] = race.run(lambda: revoke_license(license=license, by=carol), partial(ask, alice))
    assert (revoked, str(asked)) == (None, "rights.not_authorized")
    assert race.second_waited
    assert not Job.objects.exists()


@pytest.fixture
def move_between_count_and_write(
    nimbus: Work, alice: User, bob: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], tuple[Gate, License]]:
    """Alice's clip comes to rest on a license that carries one clip, while bob asks for that."""

    def play() -> tuple[Gate, License]:
        ended, other, race = make_license(nimbus, grantee=alice), make_license(nimbus, total=1), Gate()
        clip = make_clip(alice, prompt=TEXT)
        clip.licenses.set([ended])
        reserve_uses(licenses=[ended], user=alice, job_id=clip.pk)
        move = move_use

        def wait_and_move(**what: Any) -> None:
            race.hold()
            move(**what)

        monkeypatch.setattr(resting, "move_use", wait_and_move)
        race.run(lambda: revoke_license(license=ended, by=carol), partial(ask, bob))
        assert list(Clip.objects.get().licenses.all()) == [other]
        return race, other

    return play


def test_what_moves_to_a_counted_license_counts(move_between_count_and_write: Any) -> None:
    race, other = move_between_count_and_write()
    assert race.second_waited
    assert uses(other) == 1


def test_without_the_hold_it_goes_over_the_limit(
    move_between_count_and_write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hold_one(rows: Any) -> list[License]:
        return list(rows.order_by("pk"))

    monkeypatch.setattr(licenses, "hold_to_change", hold_one)
    race, other = move_between_count_and_write()
    assert not race.second_waited
    assert uses(other) == 2


class TestRequests:
    @pytest.fixture
    def request_(self, nimbus: Work, alice: User) -> LicenseRequest:
        return request_license(work=nimbus, by=alice, prompt=TEXT)

    @pytest.fixture
    def race(self, monkeypatch: pytest.MonkeyPatch) -> Gate:
        """Whoever moves the request first waits before it is written."""
        gate, move = Gate(), requests._move
        first = iter([True])

        def wait_and_move(*what: Any) -> None:
            if next(first, False):
                gate.hold()
            move(*what)

        monkeypatch.setattr(requests, "_move", wait_and_move)
        return gate

    def test_an_approval_comes_before_a_withdrawal(
        self, request_: LicenseRequest, race: Gate, alice: User, carol: User
    ) -> None:
        [approved, withdrawn] = race.run(
            lambda: approve_request(request=request_, by=carol),
            lambda: withdraw_request(request=request_, by=alice),
        )
        assert race.second_waited
        assert (approved, type(withdrawn)) == (None, Conflict)
        assert LicenseRequest.objects.get().state == RequestState.APPROVED
        assert License.objects.count() == 1

    def test_a_withdrawal_comes_before_an_approval(
        self, request_: LicenseRequest, race: Gate, alice: User, carol: User
    ) -> None:
        [withdrawn, approved] = race.run(
            lambda: withdraw_request(request=request_, by=alice),
            lambda: approve_request(request=request_, by=carol),
        )
        assert race.second_waited
        assert (withdrawn, type(approved)) == (None, Conflict)
        assert LicenseRequest.objects.get().state == RequestState.WITHDRAWN
        assert not License.objects.exists(), "the license goes with the transaction that could not approve"

    def test_two_approvals_give_one_license(self, request_: LicenseRequest, race: Gate, carol: User) -> None:
        approve = partial(approve_request, request=request_, by=carol)
        [first, second] = race.run(approve, approve)
        assert race.second_waited
        assert (first, type(second)) == (None, Conflict)
        assert License.objects.count() == 1

    def test_of_many_equal_wishes_one_request_is_made(self, nimbus: Work, alice: User) -> None:
        made = all_at_once([partial(request_license, work=nimbus, by=alice, prompt=TEXT)] * 5)
        assert {getattr(it, "pk", it) for it in made} == {LicenseRequest.objects.get().pk}
