"""Who decides about a work."""

from __future__ import annotations

from accounts.models import User
from accounts.policies import in_standing
from core.decisions import Decision, no
from rights.models import OPERATE, HolderStatus, RightsHolder, Work


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
    if not holder.members.filter(pk=by.pk).exists():
        return answer & no("rights.not_member", f"You do not act for {holder}.", subject=str(holder))
    if holder.status != HolderStatus.ACTIVE:
        return answer & no("rights.holder_inactive", f"{holder} is not active here.", subject=str(holder))
    return answer


def may_operate(by: User) -> Decision:
    """May `by` decide who is a holder?"""
    if not by.has_perm(OPERATE):
        return no("rights.not_operator", "Only the operators of this site can do this.")
    return in_standing(by)
