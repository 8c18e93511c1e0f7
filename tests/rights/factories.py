"""Works, their holders and their licenses, made by the services that make real ones."""

from datetime import datetime
from typing import Any

from accounts.models import User
from rights.models import HolderStatus, License, RightsHolder, Work, WorkKind
from rights.services import Offer, grant_license, register_work
from tests.factories import make_user


def make_holder(name: str = "Nimbus Pictures", *, member: User | None = None) -> RightsHolder:
    """An active holder; with `member`, one who may decide for it."""
    holder, _ = RightsHolder.objects.get_or_create(name=name, defaults={"status": HolderStatus.ACTIVE})
    if member:
        holder.members.add(member)
    return holder


def make_work(
    title: str, *, holder: str = "", kind: WorkKind = WorkKind.CHARACTER, alternative: str = ""
) -> Work:
    """A work that nobody has opened."""
    return register_work(
        title=title,
        kind=kind,
        holder=make_holder(holder) if holder else None,
        alternative=alternative,
        by=None,
    )


def make_license(
    work: Work, *, grantee: User | None = None, ends_at: datetime | None = None, **terms: Any
) -> License:
    """Its holder opens the work to everyone, or to one person."""
    assert work.holder
    member = work.holder.members.first() or make_user(f"member_{work.holder_id}")
    work.holder.members.add(member)
    offer = Offer(ends_at=ends_at, **terms)
    return grant_license(work=work, to=[grantee] if grantee else [], offer=offer, by=member)
