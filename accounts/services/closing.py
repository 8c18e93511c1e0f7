"""Leaving: a copy of one's data, and the end of an account."""

from datetime import timedelta
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import Block, Follow, Invite, User
from accounts.services.site import reserve_handle
from accounts.signals import account_closed, account_closing, export_gathering
from core import audit

UNFINISHED_AFTER = timedelta(days=2)
FORGOTTEN_AT_ONCE = 500


@transaction.atomic
def delete_account(*, by: User) -> None:
    """Close the account now and wipe what is personal in it.

    The row stays, nameless, for what must still refer to it. The handle stays reserved, so that
    nobody can step into the person's place. Sessions die with the password they were opened with.
    """
    user = _hold(by.pk)
    if user.deleted_at is not None:
        return
    _tell(user)
    reserve_handle(name=user.username, reason="of a closed account")
    _cut_ties(user)
    _wipe(user)
    audit.record("account.closed", user, by=user)


def forget_unfinished() -> int:
    """Clear away sign-ups whose address was never proved, so that nobody holds another's address or
    name with a mere form. The invite works again, unless its days are over. Returns how many."""
    started = timezone.now() - UNFINISHED_AFTER
    unproved = EmailAddress.objects.filter(
        verified=False, user__last_login=None, user__is_staff=False, user__date_joined__lt=started
    )
    return sum(_forget(pk) for pk in unproved.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])


@transaction.atomic
def _forget(address_id: int) -> bool:
    """False where the address was proved a moment ago."""
    address = (
        EmailAddress.objects.select_for_update(of=("self",)).filter(pk=address_id, verified=False).first()
    )
    if address is None:
        return False
    user = _hold(address.user_id)
    _tell(user)
    Invite.objects.filter(redeemed_by=user).update(redeemed_by=None, redeemed_at=None)
    _cut_ties(user)
    _wipe(user)
    audit.record("sign_up.forgotten", user, by=None)
    return True


def export_account(*, user: User) -> dict[str, Any]:
    """A copy of everything the site holds about `user`, by app, ready for JSON."""
    copy: dict[str, Any] = {"accounts": _own_data(user)}
    for _receiver, piece in export_gathering.send(sender=User, user=user):
        copy.update(cast(dict[str, Any], piece))
    return copy


def _hold(user_id: int) -> User:
    """Nobody decides anything about them meanwhile. Rows of others may still name them: whoever has just
    ended a permission writes such a row, while this transaction waits for that permission."""
    return User.objects.select_for_update(no_key=True).get(pk=user_id)


def _tell(user: User) -> None:
    account_closing.send(sender=User, user=user)
    account_closed.send(sender=User, user=user)


def _cut_ties(user: User) -> None:
    Follow.objects.filter(follower=user).delete()
    Follow.objects.filter(followed=user).delete()
    Block.objects.filter(blocker=user).delete()
    user.invites.usable().update(revoked_at=timezone.now())
    EmailAddress.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()


def _wipe(user: User) -> None:
    user.username = f"closed-{user.pk}"  # no member's handle can hold a hyphen
    user.handle_skeleton = user.username
    user.email = f"{user.username}@closed.invalid"
    user.display_name = user.country = ""
    user.birth_date = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.deleted_at = timezone.now()
    user.set_unusable_password()
    user.save()


def _own_data(user: User) -> dict[str, Any]:
    fields = (
        "username",
        "email",
        "display_name",
        "birth_date",
        "country",
        "theme",
        "date_joined",
        "last_login",
    )
    return {
        "account": {name: getattr(user, name) for name in fields},
        "invites": list(user.invites.values("code", "created_at", "expires_at", "redeemed_at", "revoked_at")),
        "following": list(user.following.values_list("followed__username", flat=True)),
        "followers": list(user.followers.values_list("follower__username", flat=True)),
        "blocks": list(user.blocks.values_list("blocked__username", flat=True)),
    }
