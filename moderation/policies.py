"""Who may report, and who may decide."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from core.decisions import YES, Decision, no
from feed.models import Post
from generation.models import Clip
from moderation.models import Case, CounterNotice, LikenessClaim, Report


def may_rule(user: User | AnonymousUser) -> Decision:
    """May this person see the queue and decide cases at all?"""
    if user.is_authenticated and user.in_good_standing and user.has_perm("moderation.rule_case"):
        return YES
    return no("moderation.not_moderator", "Only moderators decide about reported clips.")


def may_rule_on(*, case: Case, by: User) -> Decision:
    """May `by` decide this very case? Nobody judges what is their own."""
    if case.maker == by:
        return no(
            f"moderation.own_{case.thing}", f"This {case.thing} is yours. Another moderator has to decide."
        )
    return may_rule(by)


def may_answer(*, claim: LikenessClaim, by: User) -> Decision:
    """May `by` answer this claim of likeness, or hide its clips until then? Not where one is their own."""
    if claim.clips.filter(maker=by).exists():
        return no(
            "moderation.own_claim",
            "It is about a clip of yours. Another moderator has to decide.",
            subject=claim.receipt,
        )
    return may_rule(by)


def may_decide(by: User) -> Decision:
    """May this person decide about counter-notices at all?"""
    if by.in_good_standing and by.has_perm("moderation.decide_counternotice"):
        return YES
    return no("counter.not_operator", "Only the operators of this site decide about counter-notices.")


def may_decide_on(*, notice: CounterNotice, by: User) -> Decision:
    """May `by` forward and decide this very counter-notice? Nobody judges what they signed themselves."""
    if notice.by_id == by.pk:
        return no("counter.own", "This counter-notice is yours. Another operator has to decide.")
    return may_decide(by)


def may_report(*, clip: Clip, by: User) -> Decision:
    """Only what a person can see can they report, and never their own."""
    if clip.maker_id == by.pk:
        return no("report.own_clip", "This clip is yours. You can delete it instead.")
    if not Post.objects.visible_to(by).filter(clip=clip).exists():
        return no("report.unseen", "This clip is not there to be reported.")
    return in_standing(by)


def may_report_again_today(by: User) -> Decision:
    """A person may report `REPORTS_PER_DAY` times in any 24 hours: a flood helps nobody."""
    made = Report.objects.of(by).since(timezone.now() - timedelta(days=1)).count()
    if made < settings.REPORTS_PER_DAY:
        return YES
    return no("report.too_many", f"You have reported {made} clips since yesterday. Try again tomorrow.")
