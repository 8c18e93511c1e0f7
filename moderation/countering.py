"""What is done with counter-notices. The clip comes back ten to fourteen business days after one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core import audit
from core.decisions import Conflict, no
from feed.models import NoticeKind
from feed.services import notify
from generation.models import Clip, Ground, Withdrawal
from generation.services.withdrawals import restore_clip as lift_withdrawal
from moderation.counternotices import CASE, USE, CounterNotice, is_contestable
from moderation.models import Case
from moderation.policies import may_decide_on
from moderation.services import restore_clip
from rights.models import LicenseUse
from rights.services import restore_use


@transaction.atomic
def send_counter_notice(  # noqa: PLR0913 (the law asks for this much)
    *,
    withdrawal: Withdrawal,
    by: User,
    statement: str,
    name: str,
    address: str,
    phone: str,
    email: str,
    signature: str,
) -> CounterNotice:
    """Say that a clip of one's own was taken down by mistake. Raises Refused or Conflict."""
    if withdrawal.clip.maker_id != by.pk or not is_contestable(withdrawal):
        no("counter.not_yours", "There is nothing here that you could contest.").require()
    try:
        with transaction.atomic():
            notice = CounterNotice.objects.create(
                withdrawal=withdrawal,
                clip=withdrawal.clip,
                by=by,
                statement=statement,
                name=name,
                address=address,
                phone=phone,
                email=email,
                signature=signature,
            )
    except IntegrityError as error:
        raise Conflict("counter.waiting", "Your counter-notice is being looked at already.") from error
    audit.record("counter.received", notice, by=by, clip=str(notice.clip_id))
    return notice


@transaction.atomic
def forward_counter_notice(*, notice: CounterNotice, by: User) -> CounterNotice:
    """Whoever had the clip taken down has been sent a copy."""
    notice = _held(notice, by)
    return _move(notice, notice.forward, by, "Whoever had your clip taken down has a copy now.")


@transaction.atomic
def restore_after_notice(*, notice: CounterNotice, by: User) -> CounterNotice:
    """Put the clip back: nobody has gone to court. What hides it for another cause stays.

    Raises Conflict before the time.
    """
    notice = _held(notice, by)
    if timezone.localdate() < notice.earliest:
        raise Conflict("counter.early", f"Not before {notice.earliest:%-d %B %Y}.")
    _take_back(notice, by)
    hidden = Clip.objects.filter(pk=notice.clip_id, withdrawn_at__isnull=False).exists()
    news = "It is taken back; something else still hides your clip." if hidden else "Your clip is back."
    return _move(notice, notice.restore, by, news)


@transaction.atomic
def uphold_takedown(*, notice: CounterNotice, by: User, reason: str) -> CounterNotice:
    """The clip stays down: a court has been asked, or the notice lacks what the law asks for."""
    notice = _held(notice, by)
    notice.reason = reason
    return _move(notice, notice.uphold, by, reason)


def _held(notice: CounterNotice, by: User) -> CounterNotice:
    held = CounterNotice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    may_decide_on(notice=held, by=by).require()
    return held


def _take_back(notice: CounterNotice, by: User) -> None:
    """Lift the very withdrawal that was contested, if it still stands, and no other of the clip."""
    source = notice.withdrawal.source
    _hold_case(source)
    withdrawal = Withdrawal.objects.get(pk=notice.withdrawal_id)
    if withdrawal.lifted_at:
        return
    if not is_contestable(withdrawal):
        raise Conflict("counter.not_contestable", "What hides the clip cannot be contested like this.")
    if source.startswith(CASE):
        case = Case.objects.get(pk=source.removeprefix(CASE))
        restore_clip(case=case, by=by, reason=f"After counter-notice {notice.pk}.")
    else:
        restore_use(use=LicenseUse.objects.get(pk=source.removeprefix(USE)), by=by)
        lift_withdrawal(clip=notice.clip, ground=Ground.LICENSE, source=source)


def _hold_case(source: str) -> None:
    """Before the withdrawal is read: whoever takes a removal back, and removes anew, holds it too."""
    if source.startswith(CASE):
        Case.objects.select_for_update(no_key=True).get(pk=source.removeprefix(CASE))


def _move(notice: CounterNotice, move: Callable[[], None], by: User, news: str) -> CounterNotice:
    try:
        move()
    except TransitionNotAllowed as error:
        raise Conflict("counter.state", f"It is: {notice.get_state_display().lower()}.") from error
    notice.decided_by = by if notice.decided_at else None
    notice.save()
    audit.record(f"counter.{notice.state}", notice, by=by, clip=str(notice.clip_id))
    if notice.by:
        key = f"counter:{notice.pk}:{notice.state}"
        notify(user=notice.by, kind=NoticeKind.COUNTER_NOTICE, key=key, clip=notice.clip, note=news)
    return notice
