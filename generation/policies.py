"""May somebody ask for this, cancel that, remix those, start from that picture?"""

from datetime import timedelta

from django.conf import settings

from accounts.models import User
from accounts.policies import in_standing
from cameos.services import Recognition
from core.decisions import YES, Decision, no
from generation.models import MAX_REMIX_DEPTH, BlockedMedia, Clip, Job, Picture


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


def may_add_picture(*, by: User) -> Decision:
    """So many a day, those too that were refused or were no pictures: nobody goes through a pile of faces
    here. It counts for sure while the person is held."""
    answer = in_standing(by)
    if Picture.objects.of(by).since(timedelta(days=1)).count() >= settings.PICTURES_PER_DAY:
        answer &= no("picture.many", "You have added many pictures since yesterday. Try again tomorrow.")
    return answer


def only_willing(found: Recognition) -> Decision:
    """One sentence for every face that will not do: it tells nobody who is a member, nor who said no."""
    if found.faces > settings.CAST_LIMIT:
        return no(
            "picture.crowd",
            f"This picture shows more than {settings.CAST_LIMIT} faces. Use one with fewer people.",
        )
    if not found.strangers:
        return YES
    return no(
        "picture.face",
        "This picture shows a face of somebody who has not let you make clips with them here. Use a picture "
        "without faces, or one of people who are in your cast list. To use your own face, enroll it first.",
    )


def may_come(*, sha256: str) -> Decision:
    """May this file be a clip here, or a part of one?"""
    if BlockedMedia.objects.filter(pk=sha256).exists():
        return no("media.blocked", "This very file was taken down for good.")
    return YES


def may_start_from(*, picture: Picture | None, by: User) -> Decision:
    """It is this person's, it is still kept, nobody has taken it down for good, and everybody who was found
    in it is still known."""
    own = picture is not None and picture.user_id == by.pk and picture.is_ready
    if picture and own and picture.likenesses.count() == picture.people:
        return may_come(sha256=picture.sha256)
    return no(
        "picture.gone",
        "The picture that you wanted to start from is no longer kept. Choose it again, or go on without one.",
    )
