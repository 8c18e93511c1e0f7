"""Keeping files away that were taken down for good."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from generation.models import BlockedMedia, Clip, ClipQuerySet, Ground, Picture
from generation.services.pictures import erase_pictures
from generation.services.withdrawals import withdraw_clips


@transaction.atomic
def block_media(*, hashes: Collection[str], source: str, note: str) -> None:
    """Let nothing with these checksums come back, and hide what is there already."""
    _keep_away(hashes, source)
    copies = Clip.objects.filter(sha256__in=hashes, deleted_at=None).order_by("pk")
    withdraw_clips(clips=copies, ground=Ground.MODERATION, source=source, note=note)


@transaction.atomic
def block_pictures(*, clips: ClipQuerySet, source: str) -> int:
    """Let nothing be made again from what these clips were made from: the pictures go, whoever has brought
    them, and the same ones cannot come back. After the clips, as everywhere. Returns how many went."""
    begun = Picture.objects.filter(jobs__clip__in=clips)
    hashes = {it for picture in begun for it in picture.hashes}
    _keep_away(hashes, source)
    same = Q(sha256__in=hashes) | Q(original_sha256__in=hashes)
    return erase_pictures(Picture.objects.filter(same))


def _keep_away(hashes: Collection[str], source: str) -> None:
    BlockedMedia.objects.bulk_create(
        (BlockedMedia(sha256=it, source=source) for it in sorted(hashes) if it), ignore_conflicts=True
    )
