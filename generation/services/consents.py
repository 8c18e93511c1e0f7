"""What becomes of jobs and clips when the people in them allow less than before, or again.

The owner, their likeness and whoever it concerns are held by whoever tells of the change; then come the
wallets, the jobs and the clips, as everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least

from accounts.models import User
from accounts.queries import blocked_either_way
from cameos.consents import Consent
from cameos.models import Cameo
from cameos.models.likeness import CameoQuerySet
from cameos.terms import UNAVAILABLE
from core.audit import name_of
from core.decisions import Conflict
from core.locks import lock_for_change
from generation.consenting import Subject
from generation.models import Appearance, Clip, Ground, Job, Withdrawal
from generation.services.jobs import fail_job, hold_jobs
from generation.services.pictures import hold_pictures_of
from generation.services.withdrawals import hold_with_remixes, restore_clips, withdraw_clips
from generation.signals import clip_limited

UNREAD: Final = (
    "What the clips with you mean can’t be checked right now, so nothing has changed. Try again in a moment. "
    "A pause works at once."
)
GONE: Final = "One of those in it is no longer here."  # whoever leaves takes their name with them
PAUSE: Final = "pause:"
Ends = Sequence[tuple[Cameo, User | None]]  # likenesses, and the one maker whom it concerns; None: all


@transaction.atomic
def hold_ends(*, ends: Ends, leaving: User | None = None) -> None:
    """Hold at once what several likenesses are about to end: wallets, jobs, clips with their remixes, then
    pictures. Ending them one after the other would come back to wallets with clips in its hands.

    `leaving` takes all their own with them: their jobs, clips and pictures are held among the others.
    """
    cameos = [cameo for cameo, _maker in ends]
    if not cameos:
        return
    owners = {cameo.owner_id for cameo in cameos}
    jobs, clips = _resting_on(ends, "user"), _resting_on(ends, "maker")
    if leaving:
        jobs, clips = jobs | Q(user=leaving), clips | Q(maker=leaving)
    hold_jobs(Job.objects.open().filter(jobs).distinct(), with_purses_of=owners)
    if leaving:
        _hold_drawn(cameos)
    hold_with_remixes(Clip.objects.filter(clips, deleted_at=None))
    if leaving:
        hold_pictures_of(user=leaving)


def _resting_on(ends: Ends, maker_is: str) -> Q:
    any_of_them = Q(pk__in=[])
    for cameo, maker in ends:
        any_of_them |= Q(cast=cameo, **{maker_is: maker}) if maker else Q(cast=cameo)
    return any_of_them


@transaction.atomic
def end_without_consent(*, cameo: Cameo, maker: User | None = None) -> None:
    """End the jobs and hide the clips that their makers would not be allowed now: of one maker, or of all.

    Jobs first, then clips: a job that finishes meanwhile has become a clip by then. The owner's wallet is
    held with those of the others: the end of an account begins here, and goes on to their own jobs.
    """
    let_stay: set[UUID] = set()
    if cameo.paused_at or cameo.withdrawn_at:
        let_stay = let_go(cameo=cameo)
    elif maker and blocked_either_way(cameo.owner, maker):
        let_go(cameo=cameo, maker=maker)
    jobs = Job.objects.open().filter(cast=cameo)
    clips = Clip.objects.filter(cast=cameo, deleted_at=None).order_by("pk")
    if maker:
        jobs, clips = jobs.filter(user=maker), clips.filter(maker=maker)
    if jobs.exists() or clips.exists():  # the likeness is held: nothing new comes
        _end_jobs(cameo, jobs)
    if cameo.withdrawn_at:
        _erase_lines(cameo)
    if clips.exists():
        hold_with_remixes(clips)
        _hide_refused(cameo, clips, let_stay)


def _end_jobs(cameo: Cameo, jobs: QuerySet[Job]) -> None:
    held = hold_jobs(jobs, with_purses_of=[cameo.owner_id])
    subject = Subject(cameo, {job.user_id for job in held})
    for job in held:
        consent = subject.consent_to(job)
        if _is_unread(consent):
            raise Conflict(UNAVAILABLE, UNREAD)
        if consent.decision.allowed:
            _end_no_later(Job.objects.filter(pk=job.pk), consent.until)
        else:
            fail_job(job=job, code="consent.withdrawn", message=_reason(consent))


def _erase_lines(cameo: Cameo) -> None:
    """What it looked like, and what it wanted to be shown with: none of these jobs is drawn again."""
    Job.objects.filter(pk__in=_hold_drawn([cameo])).update(additions=[])


def _hold_drawn(cameos: Sequence[Cameo]) -> list[UUID]:
    """Jobs, ended ones too, that say beside the prompt what is drawn of somebody in them."""
    shows = Job.cast.through.objects.filter(cameo__in=cameos)
    jobs = Job.objects.filter(pk__in=shows.values("job")).exclude(additions=[])
    return [job.pk for job in lock_for_change(jobs.only("state"))]


def _hide_refused(cameo: Cameo, clips: QuerySet[Clip], let_stay: Collection[UUID]) -> None:
    """Raises Conflict where nobody can say what the words of one mean: then the change is not made.

    During a pause all are hidden already. What ends now ends for good all the same, as without it: the
    end of the pause does not bring it back. What nobody can read now is judged then. Nor does what was
    `let_stay` until this pause come back: to read the words of all that would keep the pause waiting.
    """
    found = list(clips.select_related("job"))
    if _hide(cameo, found):
        raise Conflict(UNAVAILABLE, UNREAD)
    if cameo.paused_at:
        _hide(cameo.awake(), found)
        ended = [clip for clip in found if clip.pk in let_stay and clip.maker_id != cameo.owner_id]
        note = f"@{cameo.handle} had let this clip stay. A pause has ended that."
        withdraw_clips(clips=ended, ground=Ground.CONSENT, source=name_of(cameo), note=note)


def _is_unread(consent: Consent) -> bool:
    return any(reason.code == UNAVAILABLE for reason in consent.decision.reasons)


def _hide(cameo: Cameo, found: Collection[Clip], since: datetime | None = None) -> set[UUID]:
    """Those that are refused now, but for what may stay; the others end no later than the consent. Returns
    what nobody can read: it is left as it is. `since`: see `Subject`."""
    consents = Subject(cameo, {clip.maker_id for clip in found}, since).consents_to(found)
    kept = set(Appearance.objects.kept().filter(cameo=cameo).values_list("clip", flat=True))
    refused: dict[str, list[Clip]] = defaultdict(list)
    ending: dict[datetime, list[Clip]] = defaultdict(list)
    unread: set[UUID] = set()
    for clip in found:
        consent = consents[clip.pk]
        if clip.pk in kept:
            continue
        if _is_unread(consent):
            unread.add(clip.pk)
        elif not consent.decision.allowed:
            refused[_reason(consent)].append(clip)
        else:
            _show_to_fewer(clip, consent)
            if consent.until:
                ending[consent.until].append(clip)
    for until, some in ending.items():
        _end_no_later(Clip.objects.filter(pk__in=[clip.pk for clip in some]), until)
    for reason, some in refused.items():
        withdraw_clips(clips=some, ground=Ground.CONSENT, source=_source(cameo), note=reason)
    return unread


def _show_to_fewer(clip: Clip, consent: Consent) -> None:
    """A post that is for followers only from now on is gone from the screens of all others."""
    if clip.published_at and not clip.for_followers and any(it.for_followers for it in consent.permissions):
        Clip.objects.filter(pk=clip.pk).update(for_followers=True)
        clip_limited.send(sender=Clip, clip=clip)


@transaction.atomic
def bring_back_after_pause(*, cameo: Cameo) -> None:
    """Show again what the pause itself has hidden, where the consent would be given now.

    What nobody can read now stays hidden as by the pause: `sweep_unread` tries again, with the terms that
    held when it was hidden in view.
    """
    hidden = hidden_by_pause(cameo)
    clips = Clip.objects.filter(pk__in=hidden).order_by("pk")
    hold_with_remixes(clips)
    found = list(clips.filter(deleted_at=None).select_related("job"))
    unread = _hide(cameo, found, since=min(hidden.values(), default=None))
    restore_clips(clips=clips.exclude(pk__in=unread), ground=Ground.CONSENT, source=pause_of(cameo))


@transaction.atomic
def let_go(*, cameo: Cameo, maker: User | None = None) -> set[UUID]:
    """End what the subject had let stay: of one maker, or of all. Returns the ids of these clips."""
    kept = Appearance.objects.kept().filter(cameo=cameo)
    if maker:
        kept = kept.filter(clip__maker=maker)
    clips = set(kept.values_list("clip", flat=True))
    kept.update(kept_at=None, kept_version=None)
    return clips


def pause_of(cameo: Cameo) -> str:
    """The name under which a pause hides clips: told apart from what has ended for good."""
    return f"{PAUSE}{cameo.pk}"


def hidden_by_pause(cameo: Cameo) -> dict[UUID, datetime]:
    """Clips that its pause hides, and since when."""
    open_ones = Withdrawal.objects.filter(source=pause_of(cameo), lifted_at=None)
    return dict(open_ones.values_list("clip", "opened_at"))


def left_by_a_pause() -> CameoQuerySet:
    """Likenesses whose pause is over and still hides something: nobody could read it then."""
    open_ones = Withdrawal.objects.filter(ground=Ground.CONSENT, source__startswith=PAUSE, lifted_at=None)
    sources = open_ones.values_list("source", flat=True).distinct()
    ids = [int(source.removeprefix(PAUSE)) for source in sources]
    return Cameo.objects.usable().filter(pk__in=ids).order_by("pk")


def _source(cameo: Cameo) -> str:
    return pause_of(cameo) if cameo.paused_at else name_of(cameo)


def _reason(consent: Consent) -> str:
    reason = consent.decision.reasons[0]
    return GONE if reason.code == "consent.withdrawn" else reason.message


def _end_no_later(rows: QuerySet[Job] | QuerySet[Clip], until: datetime | None) -> None:
    """What is still allowed may now rest on a permission that ends sooner than the one before."""
    if until:
        rows.update(rests_until=Least("rests_until", until))
