"""What a change of consent would touch, told before it is made. Holds nothing, and promises nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from cameos.changes import Change, KeptOut, kept_out
from cameos.models import Cameo, CastState, ConsentUse
from generation.models import Appearance, Clip, ClipQuerySet, Job, JobState, Withdrawal
from generation.services.consents import pause_of

JOB, CLIP = ("pk", "user_id", "state"), ("pk", "maker_id", "job_id", "published_at")


@dataclass(slots=True)
class MakerTouched:
    """What one person would lose."""

    maker: User
    jobs: int = 0
    drafts: int = 0
    posts: int = 0


@dataclass(slots=True)
class Touched:
    """Jobs that would end, and clips that would be hidden. `remixes` are those of people who keep their
    permission: they go with what they remix."""

    waiting: int = 0
    running: int = 0
    drafts: int = 0
    posts: int = 0
    remixes: int = 0
    kept: int = 0  # clips that were let stay, and would no longer
    makers: list[MakerTouched] = field(default_factory=list)

    @property
    def clips(self) -> int:
        return self.drafts + self.posts + self.remixes

    @property
    def anything(self) -> bool:
        return bool(self.clips or self.waiting or self.running)


def touched_by(*, cameos: Iterable[Cameo], change: Change, ends_kept: bool = False) -> Touched:
    """What would go, by whom, with likenesses of one owner: a clip with two of them counts once. `ends_kept`:
    what the owner had let stay goes, too. The number of queries does not grow with the clips."""
    jobs: dict[UUID, Any] = {}
    clips: dict[UUID, Any] = {}
    kept: set[UUID] = set()
    for cameo in cameos:
        going = _going(cameo, change, ends_kept)
        jobs |= {job.pk: job for job in going.jobs}
        clips |= {clip.pk: clip for clip in going.clips}
        kept |= going.kept
    found = _counted(list(jobs.values()), list(clips.values()))
    found.remixes = _remixes(list(clips))
    found.kept = len(kept & clips.keys())
    return found


class _Going(NamedTuple):
    jobs: list[Any]
    clips: list[Any]
    kept: set[UUID]  # what was let stay, be it among them or not


def _going(cameo: Cameo, change: Change, ends_kept: bool) -> _Going:
    jobs = list(Job.objects.open().filter(cast=cameo).values_list(*JOB, named=True))
    clips = list(_seen(cameo).values_list(*CLIP, named=True))
    makers = {job.user_id for job in jobs} | {clip.maker_id for clip in clips}
    out = kept_out(cameo=cameo, change=change, makers=makers)
    once = _allowed_once(cameo)
    kept = set(Appearance.objects.kept().filter(cameo=cameo).values_list("clip", flat=True))
    jobs = [job for job in jobs if _goes(job.user_id, out, job.pk in once)]
    clips = [
        clip
        for clip in clips
        if _goes(clip.maker_id, out, (clip.job_id or clip.pk) in once) and (ends_kept or clip.pk not in kept)
    ]
    return _Going(jobs, clips, kept)


def paused_by(cameo: Cameo, *, beings: Iterable[Cameo] = ()) -> Touched:
    """What a pause that holds now has touched, with those of `beings` that came with it: clips that they
    hide, remixes among them, and jobs that they have ended."""
    began = cameo.paused_at
    resting = [cameo, *(it for it in beings if began and it.paused_at and it.paused_at >= began)]
    sources = [pause_of(it) for it in resting]
    hidden = Withdrawal.objects.filter(source__in=sources, lifted_at=None).values("clip")
    clips = Clip.objects.filter(pk__in=hidden, deleted_at=None)
    since = Q(pk=None)
    for it in resting:
        since |= Q(cast=it, finished_at__gte=it.paused_at)
    stopped = Job.objects.filter(since).values("pk")  # a job with two of them is one
    ended = Job.objects.filter(pk__in=stopped, state=JobState.FAILED, failure_code="consent.withdrawn")
    return _counted(list(ended.values_list(*JOB, named=True)), list(clips.values_list(*CLIP, named=True)))


def _counted(jobs: list[Any], clips: list[Any]) -> Touched:
    states = Counter(JobState.QUEUED if job.state == JobState.QUEUED else "running" for job in jobs)
    posts = Counter(clip.maker_id for clip in clips if clip.published_at)
    drafts = Counter(clip.maker_id for clip in clips if not clip.published_at)
    asked = Counter(job.user_id for job in jobs)
    return Touched(
        waiting=states[JobState.QUEUED],
        running=states["running"],
        drafts=drafts.total(),
        posts=posts.total(),
        makers=[
            MakerTouched(person, asked[person.pk], drafts[person.pk], posts[person.pk])
            for person in User.objects.filter(pk__in=asked | drafts | posts).order_by("username")
        ],
    )


def _allowed_once(cameo: Cameo) -> set[UUID]:
    """What rests on a yes to itself that stands, by the names under which it is counted."""
    uses = ConsentUse.objects.counting().filter(cameo=cameo, request__state=CastState.APPROVED)
    return set(uses.values_list("job_id", flat=True))


def _goes(maker: int, out: KeptOut, once: bool) -> bool:
    return maker in (out.once if once else out.at_all)


def _seen(cameo: Cameo) -> ClipQuerySet:
    """What is there to be hidden: drafts and posts that nothing hides yet."""
    return Clip.objects.available().filter(cast=cameo)


def _remixes(ids: list[UUID]) -> int:
    """Those that would go with their parents, and not by themselves."""
    family = Clip.objects.family_of(Clip.objects.filter(pk__in=ids).only("pk"))
    return Clip.objects.available().filter(pk__in=family).exclude(pk__in=ids).count()
