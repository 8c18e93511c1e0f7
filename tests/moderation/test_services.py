"""Reports make cases, rulings move clips, and everything leaves a trace."""

import pytest

from accounts.models import User
from accounts.services import export_account
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from feed.models import NoticeKind, Notification, Post
from generation.models import Clip, Ground
from generation.services import restore_clip as lift_withdrawal
from generation.services import withdraw_clip
from moderation.models import Case, CaseState, Report, ReportReason, Ruling, Verdict
from moderation.services import keep_clip, remove_clip, report_clip, restore_clip, take_up_clip
from tests.clips import make_clip


def sees(viewer: User, clip: Clip) -> bool:
    return Post.objects.visible_to(viewer).filter(clip=clip).exists()


def test_a_report_opens_a_case(clip: Clip, bob: User) -> None:
    report = report_clip(clip=clip, by=bob, reason=ReportReason.HATE, text="the sign")
    assert (report.case.clip, report.case.state) == (clip, CaseState.OPEN)
    assert AuditEvent.objects.filter(verb="clip.reported", actor=f"user:{bob.pk}").exists()


def test_the_same_reason_twice_is_one_report(case: Case, clip: Clip, bob: User) -> None:
    again = report_clip(clip=clip, by=bob, reason=ReportReason.HATE)
    assert again == Report.objects.get()


def test_other_people_and_other_reasons_join_the_case(case: Case, clip: Clip, bob: User, carol: User) -> None:
    report_clip(clip=clip, by=bob, reason=ReportReason.VIOLENCE)
    report_clip(clip=clip, by=carol, reason=ReportReason.HATE)
    assert case.reports.count() == 3


def test_removal_hides_the_clip_and_tells_the_maker_why(
    case: Case, clip: Clip, alice: User, bob: User, moderator: User
) -> None:
    remove_clip(case=case, by=moderator, reason="The sign is an insult.")
    assert not sees(bob, clip)
    assert not sees(alice, clip)
    notice = Notification.objects.of(alice).get(kind=NoticeKind.WITHDRAWN)
    assert (notice.clip, notice.note) == (clip, "The sign is an insult.")


def test_removal_leaves_a_ruling_and_a_record(case: Case, moderator: User) -> None:
    remove_clip(case=case, by=moderator, reason="an insult")
    ruling = Ruling.objects.get(case=case)
    assert (ruling.verdict, ruling.moderator, ruling.reason) == (Verdict.REMOVE, moderator, "an insult")
    event = AuditEvent.objects.get(verb="case.removed")
    assert (event.actor, event.details["reason"]) == (f"user:{moderator.pk}", "an insult")


def test_restoring_shows_the_clip_again_and_tells_the_maker(
    case: Case, clip: Clip, alice: User, bob: User, moderator: User
) -> None:
    remove_clip(case=case, by=moderator, reason="an insult")
    restore_clip(case=case, by=moderator, reason="It was a quotation.")
    assert sees(bob, clip)
    assert Notification.objects.of(alice).filter(kind=NoticeKind.RESTORED, clip=clip).exists()


def test_restoring_lifts_only_its_own_ground(case: Case, clip: Clip, bob: User, moderator: User) -> None:
    withdraw_clip(clip=clip, ground=Ground.CONSENT, source="cameo:1")
    remove_clip(case=case, by=moderator, reason="an insult")
    restore_clip(case=case, by=moderator, reason="a mistake")
    assert not sees(bob, clip)
    lift_withdrawal(clip=clip, ground=Ground.CONSENT, source="cameo:1")
    assert sees(bob, clip)


def test_consent_that_comes_back_does_not_undo_a_removal(
    case: Case, clip: Clip, bob: User, moderator: User
) -> None:
    withdraw_clip(clip=clip, ground=Ground.CONSENT, source="cameo:1")
    remove_clip(case=case, by=moderator, reason="an insult")
    lift_withdrawal(clip=clip, ground=Ground.CONSENT, source="cameo:1")
    assert not sees(bob, clip)


def test_removal_takes_the_remixes_with_it(case: Case, clip: Clip, bob: User, moderator: User) -> None:
    remix = make_clip(bob, parent=clip, published=True)
    remove_clip(case=case, by=moderator, reason="an insult")
    assert not sees(bob, remix)
    restore_clip(case=case, by=moderator, reason="a mistake")
    assert sees(bob, remix)


def test_a_kept_clip_stays_and_a_new_report_reopens_its_case(
    case: Case, clip: Clip, bob: User, carol: User, moderator: User
) -> None:
    keep_clip(case=case, by=moderator, reason="satire")
    assert sees(bob, clip)
    waiting_since = Case.objects.get().opened_at
    report_clip(clip=clip, by=carol, reason=ReportReason.OTHER)
    reopened = Case.objects.get()
    assert reopened.state == CaseState.OPEN
    assert reopened.opened_at > waiting_since


def test_the_same_complaint_does_not_reopen_a_kept_case(
    case: Case, clip: Clip, bob: User, moderator: User
) -> None:
    keep_clip(case=case, by=moderator, reason="satire")
    report_clip(clip=clip, by=bob, reason=ReportReason.HATE)
    assert Case.objects.get().state == CaseState.KEPT


def test_members_decide_nothing(case: Case, clip: Clip, bob: User, carol: User) -> None:
    for decide in (remove_clip, restore_clip, keep_clip):
        with pytest.raises(Refused, match="not_moderator"):
            decide(case=case, by=carol, reason="because")
    assert sees(bob, clip)
    assert not Ruling.objects.exists()


def test_what_is_decided_already_is_a_conflict(case: Case, moderator: User, second_moderator: User) -> None:
    with pytest.raises(Conflict):
        restore_clip(case=case, by=moderator, reason="never removed")
    remove_clip(case=case, by=moderator, reason="an insult")
    with pytest.raises(Conflict):
        remove_clip(case=case, by=second_moderator, reason="an insult, again")
    with pytest.raises(Conflict):
        keep_clip(case=case, by=second_moderator, reason="satire")
    assert Ruling.objects.count() == 1


def test_a_moderator_takes_up_a_clip_that_nobody_reported(clip: Clip, bob: User, moderator: User) -> None:
    case = take_up_clip(clip=clip, by=moderator)
    remove_clip(case=case, by=moderator, reason="seen by chance")
    assert not sees(bob, clip)
    with pytest.raises(Refused):
        take_up_clip(clip=clip, by=bob)


def test_drafts_are_nobodys_case(alice: User, moderator: User) -> None:
    with pytest.raises(Conflict):
        take_up_clip(clip=make_clip(alice), by=moderator)


def test_ones_reports_are_part_of_the_export(case: Case, bob: User, alice: User) -> None:
    [report] = export_account(user=bob)["moderation"]["reports"]
    assert (report["case__clip_id"], report["text"]) == (case.clip_id, "look at the sign")
    assert export_account(user=alice)["moderation"]["reports"] == []
