"""What a maker sees of their jobs and drafts."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from generation.media.links import link
from generation.models import OPEN_STATES, Clip, Job, JobState, Picture, WaitingOrder, WaitingState

PAGE = 12


def drafts_page(*, user: User, after: str) -> dict[str, Any]:
    """A picture that a person looks at, orders that wait, jobs that are on the way or failed, and one page of
    drafts, newest first.

    `after` is the time of the last draft of the page before.
    """
    drafts = Clip.objects.of(user).filter(published_at=None).select_related("job__picture")
    drafts = drafts.prefetch_related("cast__owner", "parents", "withdrawals").order_by("-created_at")
    if cursor := read_time(after):
        drafts = drafts.filter(created_at__lt=cursor)
    rows = list(drafts[: PAGE + 1])
    return {
        "pictures": [] if after else list(Picture.objects.of(user).in_review()),
        "orders": [] if after else _waiting(user),
        "jobs": [] if after else list(_unfinished(user)),
        "clips": [addressed(clip, viewer=user) for clip in rows[:PAGE]],
        "next_cursor": rows[PAGE - 1].created_at.isoformat() if len(rows) > PAGE else "",
    }


def _unfinished(user: User) -> list[Job]:
    wanted = (*OPEN_STATES, JobState.FAILED)
    jobs = Job.objects.of(user).filter(state__in=wanted).select_related("picture")
    return list(jobs.prefetch_related("cast__owner").newest()[:PAGE])


def _waiting(user: User) -> list[WaitingOrder]:
    """Orders that wait for others, and those that were refused in the end."""
    wanted = (WaitingState.WAITING, WaitingState.REFUSED)
    orders = WaitingOrder.objects.of(user).filter(state__in=wanted).select_related("picture")
    return list(orders.with_requests().newest()[:PAGE])


def addressed(clip: Clip, *, viewer: User) -> Clip:
    """The clip with the addresses of its files, as the templates want it."""
    clip.video_url = link(clip, "video", viewer)
    clip.poster_url = link(clip, "poster", viewer)
    clip.captions_url = link(clip, "captions", viewer)
    return clip


def read_time(text: str) -> datetime | None:
    """The time at which a list goes on; None for what is none, or lies outside the calendar."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
