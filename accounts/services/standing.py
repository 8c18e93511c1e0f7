"""Suspending members, and taking them back."""

from django.db import transaction
from django.utils import timezone

from accounts import signals
from accounts.models import User
from core import audit


@transaction.atomic
def suspend_member(*, user: User, reason: str, by: User) -> User:
    """They can log in and read, and do nothing else."""
    return _set(user, suspended=True, reason=reason, by=by)


@transaction.atomic
def reinstate_member(*, user: User, reason: str, by: User) -> User:
    return _set(user, suspended=False, reason=reason, by=by)


def _set(user: User, *, suspended: bool, reason: str, by: User) -> User:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if (user.suspended_at is not None) != suspended:
        user.suspended_at = timezone.now() if suspended else None
        user.save(update_fields=["suspended_at"])
        audit.record("member.suspended" if suspended else "member.reinstated", user, by=by, reason=reason)
        if suspended:
            signals.suspended.send(sender=User, user=user)
    return user
