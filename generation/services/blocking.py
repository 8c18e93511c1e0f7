"""Keeping files away that were taken down for good."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from core.decisions import YES, Decision, no
from generation.models import BlockedMedia, Clip, Ground
from generation.services.withdrawals import withdraw_clips


@transaction.atomic
def block_media(*, hashes: Collection[str], source: str, note: str) -> None:
    """Let nothing with these checksums come back, and hide what is there already."""
    BlockedMedia.objects.bulk_create(
        (BlockedMedia(sha256=it, source=source) for it in sorted(hashes) if it), ignore_conflicts=True
    )
    copies = Clip.objects.filter(sha256__in=hashes, deleted_at=None).order_by("pk")
    withdraw_clips(clips=copies, ground=Ground.MODERATION, source=source, note=note)


def may_come(*, sha256: str) -> Decision:
    """May this file be a clip here, or a part of one?"""
    if BlockedMedia.objects.filter(pk=sha256).exists():
        return no("media.blocked", "This very file was taken down for good.")
    return YES
