"""The same request twice, by a program that heard no answer, or by two tabs at one moment."""

from functools import partial

import pytest
from django.test import Client

from accounts.models import User
from billing.models import EntryKind
from cameos.models import Scope
from generation.models import Job
from tests.cameos.factories import make_cameo
from tests.doors import Door
from tests.races.actors import all_at_once
from tests.wallets import wallet_of

pytestmark = pytest.mark.verify

WISH = "a fox in the snow"


def holds_of(user: User) -> int:
    return wallet_of(user).entries.filter(kind=EntryKind.HOLD).count()


@pytest.mark.django_db
def test_the_same_key_gives_the_same_job_and_one_hold(alice: User) -> None:
    first, second = (Door(alice).asks("/api/jobs/", key="k", text=WISH) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert (Job.objects.count(), holds_of(alice)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_one_moment_is_one_job_and_one_hold(alice: User) -> None:
    doors = [Door(alice) for _ in range(6)]
    answers = all_at_once([partial(door.asks, "/api/jobs/", key="k", text=WISH) for door in doors])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [201] * len(doors)
    assert len({answer.json()["id"] for answer in answers}) == 1  # type: ignore[union-attr]
    assert (Job.objects.count(), holds_of(alice)) == (1, 1)
    assert wallet_of(alice).held == Job.objects.get().cost


@pytest.mark.django_db(transaction=True)
def test_the_form_sent_twice_at_one_moment_is_one_job(alice: User) -> None:
    doors = [Door(alice) for _ in range(3)]
    form = {"text": WISH, "idempotency_key": "k"}
    answers = all_at_once([partial(door.submits, "/create/", **form) for door in doors])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302] * len(doors)
    assert (Job.objects.count(), holds_of(alice)) == (1, 1)


@pytest.mark.django_db
def test_a_key_that_was_used_for_another_wish_is_a_conflict(alice: User) -> None:
    door = Door(alice)
    door.asks("/api/jobs/", key="k", text=WISH)
    answer = door.asks("/api/jobs/", key="k", text="a bear")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_keys_that_differ_after_their_end_are_not_taken_for_one(alice: User) -> None:
    for end in "ab":
        answer = Door(alice).asks("/api/jobs/", key="k" * 80 + end, text=WISH)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Idempotency-Key"])
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_with_somebody_who_did_not_consent_is_refused_with_reasons(alice: User, carol: User) -> None:
    make_cameo(alice, scope=Scope.MUTUALS)
    for wish in ({"text": "@alice on a horse"}, {"text": "on a horse", "cast": ["alice"]}):
        answer = Door(carol).asks("/api/jobs/", **wish)
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
        body = answer.json()
        assert (body["status"], body["type"], body["title"]) == (403, "about:blank#refused", "Forbidden")
        assert [(reason["code"], reason["subject"]) for reason in body["reasons"]] == [
            ("consent.scope", "@alice")
        ]
    assert not Job.objects.exists()
    assert holds_of(carol) == 0


@pytest.mark.django_db
def test_a_script_without_the_token_against_forgery_asks_for_nothing(alice: User) -> None:
    door = Door(alice, Client(enforce_csrf_checks=True))
    assert door.asks("/api/jobs/", text=WISH).status_code == 403
    assert not Job.objects.exists()
