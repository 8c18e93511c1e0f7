"""Taking clips out of sight, and putting them back: a statement for all of them, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.locks import lock_for_change
from generation.models import Clip, ClipParent, Ground, Withdrawal
from generation.signals import clips_restored, clips_withdrawn

REMIX_OF_GONE = "The clip that it remixes is no longer available."


def hold_with_remixes(clips: Iterable[Clip]) -> None:
    """Hold clips and whatever descends from them until the commit, all of them in the order of their
    ids. One after the other, parents first, would meet a post of a remix coming the other way."""
    lock_for_change(Clip.objects.filter(pk__in=Clip.objects.family_of(clips)).only("pk"))


@transaction.atomic
def withdraw_clip(*, clip: Clip, ground: Ground, source: str, note: str = "") -> Clip:
    """Hide a clip and everything that remixes it, from now on and everywhere. Twice is once."""
    withdraw_clips(clips=[clip], ground=ground, source=source, note=note)
    return Clip.objects.get(pk=clip.pk)


@transaction.atomic
def withdraw_clips(*, clips: Iterable[Clip], ground: Ground, source: str, note: str = "") -> None:
    """Hide several for the same reason, each with everything that remixes it."""
    clips = list(clips)
    hold_with_remixes(clips)
    wanted = [Withdrawal(clip_id=pk, ground=ground, source=source, note=note) for pk in _ids(clips)]
    withdraw_remixes(_open(wanted))


def withdraw_remixes(parents: Collection[UUID]) -> None:
    """Hide what descends from clips that are gone, a generation at a time. Below one that was deleted,
    all is hidden already."""
    while parents:
        links = ClipParent.objects.filter(parent__in=parents, child__deleted_at=None).order_by(
            "child", "parent"
        )
        wanted = [
            Withdrawal(
                clip_id=link.child_id,
                ground=Ground.ANCESTOR,
                source=_below(link.parent_id),
                note=REMIX_OF_GONE,
            )
            for link in links
        ]
        parents = _open(wanted)


def _open(wanted: Collection[Withdrawal]) -> list[UUID]:
    """Store those that are not open already, and tell. Returns the clips that they are about."""
    there = set(
        Withdrawal.objects.filter(
            clip__in={it.clip_id for it in wanted}, source__in={it.source for it in wanted}, lifted_at=None
        ).values_list("clip_id", "ground", "source")
    )
    new = [it for it in wanted if (it.clip_id, it.ground, it.source) not in there]
    if not new:
        return []
    opened = Withdrawal.objects.bulk_create(new)
    ids = _ids(it.clip_id for it in opened)
    Clip.objects.filter(pk__in=ids, withdrawn_at=None).update(withdrawn_at=timezone.now())
    clips_withdrawn.send(sender=Clip, withdrawals=_with_clips(opened))
    return ids


@transaction.atomic
def restore_clip(*, clip: Clip, ground: Ground, source: str) -> Clip:
    """Lift one withdrawal. The clip is seen again only when no other one is open, and its remixes with it;
    a deleted one never is."""
    restore_clips(clips=[clip], ground=ground, source=source)
    return Clip.objects.get(pk=clip.pk)


@transaction.atomic
def restore_clips(*, clips: Iterable[Clip], ground: Ground, source: str) -> None:
    """Lift the same withdrawal of several, and then what hid their remixes for it."""
    clips = list(clips)
    hold_with_remixes(clips)
    freed = _lift(Withdrawal.objects.filter(clip__in=_ids(clips), ground=ground, source=source))
    while freed:
        sources = [_below(pk) for pk in freed]
        freed = _lift(Withdrawal.objects.filter(ground=Ground.ANCESTOR, source__in=sources))


def _lift(withdrawals: QuerySet[Withdrawal]) -> list[UUID]:
    """Lift those that are open, and tell. Returns the clips that are seen again."""
    open_ones = list(withdrawals.filter(lifted_at=None).order_by("pk"))
    lifted = {it.clip_id: it for it in open_ones}
    Withdrawal.objects.filter(pk__in=[it.pk for it in open_ones]).update(lifted_at=timezone.now())
    hidden = Withdrawal.objects.filter(clip__in=lifted, lifted_at=None).values("clip")
    free = Clip.objects.filter(pk__in=lifted, deleted_at=None).exclude(pk__in=hidden)
    ids = list(free.order_by("pk").values_list("pk", flat=True))
    if ids:
        Clip.objects.filter(pk__in=ids).update(withdrawn_at=None)
        clips_restored.send(sender=Clip, withdrawals=_with_clips(lifted[pk] for pk in ids))
    return ids


def _below(parent: UUID) -> str:
    """The name under which a clip that is gone hides its remixes."""
    return f"clip:{parent}"


def _ids(clips: Iterable[Clip | UUID]) -> list[UUID]:
    """Each once, in order."""
    return sorted({it.pk if isinstance(it, Clip) else it for it in clips})


def _with_clips(withdrawals: Iterable[Withdrawal]) -> list[Withdrawal]:
    keys = [it.pk for it in withdrawals]
    return list(Withdrawal.objects.filter(pk__in=keys).select_related("clip__maker").order_by("pk"))
