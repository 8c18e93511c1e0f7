"""May somebody ask for this, cancel that, remix those?"""

from django.conf import settings

from accounts.models import User
from core.decisions import YES, Decision, no
from generation.models import MAX_REMIX_DEPTH, Clip, Job


def may_remix(*, clip: Clip, by: User) -> Decision:
    """A clip may be remixed by whoever may watch it, while its line of ancestors has an end."""
    if not Clip.objects.watchable_by(by).filter(pk=clip.pk).exists():
        return no("remix.gone", "The clip that you wanted to remix is no longer available.")
    if not Clip.objects.listed().filter(pk=clip.pk).exists():
        return no("remix.limited", "A license under this clip has ended: it can't be remixed any more.")
    if len(Clip.objects.ancestors_of(clip)) >= MAX_REMIX_DEPTH:
        return no("remix.depth", "This chain of remixes is as long as it can get. Start a new clip.")
    return YES


def may_queue(*, by: User) -> Decision:
    """Has this person room for one more job?"""
    if Job.objects.of(by).open().count() < settings.JOBS_AT_ONCE:
        return YES
    return no(
        "jobs.many",
        f"You have {settings.JOBS_AT_ONCE} clips on the way. Wait for one of them, or cancel it.",
    )
