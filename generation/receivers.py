"""What generation does at the news of others."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from celery import signature
from django.db import transaction
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import account_closed, export_gathering
from cameos.models import Cameo, CastRequest
from cameos.signals import (
    cameo_resumed,
    cameo_resuming,
    cast_answered,
    consent_cleared,
    consent_narrowed,
    consents_ending,
    words_in_question,
)
from core.audit import name_of
from core.decisions import Conflict
from generation.described import describe
from generation.models import Clip, Ground, Job, JobState, Picture, ReviewState, WaitingOrder
from generation.services import (
    bring_back,
    bring_back_after_pause,
    cancel_job,
    delete_clips_of,
    drop_order,
    end_under,
    end_without_consent,
    erase_pictures_of,
    erase_pictures_with,
    hold_ends,
    hold_jobs,
    let_go,
    read_before_change,
    read_before_return,
    withdraw_clip,
)
from generation.services.consents import Ends
from generation.signals import job_changed, order_changed
from rights.models import License, LicenseRequest, LicenseUse
from rights.signals import (
    license_narrowed,
    license_resumed,
    request_changed,
    use_approved,
    use_withdrawn,
    uses_described,
)


@receiver(job_changed)
def wake_a_worker(job: Job, **_: object) -> None:
    if job.state == JobState.QUEUED:
        # By name: the web processes need not load the codecs that the task's module needs.
        transaction.on_commit(signature("generation.tasks.render").delay, robust=True)


@receiver(words_in_question)
def read_what_will_be_asked(cameo: Cameo, **_: object) -> None:
    read_before_change(cameo=cameo)


@receiver(cameo_resuming)
def read_what_may_come_back(cameo: Cameo, **_: object) -> None:
    read_before_return(cameo=cameo)


@receiver(consents_ending)
def hold_what_rests_on_them(ends: Ends, leaving: User | None, **_: object) -> None:
    hold_ends(ends=ends, leaving=leaving)


@receiver(consent_narrowed)
def end_what_rests_on_the_likeness(cameo: Cameo, grantee: User | None, **_: object) -> None:
    end_without_consent(cameo=cameo, maker=grantee)
    if cameo.withdrawn_at:
        erase_pictures_with(cameos=[cameo])


@receiver(consent_cleared)
def end_what_was_let_stay(cameo: Cameo, **_: object) -> None:
    let_go(cameo=cameo)


@receiver(cameo_resumed)
def bring_back_what_the_pause_hid(cameo: Cameo, **_: object) -> None:
    bring_back_after_pause(cameo=cameo)


@receiver(license_narrowed)
def end_what_rests_on_the_license(license: License, **_: object) -> None:
    end_under(license=license)


@receiver(license_resumed)
def bring_back_what_the_license_hid(license: License, **_: object) -> None:
    bring_back(license=license)


@receiver(account_closed)
def end_jobs_and_clips(user: User, **_: object) -> None:
    """Jobs first here, too: one that finishes meanwhile has become a clip by then."""
    for job in hold_jobs(Job.objects.of(user).open(), with_purses_of=[user.pk]):
        with suppress(Conflict):  # it has ended by itself a moment ago
            cancel_job(job=job, by=user)
    for order in WaitingOrder.objects.of(user).waiting().order_by("pk"):
        with suppress(Conflict):  # it was sent a moment ago
            drop_order(order=order, by=user)
    delete_clips_of(user=user)
    erase_pictures_of(user=user)


@receiver(export_gathering)
def hand_over(user: User, **_: object) -> dict[str, Any]:
    """What they asked for, and what came of it."""
    asked = ("id", "prompt", "state", "failure_message", "cost", "country", "created_at", "finished_at")
    wished = ("id", "text", "cast", "purpose", "country", "state", "created_at")
    brought = ("id", "sha256", "original_sha256", "faces", "redrawn", "state", "created_at", "decided_at")
    made = ("id", "prompt", "label", "created_at", "published_at", "withdrawn_at", "deleted_at")
    return {
        "generation": {
            "jobs": list(Job.objects.of(user).order_by("created_at").values(*asked)),
            "waiting": list(WaitingOrder.objects.of(user).order_by("created_at").values(*wished)),
            "pictures": list(Picture.objects.of(user).order_by("created_at").values(*brought)),
            "clips": list(Clip.objects.filter(maker=user).order_by("created_at").values(*made)),
        }
    }


@receiver(request_changed)
def go_on_when_answered(request: LicenseRequest, **_: object) -> None:
    """The orders that waited for this answer, and for nothing else, go back to the gate."""
    for order in WaitingOrder.objects.answered().filter(requests=request).order_by("pk"):
        _send_later(order)


@receiver(cast_answered)
def go_on_when_people_answered(request: CastRequest, **_: object) -> None:
    for order in WaitingOrder.objects.answered().filter(cast_requests=request).order_by("pk"):
        _send_later(order)


@receiver(order_changed)
def go_on_when_ruled(order: WaitingOrder, **_: object) -> None:
    if order.review == ReviewState.RULED and WaitingOrder.objects.answered().filter(pk=order.pk).exists():
        _send_later(order)


def _send_later(order: WaitingOrder) -> None:
    send = signature("generation.tasks.send_order", args=[str(order.pk)])
    transaction.on_commit(send.delay, robust=True)


@receiver(use_withdrawn)
def take_down_what_the_holder_took_back(use: LicenseUse, **_: object) -> None:
    note = f"{use.license.work.held_by} has taken it down: {use.withdrawn_reason}"
    for clip in Clip.objects.filter(pk__in=[use.clip_id], deleted_at=None):
        withdraw_clip(clip=clip, ground=Ground.LICENSE, source=name_of(use), note=note[:300])


@receiver(use_approved)
def tell_who_looks_at_the_draft(use: LicenseUse, **_: object) -> None:
    for job in Job.objects.filter(pk=use.job_id):
        job_changed.send(sender=Job, job=job)


@receiver(uses_described)
def show_to_the_holder(uses: Sequence[LicenseUse], viewer: User, **_: object) -> dict[UUID, Any]:
    return describe(uses, viewer=viewer)
