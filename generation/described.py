"""What the console shows of the clips that rest on a holder's licenses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from generation.holders import shown_to_holder
from generation.media.links import link
from generation.models import Clip
from rights.models import LicenseUse


def describe(uses: Sequence[LicenseUse], *, viewer: User) -> dict[UUID, dict[str, Any]]:
    """Each clip of which there is a row: how it stands, whose it is while they are here, and its words and
    picture where `viewer` may see it. Of one that is gone a holder has the work, the license and the day."""
    ids = [use.clip_id for use in uses if use.clip_id]
    shown = set(shown_to_holder(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    clips = Clip.objects.filter(pk__in=ids).select_related("maker").order_by("pk")
    return {clip.pk: _described(clip, viewer, visible=clip.pk in shown) for clip in clips}


def _described(clip: Clip, viewer: User, *, visible: bool) -> dict[str, Any]:
    return {
        "poster_url": link(clip, "poster", viewer) if visible else "",
        "video_url": link(clip, "video", viewer) if visible else "",
        "prompt": clip.prompt if visible else "",
        "maker": "" if clip.maker.deleted_at else clip.maker.username,
        "state": _state(clip),
        "visible": visible,
    }


def _state(clip: Clip) -> str:
    if clip.deleted_at:
        return "deleted"
    if clip.withdrawn_at:
        return "withdrawn"
    return "posted" if clip.published_at else "draft"
