"""Claims of likeness by people without an account: received, clips hidden at once if need be, answered.

A claim is held before the clips that it is about, and cases before both.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core import audit
from core.decisions import Conflict
from generation.models import Clip, ClipQuerySet, Ground
from generation.services import block_media, block_pictures, hold_with_remixes, restore_clips, withdraw_clips
from moderation.likeness_claims import HOLD, LikenessClaim, LikenessClaimState
from moderation.models import Case, Report, ReportReason
from moderation.policies import may_answer
from moderation.services import put_in_queue

HIDDEN_NOTE = "Somebody says that it shows them. It is hidden while that is looked at."
REMOVED_NOTE = "It shows somebody who has not agreed to that."
LINKS_AT_ONCE = 50
CLIP = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@transaction.atomic
def receive_claim(*, name: str, email: str, links: str, statement: str, signature: str) -> LikenessClaim:
    """Take up a claim. Each clip of ours that it points at gets a case; what it points at elsewhere stays
    in its words. The claimant gets its number by e-mail."""
    found = _clips_in(links)
    cases = [_case_of(clip) for clip in found]
    claim = LikenessClaim.objects.create(
        name=name, email=email, links=links, statement=statement, signature=signature
    )
    claim.clips.set(found)
    for case in cases:
        put_in_queue(case)
        text = f"{claim.receipt}: somebody without an account says that it shows them."
        Report.objects.create(case=case, reporter=None, reason=ReportReason.LIKENESS, text=text)
    audit.record("likeness_claim.received", claim, by=None, clips=[str(clip.pk) for clip in found])
    _write(claim, "received")
    return claim


@transaction.atomic
def hide_at_once(*, claim: LikenessClaim, by: User) -> LikenessClaim:
    """Hide its clips while the claim is looked at. Twice is once."""
    claim = _hold(claim, by)
    if claim.state != LikenessClaimState.OPEN:
        raise Conflict("likeness_claim.answered", "This claim is answered.")
    if claim.hidden_at is None:
        claim.hidden_at = timezone.now()
        claim.save(update_fields=["hidden_at"])
        clips = claim.clips.filter(deleted_at=None)
        withdraw_clips(clips=clips, ground=Ground.MODERATION, source=_hold_of(claim), note=HIDDEN_NOTE)
        audit.record("likeness_claim.hidden", claim, by=by)
    return claim


@transaction.atomic
def uphold_claim(*, claim: LikenessClaim, by: User, answer: str) -> LikenessClaim:
    """Find it true: its clips are gone, with every copy of them and the pictures that they started from,
    and the same files cannot come back."""
    claim = _answer(claim, by, answer, upheld=True)
    hashes = set(claim.clips.exclude(sha256="").values_list("sha256", flat=True))
    _hold_with_copies(claim, hashes)
    clips = claim.clips.filter(deleted_at=None)
    withdraw_clips(clips=clips, ground=Ground.MODERATION, source=claim.source, note=REMOVED_NOTE)
    _lift_hold(claim)
    block_media(hashes=hashes, source=claim.source, note=REMOVED_NOTE)
    block_pictures(clips=_with_copies(claim, hashes), source=claim.source)
    return claim


@transaction.atomic
def reject_claim(*, claim: LikenessClaim, by: User, answer: str) -> LikenessClaim:
    """Find it untrue: what was hidden for it is shown again, unless something else hides it."""
    claim = _answer(claim, by, answer, upheld=False)
    _lift_hold(claim)
    return claim


def _answer(claim: LikenessClaim, by: User, answer: str, *, upheld: bool) -> LikenessClaim:
    claim = _hold(claim, by)
    try:
        claim.uphold() if upheld else claim.reject()
    except TransitionNotAllowed as error:
        raise Conflict("likeness_claim.answered", "This claim is answered.") from error
    claim.answer, claim.answered_at, claim.answered_by = answer, timezone.now(), by
    claim.save()
    audit.record(f"likeness_claim.{claim.state}", claim, by=by, answer=answer)
    _write(claim, "answered")
    return claim


def _hold(claim: LikenessClaim, by: User) -> LikenessClaim:
    may_answer(claim=claim, by=by).require()
    held: LikenessClaim = LikenessClaim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    return held


def _hold_with_copies(claim: LikenessClaim, hashes: Collection[str]) -> None:
    """Everything that the answer touches, all of it in one order: its clips first and then their copies
    would meet somebody who holds the two the other way round."""
    hold_with_remixes(_with_copies(claim, hashes).only("pk"))


def _with_copies(claim: LikenessClaim, hashes: Collection[str]) -> ClipQuerySet:
    return Clip.objects.filter(Q(pk__in=claim.clips.values("pk")) | Q(sha256__in=hashes))


def _hold_of(claim: LikenessClaim) -> str:
    """The name under which clips are hidden until the claim is answered."""
    return f"{claim.source}{HOLD}"


def _lift_hold(claim: LikenessClaim) -> None:
    restore_clips(clips=claim.clips.all(), ground=Ground.MODERATION, source=_hold_of(claim))


def _case_of(clip: Clip) -> Case:
    Case.objects.get_or_create(clip=clip)
    case: Case = Case.objects.select_for_update(no_key=True).get(clip=clip)
    return case


def _clips_in(links: str) -> list[Clip]:
    """Clips of ours whose addresses are in the text. Whether there is one, the claimant is not told."""
    ids = [UUID(found) for found in CLIP.findall(links)[:LINKS_AT_ONCE]]
    return list(Clip.objects.filter(pk__in=ids, deleted_at=None).order_by("pk"))


def _write(claim: LikenessClaim, what: str) -> None:
    """An e-mail once the decision stands. Where the mail is down the claim is still there."""
    about = {"claim": claim, "site_name": settings.SITE_NAME}
    text = render_to_string(f"emails/likeness_claim_{what}.txt", about)
    subject = f"{settings.SITE_NAME}: {claim.receipt}"
    transaction.on_commit(lambda: send_mail(subject, text, None, [claim.email]), robust=True)
