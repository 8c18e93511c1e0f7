"""Who may report what, and who may decide."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import block, suspend_member
from core.decisions import Decision, Refused
from generation.models import Clip
from moderation.claiming import receive_claim
from moderation.models import Case, CounterNotice, Report, ReportReason
from moderation.policies import (
    may_answer,
    may_decide_on,
    may_report,
    may_report_again_today,
    may_rule,
    may_rule_on,
)
from moderation.services import report_clip
from tests.clips import make_clip

CLAIMED = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def test_moderators_and_superusers_decide(moderator: User, alice: User) -> None:
    assert may_rule(moderator).allowed
    alice.is_superuser = True
    assert may_rule(alice).allowed


def test_nobody_else_decides(alice: User) -> None:
    assert codes(may_rule(alice)) == ["moderation.not_moderator"]
    assert codes(may_rule(AnonymousUser())) == ["moderation.not_moderator"]


def test_a_suspended_moderator_does_not_decide(moderator: User) -> None:
    moderator.suspended_at = timezone.now()
    assert codes(may_rule(moderator)) == ["moderation.not_moderator"]


def test_a_moderator_does_not_judge_a_clip_of_their_own(moderator: User, bob: User, case: Case) -> None:
    own = report_clip(clip=make_clip(moderator, published=True), by=bob, reason=ReportReason.OTHER).case
    assert codes(may_rule_on(case=own, by=moderator)) == ["moderation.own_clip"]
    assert may_rule_on(case=case, by=moderator).allowed


def test_a_moderator_does_not_answer_a_claim_about_a_clip_of_their_own(
    moderator: User, second_moderator: User, clip: Clip, bob: User
) -> None:
    own = make_clip(moderator, published=True)
    claim = receive_claim(links=f"{clip.pk} {own.pk}", **CLAIMED)
    [reason] = may_answer(claim=claim, by=moderator).reasons
    assert (reason.code, reason.subject) == ("moderation.own_claim", claim.receipt)
    assert "Another moderator" in reason.message
    assert may_answer(claim=claim, by=second_moderator).allowed
    assert may_answer(claim=receive_claim(links=str(clip.pk), **CLAIMED), by=moderator).allowed
    assert codes(may_answer(claim=claim, by=bob)) == ["moderation.not_moderator"]


def test_an_operator_does_not_decide_about_their_own_counter_notice(alice: User, bob: User) -> None:
    alice.is_superuser = bob.is_superuser = True
    own, others = CounterNotice(by=alice), CounterNotice(by=bob)
    [reason] = may_decide_on(notice=own, by=alice).reasons
    assert reason.code == "counter.own"
    assert "Another operator" in reason.message
    assert may_decide_on(notice=others, by=alice).allowed
    assert may_decide_on(notice=CounterNotice(), by=alice).allowed, "of a closed account"
    bob.is_superuser = False
    assert codes(may_decide_on(notice=own, by=bob)) == ["counter.not_operator"]


def test_what_one_can_see_one_can_report(clip: Clip, bob: User, carol: User) -> None:
    assert may_report(clip=clip, by=bob).allowed
    assert may_report(clip=clip, by=carol).allowed


def test_nobody_reports_their_own_clip(clip: Clip, alice: User) -> None:
    assert codes(may_report(clip=clip, by=alice)) == ["report.own_clip"]


def test_what_one_cannot_see_one_cannot_report(clip: Clip, alice: User, bob: User, carol: User) -> None:
    assert codes(may_report(clip=make_clip(alice), by=bob)) == ["report.unseen"]
    block(user=carol, by=alice)
    assert codes(may_report(clip=clip, by=carol)) == ["report.unseen"]


@pytest.mark.usefixtures("case")
def test_the_daily_number_of_reports_has_an_end(alice: User, bob: User, settings: Settings) -> None:
    settings.REPORTS_PER_DAY = 2
    report_clip(clip=make_clip(alice, published=True), by=bob, reason=ReportReason.HATE)
    one_more = make_clip(alice, published=True)
    with pytest.raises(Refused, match=r"report\.too_many"):
        report_clip(clip=one_more, by=bob, reason=ReportReason.HATE)
    assert not Case.objects.filter(clip=one_more).exists()
    Report.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert may_report_again_today(bob).allowed


def test_suspended_people_do_not_report(clip: Clip, bob: User, moderator: User) -> None:
    suspend_member(user=bob, by=moderator, reason="spam")
    bob.refresh_from_db()
    assert codes(may_report(clip=clip, by=bob)) == ["account.suspended"]
