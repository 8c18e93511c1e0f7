"""What can be done with works. One module for each concern; callers import from here.

`by=None` is the system itself: the catalogue's loader, a seed, a migration.
"""

from rights.services.catalogue import load_catalogue
from rights.services.claims import (
    dispute_claim,
    draft_claim,
    put_in_force,
    reject_claim,
    settle_dispute,
    submit_claim,
    verify_claim,
    withdraw_claim,
)
from rights.services.clearing import Clearance, Finding, clear
from rights.services.descriptions import add_evidence, describe_work, remove_description
from rights.services.holders import (
    add_member,
    apply_as_holder,
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
    approve_use,
    count_blocked,
    count_left,
    hold_to_change,
    may_post_under,
    move_use,
    release_uses,
    reserve_uses,
    spend_uses,
    withdraw_use,
)
from rights.services.works import (
    add_alias,
    change_alias,
    change_work,
    register_work,
    remove_alias,
    set_traits,
    settle_alias,
)

__all__ = [
    "Circumstances",
    "Clearance",
    "Finding",
    "Offer",
    "accept_terms",
    "add_alias",
    "add_evidence",
    "add_member",
    "another_license",
    "answer_offer",
    "apply_as_holder",
    "approve_request",
    "approve_use",
    "ask_maker",
    "change_alias",
    "change_holder_status",
    "change_work",
    "clear",
    "count_blocked",
    "count_left",
    "decline_request",
    "describe_work",
    "digest_of",
    "disagreements",
    "dispute_claim",
    "draft_claim",
    "first_end",
    "grant_license",
    "hold_for",
    "hold_to_change",
    "load_catalogue",
    "may_post_under",
    "move_use",
    "offer_terms",
    "pause_license",
    "put_in_force",
    "register_holder",
    "register_work",
    "reject_claim",
    "release_uses",
    "remove_alias",
    "remove_description",
    "remove_member",
    "reply_to_holder",
    "request_license",
    "reserve_uses",
    "resume_license",
    "revoke_license",
    "rule_on_texts",
    "set_traits",
    "settle_alias",
    "settle_dispute",
    "spend_uses",
    "submit_claim",
    "transfer_work",
    "verify_claim",
    "withdraw_claim",
    "withdraw_request",
    "withdraw_use",
]
