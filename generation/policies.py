"""May somebody ask for this, cancel that, remix those, start from that picture?"""

from datetime import timedelta
from typing import Final

from django.conf import settings

from accounts.models import User
from accounts.policies import in_standing
from cameos.services import Recognition, enrolled_since
from core.decisions import YES, Decision, no
from generation.models import MAX_REMIX_DEPTH, BlockedMedia, Clip, Job, Picture

FACE: Final = "picture.face"  # whoever's it is
UNAVAILABLE: Final = "picture.unavailable"
UNCHECKED: Final = "Pictures can’t be checked right now. Try again later, or make a clip without one."


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


def may_ask_to_redraw(*, by: User) -> Decision:
    """Where the site allows it, one picture at a time: somebody of the staff looks at each."""
    if settings.PICTURE_STRANGERS != "stylize":
        return no("picture.not_redrawn", "Faces are not redrawn here. Use a picture of people you may cast.")
    if Picture.objects.of(by).in_review().exists():
        return no(
            "picture.one_waits",
            "A person looks at another picture of yours already. Wait for the answer, or take that picture "
            "back in your drafts.",
        )
    return YES


def may_be_redrawn(found: Recognition) -> Decision:
    """Who can be cast stays, and has room in a clip; everybody else is redrawn. No crowds."""
    if found.faces > settings.PICTURE_FACES:
        return _crowd(settings.PICTURE_FACES)
    if found.faces - len(found.others) > settings.CAST_LIMIT:
        return _crowd(settings.CAST_LIMIT)
    return YES


def is_redrawn(*, before: Recognition, after: Recognition) -> Decision:
    """Nobody is found by now but those who may be cast, and each of these still is."""
    if not after.strangers and after.faces == before.faces - len(before.others):
        return YES
    return no(
        "picture.not_redrawable",
        "The faces in this picture can’t be redrawn so that nobody is known by them, or only with those of "
        "people you may cast. Use another picture.",
    )


def only_willing(found: Recognition) -> Decision:
    """One sentence for every face that will not do: it tells nobody who is a member, nor who said no."""
    if found.faces > settings.CAST_LIMIT:
        return _crowd(settings.CAST_LIMIT)
    if not found.strangers:
        return YES
    return no(
        FACE,
        "This picture shows a face of somebody who has not let you make clips with them here. Use a picture "
        "without faces, or one of people who are in your cast list. To use your own face, enroll it first.",
    )


def _crowd(limit: int) -> Decision:
    return no("picture.crowd", f"This picture shows more than {limit} faces. Use one with fewer people.")


def may_come(*hashes: str) -> Decision:
    """May a file with this checksum be a clip here, or a part of one? Of several: may all of them?"""
    if BlockedMedia.objects.filter(pk__in=hashes).exists():
        return no("media.blocked", "This very file was taken down for good.")
    return YES


def may_start_from(*, picture: Picture | None, by: User) -> Decision:
    """It is this person's, it is still kept, nobody has taken it down for good, and everybody who was found
    in it is still known."""
    own = picture if picture and picture.user_id == by.pk else None
    if own and own.is_in_review:
        return no(
            "picture.waiting",
            "A person looks at this picture before anything starts from it. You will be told. Wait, or go on "
            "without it.",
        )
    if own and own.is_ready and own.likenesses.count() == own.people:
        return may_come(*own.hashes)
    return no(
        "picture.gone",
        "The picture that you wanted to start from is no longer kept. Choose it again, or go on without one.",
    )


def unchecked() -> Decision:
    return no(UNAVAILABLE, UNCHECKED)


def nobody_newer(picture: Picture | None) -> Decision:
    """Has everybody been compared with it who has a face here now?"""
    if picture is None or not enrolled_since(picture.searched_at):
        return YES
    return unchecked()


def nobody_new_in(clip: Clip) -> Decision:
    """Is everybody in the clip who was found in the picture that it started from? Whoever has come since was
    not asked: a new order asks them."""
    start = Picture.objects.begun_by(clip)
    if start is None:
        return YES
    if not start.is_ready:
        return no("picture.gone", "The picture that this started from was taken down. Make it without one.")
    answer = nobody_newer(start)
    for cameo in start.likenesses.exclude(pk__in=clip.cast.values("pk")).select_related("owner"):
        name = f"@{cameo.handle}"
        words = f"{name} is in the picture that this started from, and has come here since. Order it again."
        answer &= no("picture.newcomer", words, subject=name)
    return answer
