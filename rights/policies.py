"""Who decides about a work."""

from accounts.models import User
from core.decisions import YES, Decision, no
from rights.models import HolderStatus, Work


def may_manage(*, work: Work, by: User) -> Decision:
    """May `by` open this work to others, or close it? Members of its active holder may."""
    holder = work.holder
    if by.is_superuser:
        return YES
    if holder is None or not holder.members.filter(pk=by.pk).exists():
        return no("rights.not_holder", f"You do not hold {work.title}.", subject=work.title)
    if holder.status != HolderStatus.ACTIVE:
        return no("rights.holder_inactive", f"{holder.name} is not active here.", subject=holder.name)
    return YES
