"""What somebody does with clips that show them, whoever made those.

The person and their likeness are held first, as for every change of consent, and then the clips. Only
clips that show them are touched; of others nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Block, User
from accounts.policies import in_standing
from cameos.models import Cameo, ConsentPolicy
from cameos.services.holding import LOOK_AGAIN, hold_own
from core import audit
from core.audit import name_of
from core.decisions import Conflict
from generation.models import Appearance, Clip, Ground, Withdrawal
from generation.services.files import REMOVED, discard_if_deleted
from generation.services.resting import rest_anew
from generation.services.withdrawals import hold_with_remixes, restore_clips, withdraw_clips


class Made(models.TextChoices):
    """What becomes of clips that were made already, when their subject allows less from now on."""

    HIDE = "hide", "Keep them hidden"
    KEEP = "keep", "Let them stay"
    REMOVE = "remove", "Remove them for good"


@transaction.atomic
def approve_clips(*, cameo: Cameo, clips: Iterable[UUID], by: User) -> list[Clip]:
    """Say that one has seen them, and agrees. It allows nothing new."""
    cameo, held = _hold(cameo, clips, by)
    _say(cameo, held, approved_at=timezone.now())
    audit.record("likeness.clips_approved", cameo, by=by, clips=_names(held))
    return held


@transaction.atomic
def hide_clips(*, cameo: Cameo, clips: Iterable[UUID], by: User) -> list[Clip]:
    """Hide them and what remixes them, everywhere, until `unhide_clips`."""
    cameo, held = _hold(cameo, clips, by)
    note = f"@{by.username} has hidden this clip: it shows {_whom(cameo)}."
    withdraw_clips(clips=held, ground=Ground.SUBJECT, source=hidden_by(cameo), note=note)
    audit.record("likeness.clips_hidden", cameo, by=by, clips=_names(held))
    return held


@transaction.atomic
def unhide_clips(*, cameo: Cameo, clips: Iterable[UUID], by: User) -> list[Clip]:
    """Take `hide_clips` back. A clip that is hidden for another reason, too, stays so."""
    in_standing(by).require()
    cameo, held = _hold(cameo, clips, by)
    restore_clips(clips=held, ground=Ground.SUBJECT, source=hidden_by(cameo))
    audit.record("likeness.clips_unhidden", cameo, by=by, clips=_names(held))
    return held


@transaction.atomic
def remove_clips(*, cameo: Cameo, clips: Iterable[UUID], by: User, seen: int | None = None) -> list[Clip]:
    """Take them away for good, their files included: what stays is who made them, when, and why they went.
    `seen`: see `hold_own`."""
    cameo, held = _hold(cameo, clips, by, seen)
    note = f"@{by.username} has removed this clip for good: it shows {_whom(cameo)}."
    withdraw_clips(clips=held, ground=Ground.SUBJECT, source=removed_by(cameo), note=note)
    for clip in held:
        discard_if_deleted(clip=clip)
    audit.record("likeness.clips_removed", cameo, by=by, clips=_names(held))
    return held


@transaction.atomic
def keep_clips(*, cameo: Cameo, clips: Iterable[UUID], by: User) -> list[Clip]:
    """Let these very clips stay, whatever one allows their makers now: a permission of its own, until a
    pause, until everything is taken back, a block or a deletion. Nothing new can be made of them.

    What somebody made who stands behind a block stays hidden. Raises Conflict during a pause.
    """
    in_standing(by).require()
    cameo, held = _hold(cameo, clips, by)
    if cameo.paused_at:
        raise Conflict("likeness.paused", "All uses are paused. End the pause first.")
    apart = _behind_a_block(cameo, held)
    held = [clip for clip in held if clip.maker_id not in apart]
    _say(cameo, held, kept_at=timezone.now(), kept_version=cameo.policy_version)
    for clip in held:
        if clip.rests_until:
            rest_anew(clip)
    restore_clips(clips=held, ground=Ground.CONSENT, source=name_of(cameo))
    audit.record("likeness.clips_kept", cameo, by=by, version=cameo.policy_version, clips=_names(held))
    return held


@transaction.atomic
def settle_made(
    *,
    cameo: Cameo,
    choice: Made,
    by: User,
    maker: User | None = None,
    seen: int | None = None,
    shown: str | None = None,
) -> list[Clip]:
    """Answer for all clips at once that are hidden because one allows less now: of one maker, or of all.

    `seen`, for what lets them stay or is for good: see `hold_own`. `shown`: the `fingerprint` of those that
    the owner had before their eyes; a block or an unfollow may have hidden others since, which were not
    meant. Raises Conflict then.
    """
    cameo = hold_own(cameo, by, seen=None if choice == Made.HIDE else seen)
    clips = hidden_for_consent(cameo)
    if maker:
        clips = clips.filter(maker=maker)
    ids = list(clips.values_list("pk", flat=True))
    if shown is not None and shown != fingerprint(ids):
        raise Conflict("likeness.changed", LOOK_AGAIN)
    if choice == Made.KEEP:
        return keep_clips(cameo=cameo, clips=ids, by=by)
    if choice == Made.REMOVE:
        return remove_clips(cameo=cameo, clips=ids, by=by)
    return []  # they are hidden already


def fingerprint(clips: Iterable[UUID]) -> str:
    """Tells whether they are the very same clips."""
    return sha256(b"".join(sorted(pk.bytes for pk in clips))).hexdigest()


def hidden_for_consent(cameo: Cameo, *, since: int | None = None) -> models.QuerySet[Clip]:
    """Clips that are hidden because the subject allows less than when they were made, and not removed; with
    `since`, by what came after that version of the rules."""
    open_ones = Withdrawal.objects.filter(lifted_at=None)
    ended = open_ones.filter(ground=Ground.CONSENT, source=name_of(cameo))
    if since is not None:
        changes = ConsentPolicy.objects.filter(cameo=cameo, version__gt=since).order_by("version")
        ended = ended.filter(opened_at__gte=models.Subquery(changes.values("at")[:1]))
    removed = open_ones.filter(ground=Ground.SUBJECT, source=removed_by(cameo))
    clips = Clip.objects.filter(cast=cameo, deleted_at=None, pk__in=ended.values("clip"))
    return clips.exclude(pk__in=removed.values("clip")).order_by("pk")


def hidden_by(cameo: Cameo) -> str:
    """The name under which somebody hides clips that show them."""
    return f"hidden:{cameo.pk}"


def removed_by(cameo: Cameo) -> str:
    """The name under which somebody removes clips for good."""
    return f"{REMOVED}{cameo.pk}"


def _whom(cameo: Cameo) -> str:
    return f"@{cameo.handle}" if cameo.is_being else "them"


def _hold(cameo: Cameo, clips: Iterable[UUID], by: User, seen: int | None = None) -> tuple[Cameo, list[Clip]]:
    cameo = hold_own(cameo, by, seen=seen)
    found = Clip.objects.filter(pk__in=list(clips), cast=cameo, deleted_at=None).order_by("pk")
    hold_with_remixes(found)
    return cameo, list(found)


def _say(cameo: Cameo, clips: list[Clip], **said: object) -> None:
    rows = [Appearance(cameo=cameo, clip=clip, **said) for clip in clips]
    Appearance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["clip", "cameo"], update_fields=list(said)
    )


def _behind_a_block(cameo: Cameo, clips: list[Clip]) -> set[int]:
    makers, owner = {clip.maker_id for clip in clips}, cameo.owner_id
    walls = Block.objects.filter(blocker=owner, blocked__in=makers) | Block.objects.filter(
        blocked=owner, blocker__in=makers
    )
    return {person for wall in walls.values_list("blocker", "blocked") for person in wall} - {owner}


def _names(clips: list[Clip]) -> list[str]:
    return [str(clip.pk) for clip in clips]
