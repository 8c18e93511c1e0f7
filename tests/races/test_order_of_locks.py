"""Two acts that want the same rows, the first held between its locks: they queue up, and neither is
thrown out by the database for a deadlock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.services import delete_account
from billing.services import release
from core.decisions import Refused
from core.locks import lock_for_share
from feed.services import publish_clip
from generation.gate import affordable
from generation.models import Clip, Ground, Job, JobState
from generation.orders import Order
from generation.services import jobs, submit_job, withdraw_clip
from generation.signals import clip_withdrawn
from rights.models import HolderStatus, License
from rights.services import change_holder_status, revoke_license
from tests.clips import make_clip
from tests.races.actors import Gate
from tests.rights.factories import make_holder, make_license, make_work
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def license(alice: User) -> License:
    make_holder("Nimbus Pictures", member=alice)
    return make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"))


def test_a_license_is_revoked_while_its_holder_is_suspended(license: License, alice: User) -> None:
    holder, race = make_holder("Nimbus Pictures"), Gate()

    def revoke() -> None:
        with transaction.atomic():
            License.objects.select_for_update(no_key=True).get(pk=license.pk)
            race.hold()
            revoke_license(license=license, by=alice)

    def suspend() -> None:
        change_holder_status(holder=holder, status=HolderStatus.SUSPENDED, by=None)

    assert race.run(revoke, suspend) == [None, None]
    assert race.second_waited


@pytest.mark.parametrize("child_first", [True, False])
def test_a_remix_is_posted_while_what_it_remixes_is_withdrawn(
    child_first: bool, alice: User, bob: User
) -> None:
    parent = make_clip(alice, published=True)
    children = iter(lambda: make_clip(bob, parent=parent), None)
    child = next(clip for clip in children if (clip.pk < parent.pk) is child_first)
    race = Gate()

    def wait(clip: Clip, **_: Any) -> None:
        if clip.pk == parent.pk:
            race.hold()

    clip_withdrawn.connect(wait)
    try:
        failures = race.run(
            lambda: withdraw_clip(clip=parent, ground=Ground.MODERATION, source="case:1"),
            lambda: publish_clip(clip=child, caption="", by=bob, country="US"),
        )
    finally:
        clip_withdrawn.disconnect(wait)
    assert failures[0] is None
    assert isinstance(failures[1], Refused)
    assert [reason.code for reason in failures[1].decision.reasons] == ["clip.withdrawn"]


def ask(by: User, key: str) -> Job:
    return submit_job(order=Order("a fox in the snow", key, country="US"), by=by)


def test_somebody_asks_for_a_clip_while_their_account_is_closed(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(alice, "one")
    race = Gate()

    def afford_and_wait(*args: Any) -> Any:
        answer = affordable(*args)
        race.hold()
        return answer

    monkeypatch.setattr(jobs, "affordable", afford_and_wait)
    assert race.run(lambda: ask(alice, "two"), lambda: delete_account(by=alice)) == [None, None]
    assert race.second_waited
    assert [job.state for job in Job.objects.all()] == [JobState.CANCELLED] * 2
    assert wallet_of(alice).held == 0


def test_a_job_is_cancelled_while_the_account_is_closed(alice: User) -> None:
    job, race = ask(alice, "one"), Gate()

    def cancel() -> None:
        with transaction.atomic():
            jobs.cancel_job(job=job, by=alice)
            race.hold()

    assert race.run(cancel, lambda: delete_account(by=alice)) == [None, None]
    assert wallet_of(alice).held == 0


def test_a_job_fails_while_the_account_is_closed(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    job, race = ask(alice, "one"), Gate()

    def wait_and_release(**what: Any) -> None:
        monkeypatch.setattr(jobs, "release", release)
        race.hold()
        release(**what)

    monkeypatch.setattr(jobs, "release", wait_and_release)
    failures = race.run(
        lambda: jobs.fail_job(job=job, code="engine.failed", message="Out of memory."),
        lambda: delete_account(by=alice),
    )
    assert failures == [None, None]
    assert Job.objects.get().state == JobState.FAILED
    assert wallet_of(alice).held == 0


def test_what_comes_after_the_lock_is_not_taken_for_held(license: License) -> None:
    def add() -> None:
        License.objects.create(work=license.work)
        connection.close()

    def add_behind_the_lock(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        done = execute(sql, *more)
        if "FOR SHARE" in sql:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(add).result()
        return done

    with transaction.atomic(), connection.execute_wrapper(add_behind_the_lock):
        assert lock_for_share(License.objects.active()) == [license]
    assert License.objects.active().count() == 2
