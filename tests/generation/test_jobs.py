"""A job is asked for once, runs once, ends once, and costs only when it gives a clip."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cameos.models import Scope
from core.decisions import Conflict, Refused
from generation.models import Clip, Ground, Job, JobState
from generation.orders import Order
from generation.rendering import render_next
from generation.services import (
    cancel_job,
    claim_job,
    give_back,
    give_up,
    renew_lease,
    report_progress,
    submit_job,
    withdraw_clip,
)
from generation.services.leases import sweep_jobs
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.factories import make_user
from tests.wallets import wallet_of


def submit(by: User, text: str = "a fox in the snow", key: str = "one") -> Job:
    return submit_job(order=Order(text, key, country="US"), by=by)


@pytest.mark.django_db
def test_a_worker_never_lifts_the_protection_of_the_state(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever refreshes a job lifts it for every thread of the process: see `generation.services.leases`."""

    def refresh(*_: object, **__: object) -> None:
        raise AssertionError("a row is read anew, not refreshed")

    submit(alice)
    monkeypatch.setattr(Job, "refresh_from_db", refresh)
    job = claim_job()
    assert job
    assert report_progress(job=job, percent=10)
    with pytest.raises(AttributeError):
        job.state = JobState.READY


@pytest.mark.django_db
def test_the_same_request_twice_is_one_job_and_one_hold(alice: User) -> None:
    assert submit(alice) == submit(alice)
    assert wallet_of(alice).held == Job.objects.get().cost


@pytest.mark.django_db
def test_the_same_key_with_another_wish_is_a_conflict(alice: User) -> None:
    submit(alice)
    with pytest.raises(Conflict, match="another clip"):
        submit(alice, "a bear in the snow")


@pytest.mark.django_db
def test_two_people_may_use_the_same_key(alice: User, bob: User) -> None:
    assert submit(alice) != submit(bob)


@pytest.mark.django_db
def test_one_more_job_than_allowed_is_refused_with_the_number(alice: User, settings: Any) -> None:
    settings.JOBS_AT_ONCE = 1
    submit(alice)
    with pytest.raises(Refused, match=r"jobs\.many"):
        submit(alice, key="two")


@pytest.mark.django_db
def test_a_cancelled_job_gives_its_credits_back(alice: User) -> None:
    job = submit(alice)
    assert cancel_job(job=job, by=alice).state == JobState.CANCELLED
    assert (wallet_of(alice).held, wallet_of(alice).available) == (0, 120)


@pytest.mark.django_db
def test_a_job_that_has_ended_cannot_be_cancelled(alice: User) -> None:
    job = cancel_job(job=submit(alice), by=alice)
    with pytest.raises(Conflict):
        cancel_job(job=job, by=alice)


@pytest.mark.django_db
def test_nobody_cancels_the_job_of_another(alice: User, bob: User) -> None:
    with pytest.raises(Job.DoesNotExist):
        cancel_job(job=submit(alice), by=bob)


@pytest.mark.django_db
def test_the_job_that_has_waited_longest_is_claimed_first(alice: User, bob: User) -> None:
    first = submit(alice)
    submit(bob)
    assert claim_job() == first


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing(alice: User) -> None:
    submit(alice)
    zombie = claim_job()
    assert zombie is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweep_jobs() == 1
    heir = claim_job()
    assert heir is not None
    assert not report_progress(job=zombie, percent=50)
    assert not renew_lease(job=zombie)
    assert report_progress(job=heir, percent=10)
    assert Job.objects.get().progress == 10


@pytest.mark.django_db
def test_the_failure_of_a_worker_that_lost_its_lease_fails_nothing(alice: User) -> None:
    submit(alice)
    zombie = claim_job()
    assert zombie is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep_jobs()
    heir = claim_job()
    assert heir is not None
    give_up(job=zombie, code="engine.failed", message="Out of memory.")
    assert Job.objects.get().state == JobState.RENDERING
    give_up(job=heir, code="engine.failed", message="Out of memory.")
    assert Job.objects.get().state == JobState.FAILED
    assert wallet_of(alice).held == 0


@pytest.mark.django_db
def test_a_job_that_breaks_twice_fails_and_costs_nothing(alice: User, settings: Any) -> None:
    submit(alice)
    for _ in range(settings.JOB_ATTEMPTS):
        job = claim_job()
        assert job is not None
        give_back(job=job)
    job = Job.objects.get()
    assert (job.state, job.failure_code) == (JobState.FAILED, "engine.error")
    assert wallet_of(alice).held == 0
    assert wallet_of(alice).available == 120


@pytest.mark.django_db
def test_every_visible_change_has_a_higher_number(alice: User) -> None:
    numbers = [submit(alice).sequence]
    job = claim_job()
    assert job is not None
    numbers.append(job.sequence)
    for percent in (10, 20):
        report_progress(job=job, percent=percent)
        numbers.append(Job.objects.get().sequence)
    assert numbers == sorted(set(numbers))


@pytest.mark.django_db(transaction=True)
@pytest.mark.verify
def test_a_real_pipeline_turns_a_job_into_a_private_draft(alice: User, tiny_engine: None) -> None:
    job = submit(alice)
    assert render_next()
    clip = Clip.objects.get()
    job.refresh_from_db()
    assert (job.state, job.progress) == (JobState.READY, 100)
    assert (clip.maker, clip.published_at, clip.source_type) == (alice, None, "trainedAlgorithmicMedia")
    assert (clip.width, clip.height) == (720, 1280)
    assert (wallet_of(alice).held, wallet_of(alice).available) == (0, 120 - job.cost)
    assert not render_next()


@pytest.mark.django_db(transaction=True)
def test_a_model_that_is_not_there_fails_the_job_and_costs_nothing(
    alice: User, tiny_engine: None, settings: Any
) -> None:
    settings.ENGINES["diffusers"]["options"]["folder"] = "/nowhere"
    submit(alice)
    render_next()
    job = Job.objects.get()
    assert (job.state, job.failure_code) == (JobState.FAILED, "engine.failed")
    assert job.failure_message
    assert wallet_of(alice).available == 120


@pytest.mark.django_db(transaction=True)
def test_consent_that_ended_while_the_job_waited_ends_the_job(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.EVERYONE)
    submit(bob, "@alice swims")
    type(cameo).objects.update(scope=Scope.ONLY_ME)  # past every receiver: the gate must see it
    render_next()
    job = Job.objects.get()
    assert (job.state, job.failure_code) == (JobState.FAILED, "consent.scope")


@pytest.mark.django_db
def test_a_remix_of_what_is_gone_by_then_is_not_rendered_and_costs_nothing(alice: User, bob: User) -> None:
    clip = make_clip(alice, published=True)
    submit_job(order=Order("the same in the rain", "one", parent=clip, country="US"), by=bob)
    withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:1")
    render_next()
    job = Job.objects.get()
    assert (job.state, job.failure_code) == (JobState.FAILED, "remix.gone")
    assert wallet_of(bob).available == 120


@pytest.mark.django_db
def test_someone_without_jobs_has_none(alice: User) -> None:
    submit(alice)
    assert not Job.objects.of(make_user("dina")).exists()
