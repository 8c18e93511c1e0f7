"""Invite codes: made, revoked, redeemed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import codes
from accounts.models import Invite, User
from accounts.policies import may_invite
from core import audit
from core.decisions import Conflict


class InviteRefused(Exception):
    """This code lets nobody in. Why not, nobody is told."""


@transaction.atomic
def create_invite(*, by: User) -> Invite:
    by = _hold(by)
    may_invite(by).require()
    code = "".join(secrets.choice(codes.ALPHABET) for _ in range(codes.LENGTH))
    invite = Invite.objects.create(
        code=code, inviter=by, expires_at=timezone.now() + timedelta(days=settings.INVITE_DAYS)
    )
    audit.record("invite.created", invite, by=by)
    return invite


@transaction.atomic
def revoke_invite(*, invite: Invite, by: User) -> Invite:
    """Make an unused code worthless. Raises Conflict when it has let somebody in already."""
    revoked = Invite.objects.filter(pk=invite.pk, redeemed_at=None, revoked_at=None)
    if not revoked.update(revoked_at=timezone.now()):
        raise Conflict("invite.gone", "This invite was used or revoked already.")
    audit.record("invite.revoked", invite, by=by)
    invite.refresh_from_db()
    return invite


def redeem_invite(*, code: str, user: User) -> None:
    """Use the code up for `user`, or raise InviteRefused.

    One statement decides: PostgreSQL lets one of many contenders change the row, and the others
    find it redeemed. All conditions stand on the row itself; inside a sub-select they would be
    judged by what was true before the wait.
    """
    now = timezone.now()
    open_code = Invite.objects.filter(code=code, redeemed_at=None, revoked_at=None, expires_at__gt=now)
    if not open_code.given_in_standing().update(redeemed_at=now, redeemed_by=user):
        raise InviteRefused


def is_usable(code: str) -> bool:
    """Would the code let somebody in now? Advice for the form: `redeem_invite` decides."""
    return Invite.objects.usable().given_in_standing().filter(code=code).exists()


def _hold(member: User) -> User:
    """Count one member's invites in one place at a time: two tabs could both take the last one."""
    return User.objects.select_for_update(no_key=True).get(pk=member.pk)
