"""Reporting, and deciding about what was reported.

A case is locked before anything else: nothing in the apps below ever locks one.
"""

from collections.abc import Callable

from django.db import transaction
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from accounts.models import User
from cameos.biometrics import KeysUnavailable
from cameos.models import Enrolment
from cameos.services import accept_enrolment, refuse_enrolment
from core import audit
from core.decisions import Conflict
from core.locks import lock_for_share
from generation.models import Clip, Ground, Picture, WaitingOrder
from generation.services import (
    accept_picture,
    close_review,
    compare_before_accepting,
    discard_if_deleted,
)
from generation.services import refuse_picture as refuse_redrawn
from generation.services.withdrawals import restore_clip as lift_withdrawal
from generation.services.withdrawals import withdraw_clip
from moderation.models import MAKERS, THINGS, Case, CaseState, Report, ReportReason, Ruling, Verdict
from moderation.policies import may_report, may_report_again_today, may_rule, may_rule_on
from rights.models import Work
from rights.services import rule_on_texts


@transaction.atomic
def report_clip(*, clip: Clip, by: User, reason: ReportReason, text: str = "") -> Report:
    """Tell the moderators that something is wrong. The same reason twice is one report.

    A clip that moderators had kept is put before them again. Raises `Refused` for a clip
    that the person cannot see or made themselves, and when they have reported too often.
    """
    may_report(clip=clip, by=by).require()
    case = _hold_case(clip)
    told = case.reports.filter(reporter=by, reason=reason).first()
    if told:
        return told
    # Their other reports wait here, so that the count is true.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    clip = _hold_clip(clip)
    (may_report(clip=clip, by=by) & may_report_again_today(by)).require()
    put_in_queue(case)
    report = Report.objects.create(case=case, reporter=by, reason=reason, text=text)
    audit.record("clip.reported", case, by=by, clip=str(clip.pk), reason=reason)
    return report


@transaction.atomic
def take_up_clip(*, clip: Clip, by: User) -> Case:
    """Put a published clip before the moderators without a report. A waiting or removed one stays so.

    Raises `Refused` for others than moderators, and `Conflict` for a draft or a deleted clip.
    """
    may_rule(by).require()
    case = _hold_case(clip)
    clip = _hold_clip(clip)
    if clip.deleted_at:
        raise Conflict("clip.deleted", "Its maker has deleted it.")
    if clip.published_at is None:
        raise Conflict("clip.draft", "A draft is private: nobody else can see it.")
    put_in_queue(case)
    audit.record("case.taken_up", case, by=by, clip=str(clip.pk))
    return case


@transaction.atomic
def take_up_order(*, order: WaitingOrder) -> Case:
    """Put a prompt before the moderators. Twice is one case."""
    case, _ = Case.objects.get_or_create(order=order)
    return case


@transaction.atomic
def take_up_enrolment(*, enrolment: Enrolment) -> Case:
    """Put a recording, or a portrait, before the moderators."""
    case, _ = Case.objects.get_or_create(enrolment=enrolment)
    return case


@transaction.atomic
def take_up_picture(*, picture: Picture) -> Case:
    """Put a picture in which faces were redrawn before the moderators."""
    case, _ = Case.objects.get_or_create(picture=picture)
    return case


@transaction.atomic
def lapse_case(**about: Enrolment | Picture) -> None:
    """Nothing is left to decide on. Raises Conflict while a moderator decides: that ruling goes first.

    What it is about is held already, which is against the order, so this does not wait for the case.
    """
    waiting = Case.objects.filter(**about, state=CaseState.OPEN)
    case = waiting.select_for_update(no_key=True, skip_locked=True).first()
    if case:
        case.lapse()
        case.save()
    elif waiting.exists():
        raise Conflict("case.held", "Somebody is deciding on it.")


@transaction.atomic
def allow_prompt(*, case: Case, by: User, reason: str) -> Ruling:
    """Find that the prompt shows none of the works that it may show: the order goes on by itself.

    Raises `Refused` for others than moderators, and `Conflict` when it is decided or no longer wanted.
    """
    if case.is_about_enrolment:
        return _rule_on_enrolment(case, by, reason, allowed=True)
    return _rule_on_prompt(case, by, reason, allowed=True)


@transaction.atomic
def refuse_prompt(*, case: Case, by: User, reason: str) -> Ruling:
    """Find that it does show them. Unless their holders open them, it ends here, and the maker reads why."""
    if case.is_about_enrolment:
        return _rule_on_enrolment(case, by, reason, allowed=False)
    return _rule_on_prompt(case, by, reason, allowed=False)


def _rule_on_enrolment(case: Case, by: User, reason: str, *, allowed: bool) -> Ruling:
    """The likeness opens, or ends, in the transaction of the ruling."""
    case = _lock_for_ruling(case, by)
    verdict = Verdict.ALLOW if allowed else Verdict.REFUSE
    ruling = _rule(case, case.allow if allowed else case.refuse, verdict, by=by, reason=reason)
    assert case.enrolment  # no other comes here
    decide = accept_enrolment if allowed else refuse_enrolment
    try:
        decide(enrolment=case.enrolment, by=by, reason=reason)
    except KeysUnavailable as error:
        raise Conflict("keys.unavailable", "The recording cannot be opened now. Decide later.") from error
    return ruling


def allow_picture(*, case: Case, by: User, reason: str) -> Ruling:
    """Nobody in it is a child, and nobody redrawn can be known: its maker may start from it.

    Raises `Refused` for others than moderators, and `Conflict` when it is decided or cannot be used by now.
    """
    may_rule_on(case=case, by=by).require()
    assert case.picture  # no other comes here
    compare_before_accepting(case.picture)
    with transaction.atomic():
        case = _lock_for_ruling(case, by)
        ruling = _rule(case, case.allow, Verdict.ALLOW, by=by, reason=reason)
        assert case.picture
        accept_picture(picture=case.picture, by=by)
        return ruling


@transaction.atomic
def refuse_picture(*, case: Case, by: User, reason: str) -> Ruling:
    """It shows a child, or somebody can still be known: both pictures are erased, and its maker reads why."""
    case = _lock_for_ruling(case, by)
    ruling = _rule(case, case.refuse, Verdict.REFUSE, by=by, reason=reason)
    assert case.picture  # no other comes here
    refuse_redrawn(picture=case.picture, by=by, reason=reason)
    return ruling


def _rule_on_prompt(case: Case, by: User, reason: str, *, allowed: bool) -> Ruling:
    case = _lock_for_ruling(case, by)
    verdict = Verdict.ALLOW if allowed else Verdict.REFUSE
    ruling = _rule(case, case.allow if allowed else case.refuse, verdict, by=by, reason=reason)
    assert case.order  # no other can be allowed or refused
    works = Work.objects.filter(slug__in=case.order.in_doubt)
    rule_on_texts(texts=case.order.texts, works=works, allowed=allowed, by=by, reason=reason)
    close_review(order=case.order)
    return ruling


@transaction.atomic
def remove_clip(*, case: Case, by: User, reason: str) -> Ruling:
    """Take the clip out of every feed and open screen. The maker is told the reason.

    Raises `Refused` for others than moderators, and `Conflict` when it is removed already.
    """
    case = _lock_for_ruling(case, by)
    ruling = _rule(case, case.remove, Verdict.REMOVE, by=by, reason=reason)
    clip = _clip_of(case)
    withdraw_clip(clip=clip, ground=Ground.MODERATION, source=case.source, note=reason)
    discard_if_deleted(clip=clip)
    return ruling


@transaction.atomic
def restore_clip(*, case: Case, by: User, reason: str) -> Ruling:
    """Take a removal back. A clip that is withdrawn for another cause too stays hidden.

    Raises `Refused` for others than moderators, and `Conflict` when it is not removed.
    """
    case = _lock_for_ruling(case, by)
    ruling = _rule(case, case.restore, Verdict.RESTORE, by=by, reason=reason)
    lift_withdrawal(clip=_clip_of(case), ground=Ground.MODERATION, source=case.source)
    return ruling


@transaction.atomic
def keep_clip(*, case: Case, by: User, reason: str) -> Ruling:
    """Find nothing wrong: the clip stays as it is, and the case leaves the queue.

    Raises `Refused` for others than moderators, and `Conflict` when the case is not waiting.
    """
    case = _lock_for_ruling(case, by)
    ruling = _rule(case, case.keep, Verdict.KEEP, by=by, reason=reason)
    discard_if_deleted(clip=_clip_of(case))
    return ruling


def _hold_case(clip: Clip) -> Case:
    """The clip's one case, made if need be, and held until the commit."""
    Case.objects.get_or_create(clip=clip)
    case: Case = Case.objects.select_for_update(no_key=True).get(clip=clip)
    return case


def _hold_clip(clip: Clip) -> Clip:
    """The clip as it is now. Its maker can delete it only after the commit, and then its files stay."""
    [clip] = lock_for_share(Clip.objects.filter(pk=clip.pk))
    return clip


def put_in_queue(case: Case) -> None:
    """A case that ended with "kept" waits again. A removed clip is out of sight already."""
    if case.state == CaseState.KEPT:
        case.reopen()
        case.save()


def _clip_of(case: Case) -> Clip:
    assert case.clip  # a case about a prompt has not come this far
    return case.clip


def _lock_for_ruling(case: Case, by: User) -> Case:
    locked = Case.objects.select_for_update(no_key=True, of=("self",))
    locked = locked.select_related(*MAKERS)
    case = locked.get(pk=case.pk)
    may_rule_on(case=case, by=by).require()
    return case


def _rule(case: Case, move: Callable[[], None], verdict: Verdict, *, by: User, reason: str) -> Ruling:
    """Change the state and write down who did it, and why."""
    try:
        move()
        case.save()
    except (TransitionNotAllowed, ConcurrentTransition) as error:
        raise Conflict("case.decided", f"This case is now: {case.get_state_display()}.") from error
    about = {thing: str(pk) for thing in THINGS if (pk := getattr(case, f"{thing}_id"))}
    audit.record(f"case.{case.state}", case, by=by, **about, reason=reason)
    return Ruling.objects.create(case=case, moderator=by, verdict=verdict, reason=reason)
