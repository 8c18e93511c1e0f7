"""What can be done with accounts. One module for each concern; callers import from here."""

from accounts.services.closing import delete_account, export_account, forget_unfinished
from accounts.services.invites import InviteRefused, create_invite, redeem_invite, revoke_invite
from accounts.services.joining import Application, EmailTaken, add_member, join, refuse_for_age
from accounts.services.profile import change_profile, name_member
from accounts.services.site import change_region, reserve_handle, set_sign_up_mode, take_handle
from accounts.services.standing import reinstate_member, suspend_member
from accounts.services.ties import block, follow, unblock, unfollow

__all__ = [
    "Application",
    "EmailTaken",
    "InviteRefused",
    "add_member",
    "block",
    "change_profile",
    "change_region",
    "create_invite",
    "delete_account",
    "export_account",
    "follow",
    "forget_unfinished",
    "join",
    "name_member",
    "redeem_invite",
    "refuse_for_age",
    "reinstate_member",
    "reserve_handle",
    "revoke_invite",
    "set_sign_up_mode",
    "suspend_member",
    "take_handle",
    "unblock",
    "unfollow",
]
