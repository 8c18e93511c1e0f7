"""What generation does at the news of others."""

from celery import signature
from django.db import transaction
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import account_closed
from cameos.models import Cameo
from cameos.policies import may_depict
from cameos.signals import consent_narrowed
from core.audit import name_of
from generation.models import Clip, Ground, Job, JobState
from generation.services import cancel_job, fail_job, withdraw_clip
from generation.signals import job_changed
from rights.models import License
from rights.signals import license_narrowed


@receiver(job_changed)
def wake_a_worker(job: Job, **_: object) -> None:
    if job.state == JobState.QUEUED:
        # By name: the web processes need not load the codecs that the task's module needs.
        transaction.on_commit(signature("generation.tasks.render").delay, robust=True)


@receiver(consent_narrowed)
def end_what_rests_on_the_likeness(cameo: Cameo, **_: object) -> None:
    """Jobs first, then clips: a job that finishes meanwhile has become a clip by then."""
    for job in Job.objects.open().filter(cast=cameo).select_related("user").order_by("pk"):
        decision = may_depict(cameo=cameo, by=job.user)
        if not decision.allowed:
            fail_job(job=job, code="consent.withdrawn", message=decision.reasons[0].message)
    for clip in Clip.objects.filter(cast=cameo, deleted_at=None).select_related("maker").order_by("pk"):
        decision = may_depict(cameo=cameo, by=clip.maker)
        if not decision.allowed:
            withdraw_clip(
                clip=clip, ground=Ground.CONSENT, source=name_of(cameo), note=decision.reasons[0].message
            )


@receiver(license_narrowed)
def end_what_rests_on_the_license(license: License, **_: object) -> None:
    note = f"The license of {license.work} has ended."
    for job in Job.objects.open().filter(licenses=license).order_by("pk"):
        fail_job(job=job, code="rights.license_ended", message=note)
    for clip in Clip.objects.filter(licenses=license, deleted_at=None).order_by("pk"):
        withdraw_clip(clip=clip, ground=Ground.LICENSE, source=name_of(license), note=note)


@receiver(account_closed)
def cancel_open_jobs(user: User, **_: object) -> None:
    for job in Job.objects.of(user).open():
        cancel_job(job=job, by=user)
