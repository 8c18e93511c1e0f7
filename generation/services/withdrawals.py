"""Taking clips out of sight, and putting them back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from core.locks import lock_for_change
from generation.models import Clip, Ground, Withdrawal
from generation.signals import clip_restored, clip_withdrawn


def hold_with_remixes(clips: Iterable[Clip]) -> None:
    """Hold clips and whatever descends from them until the commit, all of them in the order of their
    ids. One after the other, parents first, would meet a post of a remix coming the other way."""
    lock_for_change(Clip.objects.filter(pk__in=Clip.objects.family_of(clips)))


@transaction.atomic
def withdraw_clip(*, clip: Clip, ground: Ground, source: str, note: str = "") -> Clip:
    """Hide a clip and everything that remixes it, from now on and everywhere. Twice is once."""
    hold_with_remixes([clip])
    clip = Clip.objects.get(pk=clip.pk)
    _, opened = Withdrawal.objects.get_or_create(
        clip=clip, ground=ground, source=source, lifted_at=None, defaults={"note": note}
    )
    if not opened:
        return clip
    if clip.withdrawn_at is None:
        clip.withdrawn_at = timezone.now()
        clip.save(update_fields=["withdrawn_at"])
    clip_withdrawn.send(sender=Clip, clip=clip, ground=ground, note=note)
    withdraw_remixes(clip)
    return clip


def withdraw_remixes(clip: Clip) -> None:
    """Hide what descends from a clip that is gone. Below one that was deleted, all is hidden already."""
    for child in clip.children.filter(deleted_at=None).order_by("pk"):
        withdraw_clip(
            clip=child,
            ground=Ground.ANCESTOR,
            source=f"clip:{clip.pk}",
            note="The clip that it remixes is no longer available.",
        )


@transaction.atomic
def restore_clip(*, clip: Clip, ground: Ground, source: str) -> Clip:
    """Lift one withdrawal. The clip is seen again only when no other one is open, and its remixes with it;
    a deleted one never is."""
    hold_with_remixes([clip])
    clip = Clip.objects.get(pk=clip.pk)
    open_ones = clip.withdrawals.filter(lifted_at=None)
    lifted = open_ones.filter(ground=ground, source=source).update(lifted_at=timezone.now())
    if not lifted or clip.deleted_at or open_ones.exists():
        return clip
    clip.withdrawn_at = None
    clip.save(update_fields=["withdrawn_at"])
    clip_restored.send(sender=Clip, clip=clip)
    for child in clip.children.order_by("pk"):
        restore_clip(clip=child, ground=Ground.ANCESTOR, source=f"clip:{clip.pk}")
    return clip
