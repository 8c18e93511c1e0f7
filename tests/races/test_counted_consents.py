"""Consents that carry so many clips and no more, asked for by several people at the same moment.

The one who counts holds the version that counts until their use of it is written. The twins take the
hold out, and then every gated round goes over the limit.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from cameos import consents
from cameos.models import Cameo, ConsentUse, Scope
from cameos.services import (
    Bounds,
    CastAnswer,
    answer_cast,
    change_terms,
    grant_consent,
    reserve_consents,
)
from core.decisions import Refused
from generation.models import Job, JobState
from generation.orders import Order
from generation.services import cancel_job, jobs, request_and_wait, submit_job
from tests.cameos.factories import make_cameo
from tests.factories import make_user
from tests.races.actors import Gate, all_at_once
from tests.races.rounds import FEW, ROUNDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

CROWD = 12


@pytest.fixture
def cameo(carol: User) -> Cameo:
    return make_cameo(carol, scope=Scope.EVERYONE)


def ask(by: User, key: str = "one") -> Job:
    return submit_job(order=Order("@carol waves", key, country="US"), by=by)


def limit(cameo: Cameo, **terms: Any) -> None:
    change_terms(cameo=cameo, terms=terms, by=cameo.owner)


@pytest.mark.parametrize(("terms", "room"), [({"per_day": 3}, 3), ({"per_day": 5, "per_person_day": 1}, 5)])
def test_of_a_crowd_as_many_get_in_as_there_is_room_for(terms: Any, room: int, cameo: Cameo) -> None:
    limit(cameo, **terms)
    people = [make_user(f"guest{number}") for number in range(CROWD)]
    results = all_at_once([partial(ask, each) for each in people])
    assert sum(isinstance(result, Job) for result in results) == room, results
    refusals = [result for result in results if not isinstance(result, Job)]
    assert all(isinstance(it, Refused) and str(it) == "consent.per_day" for it in refusals), refusals
    assert ConsentUse.objects.counting().count() == Job.objects.count() == room


def test_one_person_with_many_tabs_gets_what_their_grant_carries(
    cameo: Cameo, bob: User, settings: Any
) -> None:
    settings.JOBS_AT_ONCE = CROWD
    grant_consent(cameo=cameo, grantee=bob, by=cameo.owner, bounds=Bounds(total=2))
    results = all_at_once([partial(ask, bob, f"{number}") for number in range(CROWD)])
    assert sum(isinstance(result, Job) for result in results) == 2, results


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
            reserve_consents(**what)

        with patch.context() as within:
            within.setattr(jobs, "reserve_consents", wait_and_reserve)
            race.run(partial(ask, alice, f"{number}"), partial(ask, bob, f"{number}"))
        for job in Job.objects.open().select_related("user"):
            score.jobs += 1
            cancel_job(job=job, by=job.user)  # its use is free again
        score.waits += race.second_waited
    return score


def test_the_last_clip_is_made_once(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(cameo, per_day=1)
    assert contest(ROUNDS, alice, bob, monkeypatch) == Score(jobs=ROUNDS, waits=ROUNDS)
    assert not ConsentUse.objects.counting().exists()


def test_without_the_hold_every_round_goes_over_the_limit(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(cameo, per_day=1)
    monkeypatch.setattr(consents, "hold_counts", lambda *_: None)
    assert contest(FEW, alice, bob, monkeypatch) == Score(jobs=2 * FEW, waits=0)


def test_terms_are_narrowed_while_somebody_submits(
    cameo: Cameo, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = Gate()

    def wait_and_reserve(**what: Any) -> None:
        race.hold()
        reserve_consents(**what)

    monkeypatch.setattr(jobs, "reserve_consents", wait_and_reserve)
    order = Order("@carol pours a beer", "one", country="US")
    narrow = partial(limit, cameo, forbidden=["alcohol"])
    assert race.run(lambda: submit_job(order=order, by=alice), narrow) == [None, None]
    assert race.second_waited
    assert Job.objects.get().state == JobState.FAILED


def test_what_is_allowed_once_is_made_once(carol: User, alice: User, settings: Any) -> None:
    """The same person, with the same words, in many tabs."""
    settings.JOBS_AT_ONCE = CROWD
    cameo = make_cameo(make_user("dana"), scope=Scope.APPROVED)
    order = Order("@dana waves", "", country="US")
    request = request_and_wait(order=order, by=alice, people=["dana"]).cast_requests.get()
    answer_cast(request=request, answer=CastAnswer.ONCE, by=cameo.owner)
    tabs = [partial(submit_job, order=replace(order, key=f"{n}"), by=alice) for n in range(6)]
    results = all_at_once(tabs)
    assert sum(isinstance(result, Job) for result in results) == 1, results
