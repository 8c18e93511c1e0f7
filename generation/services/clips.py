"""Drafts: made by a worker, kept or thrown away by their maker, shown by a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from billing.services import settle
from cameos.models import Cameo, ConsentPolicy
from cameos.services import PICTURES_CHANGED, Consent, ask_to_look, spend_consents
from core.decisions import YES, Conflict, Decision, no
from core.locks import lock_for_share
from generation.consenting import consent_to, give_receipts
from generation.models import Clip, ClipParent, Job, Picture, Screening, Stage
from generation.policies import may_come
from generation.services.files import Stored, discard_if_deleted
from generation.services.jobs import hold_purse
from generation.services.leases import lock_owned
from generation.services.pictures import look_again
from generation.services.withdrawals import hold_with_remixes, withdraw_remixes
from generation.signals import clip_made, job_changed
from rights.profile import Ending
from rights.services import first_end, spend_uses

if TYPE_CHECKING:  # the codecs stay out of the web processes
    from generation.engines.base import Footage
    from generation.media.encode import Encoded


@transaction.atomic
def finish_job(*, job: Job, footage: Footage, encoded: Encoded, stored: Stored) -> Clip:
    """Turn a rendered job into a draft and spend its credits: both or neither, and once.

    A consent that is ended meanwhile ends the job in its own transaction; then `lock_owned` raises. So does
    `Refused` where one has run out by the clock, where the clip that it remixes has gone meanwhile, as such
    a draft could never be posted, and where it was drawn with other words, or from other pictures, than
    those in it ask for now.
    """
    lock_for_share(Cameo.objects.filter(jobs=job))  # their words cannot change until the commit
    hold_purse(job)
    row = lock_owned(job)
    may_come(encoded.sha256).require()
    consent = consent_to(row, row.cast.all())
    (consent.decision & _drawn_as_asked(row, consent)).require()
    if row.parent:
        _hold_line(row.parent)
    licenses = list(row.licenses.all())
    clip = Clip.objects.create(
        id=stored.clip_id,
        job=row,
        maker=row.user,
        prompt=row.prompt,
        engine=row.engine,
        model=footage.model,
        label=footage.label,
        source_type=footage.source_type,
        seed=row.seed,
        undrawn=list(footage.undrawn),
        video=stored.video,
        poster=stored.poster,
        captions=stored.captions,
        sha256=encoded.sha256,
        duration=encoded.seconds,
        width=encoded.width,
        height=encoded.height,
        rests_until=row.rests_until,
        limited_from=first_end(licenses, Ending.LIMIT),
    )
    clip.cast.set(row.cast.all())
    clip.licenses.set(licenses)
    if row.parent:
        ClipParent.objects.create(child=clip, parent=row.parent)
    row.finish()
    row.sequence += 1
    row.save()
    spend_uses(job_id=row.pk, clip_id=clip.pk)
    spend_consents(job_id=row.pk, clip_id=clip.pk)
    ask_to_look(permissions=consent.permissions, job_id=row.pk)
    give_receipts(row, "made", clip)
    settle(user=row.user, key=row.hold_key)
    job_changed.send(sender=Job, job=row)
    clip_made.send(sender=Clip, clip=clip)
    return clip


def _drawn_as_asked(job: Job, consent: Consent) -> Decision:
    """Was it drawn with the words that those in it are drawn with now, "@mika wears a hat", and from the
    pictures of a being that are there now?"""
    return _with_words_of_now(job, consent) & _from_pictures_of_now(job, consent)


def _with_words_of_now(job: Job, consent: Consent) -> Decision:
    changed = set(job.additions) ^ set(consent.additions)
    if not changed:
        return YES
    whose = ", ".join(sorted({line.split()[0] for line in changed}))
    words = f"{whose} changed a rule about what to be shown with while this was made. Order it again."
    return no("consent.additions", words, subject=whose)


def _from_pictures_of_now(job: Job, consent: Consent) -> Decision:
    """The gate has noted before the drawing which version of each policy it asked: a change of pictures has
    made a later one. Where nothing was noted, any change is too much."""
    begun = (
        Screening.objects.filter(job_id=job.pk, stage=Stage.DISPATCH, allowed=True).order_by("-pk").first()
    )
    asked = begun.policy_versions if begun else {}
    changes = ConsentPolicy.objects.filter(verb=PICTURES_CHANGED)
    changed = [
        f"@{it.cameo.handle}"
        for it in consent.permissions
        if it.cameo.is_being
        and changes.filter(cameo=it.cameo, version__gt=asked.get(str(it.cameo.pk), 0)).exists()
    ]
    if not changed:
        return YES
    whose = ", ".join(sorted(changed))
    words = f"The pictures of {whose} changed while this was made. Order it again."
    return no("consent.pictures", words, subject=whose)


def _hold_line(parent: Clip) -> None:
    """Hold what a clip remixes: whoever withdraws it now finds the remix."""
    line = Clip.objects.filter(pk__in=[parent.pk, *(clip.pk for clip in Clip.objects.ancestors_of(parent))])
    lock_for_share(line)
    if line.available().count() != line.count():
        no("remix.gone", "The clip that it remixes is no longer available.").require()


def look_at_start(*, clip: Clip, by: User) -> None:
    """Before a draft is posted, outside of the transaction: search the picture that it started from for who
    has enrolled since. Raises Refused."""
    start = Picture.objects.begun_by(clip)
    if start and start.is_ready:
        look_again(start, by=by)


@transaction.atomic
def delete_draft(*, clip: Clip, by: User) -> None:
    """Throw a draft away."""
    hold_with_remixes([clip])
    clip = Clip.objects.of(by).get(pk=clip.pk)
    if clip.published_at:
        raise Conflict("clip.published", "Take the post down first.")
    _delete(clip)


@transaction.atomic
def delete_clips_of(*, user: User) -> None:
    """Everything that somebody has made goes with their account, posted or not."""
    clips = Clip.objects.of(user).order_by("pk")
    hold_with_remixes(clips)
    for clip in clips:
        _delete(clip)


def _delete(clip: Clip) -> None:
    """What remixes the clip is hidden with it, as it could not be posted any more."""
    clip.deleted_at = timezone.now()
    clip.save(update_fields=["deleted_at"])
    withdraw_remixes([clip.pk])
    discard_if_deleted(clip=clip)
