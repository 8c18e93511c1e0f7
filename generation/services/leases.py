"""Who works on a job: claim, heartbeat, fence, and what becomes of a job whose worker is gone.

A worker owns a job while the row carries its token. Every write of a worker names the token, so
that one who comes back from the dead changes nothing. Times are the database's.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils import timezone

from core.decisions import Conflict
from generation.models import RUNNING_STATES, Job, JobQuerySet, JobState
from generation.policies import UNAVAILABLE
from generation.services.jobs import fail_job, hold_purse
from generation.signals import job_changed

BEFORE_NEXT_CHECK: Final = timedelta(minutes=5)
CHECKED_WITHIN: Final = timedelta(days=1)
NEVER_CHECKED: Final = "The picture that it starts from could not be checked for a day. Order it again later."


def _lease_end() -> CombinedExpression:
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def owned(job: Job) -> JobQuerySet:
    """The row of `job`, if this worker still owns it."""
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state__in=RUNNING_STATES)


@transaction.atomic
def claim_job() -> Job | None:
    """Take the job that has waited longest; None when nothing waits."""
    waiting = Job.objects.filter(state=JobState.QUEUED).order_by("created_at")
    job = waiting.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if job is None:
        return None
    job.start()
    job.lease_token += 1
    job.attempts += 1
    job.sequence += 1
    job.lease_until = _lease_end()
    job.save()
    job = _anew(job)
    job_changed.send(sender=Job, job=job)
    return job


def _anew(job: Job) -> Job:
    """The row as the database has it now. `refresh_from_db` would do, but lifts the protection of the state
    for every thread as long as it reads: the state machine keeps that in one flag of the class."""
    return Job.objects.select_related("user").get(pk=job.pk)


def renew_lease(*, job: Job) -> bool:
    """Say that the worker lives. False when the job is no longer this worker's."""
    return bool(owned(job).update(lease_until=_lease_end()))


@transaction.atomic
def report_progress(*, job: Job, percent: int) -> bool:
    """Show how far it is. False when the job is no longer this worker's."""
    changed = owned(job).update(progress=percent, sequence=F("sequence") + 1, lease_until=_lease_end())
    if changed:
        job_changed.send(sender=Job, job=_anew(job))
    return bool(changed)


def lock_owned(job: Job) -> Job:
    """The row, locked for the worker's own writing. Raises `Conflict` when it is no longer its."""
    row = owned(job).select_for_update(no_key=True).first()
    if row is None:
        raise Conflict("job.lost", "Another worker has this job, or it has ended.")
    return row


@transaction.atomic
def begin_checks(*, job: Job) -> None:
    """The picture is made; now it is looked at."""
    row = lock_owned(job)
    row.check_output()
    row.sequence += 1
    row.save()
    job_changed.send(sender=Job, job=row)


@transaction.atomic
def give_back(*, job: Job) -> None:
    """Let another worker try, or end the job when it has been tried often enough."""
    hold_purse(job)
    row = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if row.state not in RUNNING_STATES or row.lease_token != job.lease_token:
        return
    if row.attempts >= settings.JOB_ATTEMPTS:
        fail_job(job=row, code="engine.error", message="Something went wrong while rendering.")
        return
    row.requeue()
    row.sequence += 1
    row.save()
    job_changed.send(sender=Job, job=row)


def wait_for_checks(*, job: Job) -> None:
    """What has to be looked at first cannot be now. That is nobody's fault, and no try: the sweep gives the
    job back when the others have had their turn, and for a day."""
    if timezone.now() - job.created_at > CHECKED_WITHIN:
        give_up(job=job, code=UNAVAILABLE, message=NEVER_CHECKED)
    else:
        owned(job).update(attempts=F("attempts") - 1, lease_until=Now() + BEFORE_NEXT_CHECK)


@transaction.atomic
def give_up(*, job: Job, code: str, message: str) -> None:
    """End the job without a clip, if it is still this worker's. What is another's goes on."""
    hold_purse(job)
    if owned(job).select_for_update(no_key=True).first():
        fail_job(job=job, code=code, message=message)


def sweep_jobs() -> int:
    """Give back every job whose worker has gone silent. Returns how many jobs wait now."""
    for job in Job.objects.abandoned():
        give_back(job=job)
    return Job.objects.filter(state=JobState.QUEUED).count()
