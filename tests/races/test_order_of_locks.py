"""Two acts that want the same rows, the first held between its locks: they queue up, and neither is
thrown out by the database for a deadlock."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

import feed.receivers
from accounts.models import User
from accounts.services import delete_account
from billing.services import release
from cameos.models import CastRequest, Scope
from cameos.services import (
    close_requests,
    grant_consent,
    pause_cameo,
    request_cast,
    scopes,
    withdraw_cameo,
)
from cameos.uses import Use
from core.decisions import Refused
from core.locks import lock_for_share
from feed.services import notify_all, publish_clip
from generation.gate import affordable
from generation.models import Clip, Ground, Job, JobState, Withdrawal
from generation.orders import Order
from generation.services import (
    cancel_job,
    consents,
    jobs,
    request_and_wait,
    submit_job,
    waiting,
    withdraw_clip,
)
from generation.signals import clips_withdrawn
from rights.models import HolderStatus, License, LicenseState
from rights.services import change_holder_status, revoke_license
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.races.actors import Gate
from tests.rights.factories import make_holder, make_license, make_work
from tests.wallets import wallet_of

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


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

    def wait(withdrawals: Sequence[Withdrawal], **_: Any) -> None:
        if any(it.clip_id == parent.pk for it in withdrawals):
            race.hold()

    clips_withdrawn.connect(wait)
    try:
        failures = race.run(
            lambda: withdraw_clip(clip=parent, ground=Ground.MODERATION, source="case:1"),
            lambda: publish_clip(clip=child, caption="", by=bob, country="US"),
        )
    finally:
        clips_withdrawn.disconnect(wait)
    assert failures[0] is None
    assert isinstance(failures[1], Refused)
    assert [reason.code for reason in failures[1].decision.reasons] == ["clip.withdrawn"]


def test_two_ask_each_other_at_the_same_moment(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cameo(alice, scope=Scope.APPROVED)
    make_cameo(bob, scope=Scope.APPROVED)
    race = Gate()

    def wait_and_request(**what: Any) -> CastRequest:
        race.hold()
        return request_cast(**what)

    def wish(by: User, of: User) -> None:
        order = Order(f"{of} waves", "one", country="US")
        request_and_wait(order=order, by=by, people=[of.username])

    monkeypatch.setattr(waiting, "request_cast", wait_and_request)
    assert race.run(lambda: wish(alice, bob), lambda: wish(bob, alice)) == [None, None]
    assert race.second_waited
    assert CastRequest.objects.waiting().count() == 2


def ask(by: User, key: str, text: str = "a fox in the snow") -> Job:
    return submit_job(order=Order(text, key, country="US"), by=by)


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


def test_a_license_is_revoked_while_its_grantee_closes_their_account(license: License, bob: User) -> None:
    own, race = make_license(license.work, grantee=bob), Gate()
    License.objects.filter(pk=license.pk).update(state=LicenseState.REVOKED, revoked_at=timezone.now())
    submit_job(order=Order("Captain Nimbus waves", "one", country="US"), by=bob)

    def revoke() -> None:
        with transaction.atomic():
            License.objects.select_for_update(no_key=True).get(pk=own.pk)
            race.hold()
            revoke_license(license=own, by=license.work.holder.members.get())  # type: ignore[union-attr]

    assert race.run(revoke, lambda: delete_account(by=bob)) == [None, None]
    assert race.second_waited
    assert Job.objects.get().state == JobState.FAILED
    assert wallet_of(bob).held == 0


@pytest.mark.parametrize("whose", ["another's", "their own"])
def test_a_likeness_is_withdrawn_while_somebody_who_may_use_it_closes_their_account(
    whose: str, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a face of their own in the same clip, the end of the account goes through likenesses, too."""
    cameo, race = make_cameo(alice, scope=Scope.APPROVED), Gate()
    text = "@alice swims"
    if whose == "their own":
        make_cameo(bob)
        text = "@alice and @bob swim"
    grant_consent(cameo=cameo, grantee=bob, by=alice)
    submit_job(order=Order(text, "one", country="US"), by=bob)
    clip = make_clip(bob, prompt=text, cast=[cameo])

    def wait_and_fail(**what: Any) -> Job:
        race.hold()
        return jobs.fail_job(**what)

    monkeypatch.setattr(consents, "fail_job", wait_and_fail)
    assert race.run(lambda: withdraw_cameo(cameo=cameo, by=alice), lambda: delete_account(by=bob)) == [
        None,
        None,
    ]
    assert race.second_waited
    assert Job.objects.get().state == JobState.FAILED
    assert Clip.objects.get(pk=clip.pk).deleted_at is not None
    assert wallet_of(bob).held == 0


def withdraw_while_who_asks_leaves(
    alice: User, bob: User, patch: pytest.MonkeyPatch
) -> list[BaseException | None]:
    """Bob has a job with alice's likeness, and has asked for another clip. He leaves as she deletes it: his
    leaving holds what he has asked for, and then his jobs. (An approval by name would part them before.)"""
    cameo, race = make_cameo(alice, scope=Scope.MUTUALS), Gate()
    ask(bob, "one", "@alice swims")
    request_cast(cameo=cameo, by=bob, use=Use("@alice paints a boat"))

    def fail_and_wait(**what: Any) -> Job:
        job = jobs.fail_job(**what)
        race.hold()
        return job

    patch.setattr(consents, "fail_job", fail_and_wait)
    return race.run(lambda: withdraw_cameo(cameo=cameo, by=alice), lambda: delete_account(by=bob))


def test_a_likeness_is_deleted_while_somebody_who_asks_for_it_leaves(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert withdraw_while_who_asks_leaves(alice, bob, monkeypatch) == [None, None]
    assert not Job.objects.open().exists()


def test_with_the_requests_after_the_jobs_they_could_not(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[Callable[[], None]] = []
    monkeypatch.setattr(scopes, "close_requests", lambda **what: late.append(lambda: close_requests(**what)))
    monkeypatch.setattr(scopes, "erase_portrait", lambda name: [close() for close in late])
    monkeypatch.setattr(scopes, "lock_for_change", list)  # which holds them before anything else
    failures = withdraw_while_who_asks_leaves(alice, bob, monkeypatch)
    assert [type(failure) for failure in failures if failure] == [OperationalError]


def end_two_permissions(
    people: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> list[BaseException | None]:
    """Each ends a job of both people, in the order of the jobs, which is not the same."""
    first, second = make_cameo("dina", scope=Scope.EVERYONE), make_cameo("emil", scope=Scope.EVERYONE)
    _in_order(lambda: [ask(by, uuid4().hex, "@dina swims") for by in people])
    _in_order(lambda: [ask(by, uuid4().hex, "@emil swims") for by in reversed(people)])
    race = Gate()

    def fail_and_wait(**what: Any) -> Job:
        job = jobs.fail_job(**what)
        race.hold()
        return job

    monkeypatch.setattr(consents, "fail_job", fail_and_wait)
    return race.run(
        lambda: pause_cameo(cameo=first, by=first.owner), lambda: pause_cameo(cameo=second, by=second.owner)
    )


def test_two_permissions_of_the_same_people_end_at_once(
    bob: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert end_two_permissions((bob, carol), monkeypatch) == [None, None]
    assert not Job.objects.open().exists()
    assert (wallet_of(bob).held, wallet_of(carol).held) == (0, 0)


def test_without_the_wallets_first_they_cannot(
    bob: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "lock_wallets", lambda **_: None)
    failures = end_two_permissions((bob, carol), monkeypatch)
    assert [type(failure) for failure in failures if failure] == [OperationalError]


def _in_order(ask_both: Callable[[], list[Job]]) -> None:
    """Until the ids are in the order of the wishes."""
    while (both := ask_both()) != sorted(both, key=lambda job: job.pk):
        for job in both:
            cancel_job(job=job, by=job.user)


def test_a_clip_is_removed_while_its_maker_closes_their_account(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, race = make_clip(alice, published=True), Gate()

    def wait_and_notify(lines: Any) -> None:
        race.hold()
        notify_all(lines)

    monkeypatch.setattr(feed.receivers, "notify_all", wait_and_notify)
    failures = race.run(
        lambda: withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:1"),
        lambda: delete_account(by=alice),
    )
    assert failures == [None, None]
    assert race.second_waited


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
