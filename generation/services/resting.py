"""Clips and jobs that come to rest on another license of the same work, when one no longer carries them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from cameos.queries import read_consents
from generation.models import Appearance, Clip, Job
from rights.models import License
from rights.profile import Ending, Purpose
from rights.services import Circumstances, another_license, first_end, move_use
from rights.terms import DRAFT, MEMBERS


def rest_elsewhere(thing: Job | Clip, license: License) -> bool:
    """Let another license of the same work carry it, if one does."""
    other = another_license(
        ended=license,
        by=_owner(thing),
        texts=_texts(thing),
        beside=thing.licenses.exclude(work=license.work_id).values_list("work", flat=True),
        around=_around(thing),
    )
    if other is None:
        return False
    thing.licenses.remove(license)
    thing.licenses.add(other)
    move_use(job_id=_use(thing), old=license, new=other)
    rest_anew(thing)
    return True


def rest_anew(thing: Job | Clip) -> None:
    """Everything under it may end later now, or sooner. Whoever lets it stay sets no end."""
    asked = thing.cast.all()
    if isinstance(thing, Clip):
        asked = asked.exclude(pk__in=Appearance.objects.kept().filter(clip=thing).values("cameo"))
    consent = read_consents(cameos=asked, by=_owner(thing))
    licenses = list(thing.licenses.all())
    ends = (consent.until, first_end(licenses, Ending.REMOVE))
    until = min((end for end in ends if end), default=None)
    if isinstance(thing, Job):
        Job.objects.filter(pk=thing.pk).update(rests_until=until)
        return
    clips = Clip.objects.filter(pk=thing.pk)
    clips.update(rests_until=until)
    # A limit that has come stays, whatever it came from.
    clips.filter(Q(limited_from=None) | Q(limited_from__gt=Now())).update(
        limited_from=first_end(licenses, Ending.LIMIT)
    )


def _owner(thing: Job | Clip) -> User:
    return thing.user if isinstance(thing, Job) else thing.maker


def _use(thing: Job | Clip) -> UUID:
    """The name of its use of licenses. A clip goes on with that of its job."""
    return thing.pk if isinstance(thing, Job) else thing.job_id or thing.pk


def _texts(thing: Job | Clip) -> list[str]:
    if isinstance(thing, Clip):
        return [thing.prompt, *(clip.prompt for clip in Clip.objects.ancestors_of(thing))]
    parent = thing.parent
    line = [parent, *Clip.objects.ancestors_of(parent)] if parent else []
    return [thing.prompt, *(clip.prompt for clip in line)]


def _around(thing: Job | Clip) -> Circumstances:
    if isinstance(thing, Job):
        return Circumstances(
            country=thing.country,
            purpose=thing.purpose,
            seconds=thing.seconds,
            with_people=thing.cast.exists(),
            remixes=thing.parent_id is not None,
            job=thing.pk,
        )
    job = thing.job
    return Circumstances(
        country=job.country if job else "",
        purpose=job.purpose if job else Purpose.PERSONAL,
        audience=MEMBERS if thing.published_at else DRAFT,
        seconds=job.seconds if job else round(thing.duration),
        with_people=thing.cast.exists(),
        remixes=thing.parents.exists(),
        job=_use(thing),
    )
