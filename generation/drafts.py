"""What a maker sees of their jobs and drafts."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from generation.media.links import link
from generation.models import OPEN_STATES, Job, JobState

PAGE = 12
TABS = {
    "": ("All", Q()),
    "generating": ("Generating", Q(state__in=OPEN_STATES)),
    "ready": ("Ready", Q(state=JobState.READY)),
    "failed": ("Failed", Q(state=JobState.FAILED)),
}


def drafts_page(*, user: User, tab: str, after: str) -> dict[str, Any]:
    """One page of the list: open jobs, drafts, and failures, newest first.

    `after` is the time of the last row of the page before.
    """
    name, wanted = TABS.get(tab, TABS[""])
    jobs = (
        Job.objects.of(user)
        .filter(wanted)
        .exclude(state=JobState.CANCELLED)
        .exclude(Q(clip__published_at__isnull=False) | Q(clip__deleted_at__isnull=False))
        .exclude(Q(state=JobState.READY, clip=None))
        .select_related("clip")
        .prefetch_related("cast__owner")
        .newest()
    )
    if cursor := _time(after):
        jobs = jobs.filter(created_at__lt=cursor)
    rows = list(jobs[: PAGE + 1])
    return {
        "jobs": [present(job, viewer=user) for job in rows[:PAGE]],
        "tabs": [{"key": key, "label": label, "current": key == tab} for key, (label, _) in TABS.items()],
        "tab": name,
        "next_cursor": rows[PAGE - 1].created_at.isoformat() if len(rows) > PAGE else "",
    }


def present(job: Job, *, viewer: User) -> Job:
    """The job with the addresses of its clip's files, for the templates."""
    clip = getattr(job, "clip", None)
    if clip:
        clip.video_url = link(clip, "video", viewer)
        clip.poster_url = link(clip, "poster", viewer)
        clip.captions_url = link(clip, "captions", viewer)
    return job


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
