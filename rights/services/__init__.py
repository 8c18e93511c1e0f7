"""What can be done with works. One module for each concern; callers import from here.

`by=None` is the system itself: the catalogue's loader, a seed, a migration.
"""

from rights.services.catalogue import load_catalogue
from rights.services.claims import draft_claim, submit_claim
from rights.services.clearing import Circumstances, Clearance, Finding, clear, digest_of
from rights.services.holders import (
    add_member,
    apply_as_holder,
    change_holder_status,
    register_holder,
    remove_member,
    transfer_work,
)
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
from rights.services.uses import (
    count_blocked,
    count_left,
    may_post_under,
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
    "answer_offer",
    "apply_as_holder",
    "approve_request",
    "ask_maker",
    "change_alias",
    "change_holder_status",
    "change_work",
    "clear",
    "count_blocked",
    "count_left",
    "decline_request",
    "digest_of",
    "draft_claim",
    "grant_license",
    "load_catalogue",
    "may_post_under",
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
    "spend_uses",
    "submit_claim",
    "transfer_work",
    "withdraw_request",
]
