"""Several people at one case, in real transactions."""

from functools import partial

import pytest
from pytest_django import Settings

from accounts.models import User
from core.decisions import Conflict
from feed.models import Post
from generation.models import Clip, Withdrawal
from moderation import policies, services
from moderation.models import Case, CaseState, Report, ReportReason, Ruling
from moderation.services import keep_clip, remove_clip, report_clip, restore_clip
from tests.clips import make_clip
from tests.factories import make_user
from tests.races.actors import Gate, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_simultaneous_first_reports_make_one_case(clip: Clip) -> None:
    people = [make_user(f"witness{number}") for number in range(6)]
    results = all_at_once(
        [partial(report_clip, clip=clip, by=each, reason=ReportReason.HATE) for each in people]
    )
    assert all(isinstance(result, Report) for result in results), results
    assert Case.objects.get().reports.count() == 6


def test_one_person_pressing_twice_makes_one_report(clip: Clip, bob: User) -> None:
    press = partial(report_clip, clip=clip, by=bob, reason=ReportReason.HATE)
    receipts = all_at_once([press, press, press, press])
    assert {getattr(result, "pk", result) for result in receipts} == {Report.objects.get().pk}


def test_a_flood_from_one_person_ends_at_the_limit(alice: User, bob: User, settings: Settings) -> None:
    settings.REPORTS_PER_DAY = 2
    clips = [make_clip(alice, published=True) for _ in range(5)]
    all_at_once([partial(report_clip, clip=each, by=bob, reason=ReportReason.HATE) for each in clips])
    assert Report.objects.count() == 2


def test_remove_against_keep_has_one_winner(
    case: Case, moderator: User, second_moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who has checked first decides; the other waits for the row and is told so."""
    gate = hold_after_check(monkeypatch)
    [removed, kept] = gate.run(
        partial(remove_clip, case=case, by=moderator, reason="an insult"),
        partial(keep_clip, case=case, by=second_moderator, reason="satire"),
    )
    assert gate.second_waited
    assert removed is None
    assert isinstance(kept, Conflict)
    assert Case.objects.get().state == CaseState.REMOVED
    assert Ruling.objects.count() == 1


def test_restore_against_remove_never_leaves_case_and_clip_at_odds(
    case: Case, clip: Clip, bob: User, moderator: User, second_moderator: User
) -> None:
    for _ in range(15):
        all_at_once(
            [
                partial(remove_clip, case=case, by=moderator, reason="an insult"),
                partial(restore_clip, case=case, by=second_moderator, reason="a mistake"),
            ]
        )
        removed = Case.objects.get().state == CaseState.REMOVED
        assert Post.objects.visible_to(bob).filter(clip=clip).exists() is not removed
        assert Withdrawal.objects.filter(lifted_at=None).exists() is removed


def hold_after_check(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The first to have asked the policy waits there until the second is stuck, or through."""
    gate = Gate()
    check = policies.may_rule_on
    first = iter([True])

    def check_and_wait(*, case: Case, by: User) -> object:
        answer = check(case=case, by=by)
        if next(first, False):
            gate.hold()
        return answer

    monkeypatch.setattr(services, "may_rule_on", check_and_wait)
    return gate
