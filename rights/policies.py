"""Who decides about a work."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.policies import in_standing
from core.decisions import YES, Decision, no
from rights.models import OPERATE, HolderStatus, LicenseRequest, Membership, RightsHolder, Role, Work


def may_manage(*, work: Work, by: User) -> Decision:
    """May `by` name this work, open it to others, or close it? Members of its active holder may."""
    if work.holder is None and not by.has_perm(OPERATE):
        return no("rights.not_holder", f"You do not hold {work.title}.", subject=work.title)
    return may_act_for(holder=work.holder, by=by)


def may_act_for(*, holder: RightsHolder | None, by: User) -> Decision:
    """May `by` decide in the name of this holder? Without a holder, the operators of the site may."""
    answer = in_standing(by)
    if by.has_perm(OPERATE):
        return answer
    if holder is None:
        return answer & no("rights.not_operator", "Only the operators of this site can do this.")
    membership = holder.memberships.filter(user=by).first()
    if membership is None:
        return answer & no("rights.not_member", f"You do not act for {holder}.", subject=str(holder))
    if membership.role == Role.VIEWER:
        return answer & no("rights.viewer", f"You only look at what is {holder}'s.", subject=str(holder))
    if holder.status != HolderStatus.ACTIVE:
        return answer & no("rights.holder_inactive", f"{holder} is not active here.", subject=str(holder))
    return answer


def may_lead(*, holder: RightsHolder, by: User) -> Decision:
    """May `by` decide who acts for this holder? Its owners and the operators of the site may."""
    if by.has_perm(OPERATE):
        return in_standing(by)
    if holder.memberships.filter(user=by, role=Role.OWNER).exists():
        return in_standing(by)
    return no("rights.not_owner", f"Only owners decide who acts for {holder}.", subject=str(holder))


def may_request(*, work: Work, by: User) -> Decision:
    """May `by` ask the holder of this work for a license?"""
    answer = in_standing(by) & may_be_asked(work=work)
    if not answer.allowed:
        return answer
    if LicenseRequest.objects.of(by).waiting().count() >= settings.REQUESTS_AT_ONCE:
        many = f"You have {settings.REQUESTS_AT_ONCE} requests waiting. Wait for an answer, or withdraw one."
        return answer & no("request.many", many)
    return answer


def may_be_asked(*, work: Work) -> Decision:
    """Is there somebody who could answer a request?"""
    if work.holder is None or work.holder.status != HolderStatus.ACTIVE:
        message = f"The holder of {work.title} is not here yet, so nobody could answer."
        return no("request.nobody", message, subject=work.title)
    if work.disputed_at:
        message = f"Two holders claim {work.title}. Until that is settled nobody can open it."
        return no("rights.disputed", message, subject=work.title)
    return YES


def may_enter_console(by: User | AnonymousUser) -> Decision:
    """May `by` see a holder's console? Whoever is a member of one may, of its roles each."""
    answer = in_standing(by)
    if answer.allowed and not Membership.objects.filter(user=by.pk).exists():
        answer &= no("rights.no_membership", "You are not a member of a rights holder here.")
    return answer


def may_apply(by: User) -> Decision:
    """May `by` ask to be a rights holder? One application at a time."""
    answer = in_standing(by)
    waiting = RightsHolder.objects.of_member(by).filter(status=HolderStatus.APPLIED)
    if waiting.exists():
        answer &= no(
            "holder.applied", "Your application waits for an answer. Add what is missing to that one."
        )
    return answer


def may_claim(*, holder: RightsHolder, by: User) -> Decision:
    """May `by` claim works for this holder? Those who decide for it may, also while it is being checked."""
    answer = in_standing(by)
    membership = holder.memberships.filter(user=by).first()
    if membership is None:
        return answer & no("rights.not_member", f"You do not act for {holder}.", subject=str(holder))
    if membership.role == Role.VIEWER:
        return answer & no("rights.viewer", f"You only look at what is {holder}'s.", subject=str(holder))
    if holder.status in (HolderStatus.SUSPENDED, HolderStatus.REJECTED):
        return answer & no("rights.holder_inactive", f"{holder} is not active here.", subject=str(holder))
    return answer


def may_operate(by: User) -> Decision:
    """May `by` decide who is a holder?"""
    if not by.has_perm(OPERATE):
        return no("rights.not_operator", "Only the operators of this site can do this.")
    return in_standing(by)
