"""What can be done with works. One module for each concern; callers import from here.

`by=None` is the system itself: the catalogue's loader, a seed, a migration.
"""

from rights.services.catalogue import load_catalogue
from rights.services.clearing import Clearance, Finding, clear
from rights.services.holders import (
    add_member,
    change_holder_status,
    register_holder,
    remove_member,
    transfer_work,
)
from rights.services.judging import Circumstances, another_license, first_end, hold_for
from rights.services.licenses import (
    Offer,
    answer_offer,
    grant_license,
    pause_license,
    resume_license,
    revoke_license,
)
from rights.services.requests import (
    accept_terms,
    approve_request,
    ask_maker,
    decline_request,
    offer_terms,
    reply_to_holder,
    request_license,
    withdraw_request,
)
from rights.services.ruling import digest_of, disagreements, rule_on_texts
from rights.services.uses import (
    count_blocked,
    hold_to_change,
    may_post_under,
    move_use,
    release_uses,
    reserve_uses,
    spend_uses,
)
from rights.services.works import add_alias, change_alias, change_work, register_work, remove_alias

__all__ = [
    "Circumstances",
    "Clearance",
    "Finding",
    "Offer",
    "accept_terms",
    "add_alias",
    "add_member",
    "another_license",
    "answer_offer",
    "approve_request",
    "ask_maker",
    "change_alias",
    "change_holder_status",
    "change_work",
    "clear",
    "count_blocked",
    "decline_request",
    "digest_of",
    "disagreements",
    "first_end",
    "grant_license",
    "hold_for",
    "hold_to_change",
    "load_catalogue",
    "may_post_under",
    "move_use",
    "offer_terms",
    "pause_license",
    "register_holder",
    "register_work",
    "release_uses",
    "remove_alias",
    "remove_member",
    "reply_to_holder",
    "request_license",
    "reserve_uses",
    "resume_license",
    "revoke_license",
    "rule_on_texts",
    "spend_uses",
    "transfer_work",
    "withdraw_request",
]
