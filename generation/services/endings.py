"""What becomes of jobs and clips when a license ends, rests, or goes on.

Whoever ends a license or lets it rest holds it, those of its work that are counted, and the registry:
other licenses of the work do not change meanwhile, and whoever ends one of them waits, and then finds
what has come to rest on it.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least, Now

from core.audit import name_of
from generation.models import Clip, Ground, Job, Withdrawal
from generation.services.jobs import fail_job, hold_jobs
from generation.services.resting import rest_elsewhere
from generation.services.withdrawals import hold_with_remixes, restore_clip, withdraw_clip
from generation.signals import clip_limited
from rights.models import License, LicenseState
from rights.profile import Ending
from rights.services import hold_for

HINT_PERIOD = 120  # seconds: two sweeps, so that one may be lost


def end_under(*, license: License) -> None:
    """What another license of the work carries goes on, and rests on that one. Otherwise jobs fail, and
    clips are hidden while the license rests, or follow its terms when it has ended.

    Jobs first, then clips: a job that finishes meanwhile has become a clip by then.
    """
    for job in hold_jobs(Job.objects.open().filter(licenses=license)):
        if not rest_elsewhere(job, license):
            fail_job(job=job, code="rights.license_ended", message=_note(license))
    clips = (
        Clip.objects.filter(licenses=license, deleted_at=None).select_related("maker", "job").order_by("pk")
    )
    hold_with_remixes(clips)
    for clip in clips:
        if rest_elsewhere(clip, license):
            _lift_rest(clip, license)
        else:
            _follow_terms(clip, license)


def bring_back(*, license: License) -> None:
    """Show again what a license has hidden while it rested, if it carries clips again."""
    if not License.objects.standing().filter(pk=license.pk).exists():
        return
    clips = Clip.objects.filter(_hidden_by(license)).order_by("pk")
    hold_with_remixes(clips)
    for clip in clips:
        _lift_rest(clip, license)


def _follow_terms(clip: Clip, license: License) -> None:
    if license.state != LicenseState.REVOKED:
        withdraw_clip(clip=clip, ground=Ground.LICENSE, source=_rest_of(license), note=_note(license))
        return
    if license.at_end == Ending.REMOVE:
        withdraw_clip(clip=clip, ground=Ground.LICENSE, source=name_of(license), note=_note(license))
    elif license.at_end == Ending.LIMIT:
        _limit(clip)
    _lift_rest(clip, license)


def _limit(clip: Clip) -> None:
    """From now on it is only where people know it to be: in no list, and nothing new remixes it."""
    Clip.objects.filter(pk=clip.pk).update(limited_from=Least("limited_from", Now()))
    clip_limited.send(sender=Clip, clip=clip)


def _lift_rest(clip: Clip, license: License) -> None:
    restore_clip(clip=clip, ground=Ground.LICENSE, source=_rest_of(license))


def _rest_of(license: License) -> str:
    """The name under which a license hides clips while it rests."""
    return f"pause:{name_of(license)}"


def _hidden_by(license: License) -> Q:
    open_ones = Withdrawal.objects.filter(ground=Ground.LICENSE, source=_rest_of(license), lifted_at=None)
    return Q(pk__in=open_ones.values("clip"))


def _note(license: License) -> str:
    if license.state == LicenseState.REVOKED:
        return f"The license of {license.work} has ended."
    return f"The license of {license.work} rests for now."


def sweep_expired() -> int:
    """Withdraw clips whose consent or license has run out, unless another license carries them. Readers
    have not seen them since then."""
    found = list(_over().select_related("maker", "job"))
    for clip in found:
        _end_by_the_clock(clip)
    _leave_lists()
    _end_rests()
    return len(found)


def _over() -> QuerySet[Clip]:
    return Clip.objects.filter(rests_until__lte=Now(), withdrawn_at=None, deleted_at=None)


@transaction.atomic
def _end_by_the_clock(clip: Clip) -> None:
    ended = (
        clip.licenses.filter(at_end=Ending.REMOVE, ends_at__lte=Now()).select_related("work").order_by("pk")
    )
    hold_for(works={license.work for license in ended}, by=clip.maker)
    hold_with_remixes([clip])
    for license in ended:
        rest_elsewhere(clip, license)
    if _over().filter(pk=clip.pk).exists():
        note = "A permission that it rests on has run out."
        withdraw_clip(clip=clip, ground=Ground.EXPIRY, source="clock", note=note)


def _leave_lists() -> None:
    """Take clips off open screens where a license has run out that lets them stay, but in no list."""
    just_now = Q(limited_from__lte=Now(), limited_from__gt=Now() - timedelta(seconds=HINT_PERIOD))
    for clip in Clip.objects.available().filter(just_now, published_at__isnull=False):
        clip_limited.send(sender=Clip, clip=clip)


def _end_rests() -> None:
    """A license that has run out while it was paused lets go of what may stay."""
    sources = Withdrawal.objects.filter(
        ground=Ground.LICENSE, lifted_at=None, source__startswith="pause:license:"
    ).values_list("source", flat=True)
    ids = {int(source.rpartition(":")[2]) for source in sources.distinct()}
    for license in License.objects.filter(pk__in=ids, ends_at__lte=Now()).order_by("pk"):
        with transaction.atomic():
            bring_back(license=license)
