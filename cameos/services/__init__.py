"""What people do with their likeness. Narrowing takes effect, and is told, in one transaction.

Every change holds the people and the likeness's row until the commit, counts its policy's version
up, and writes the audit log. Whoever decides about a clip holds the same rows, by `hold_consents`:
they see a consent as it is before a change, or after it.
"""

from cameos.consents import Consent, Permission
from cameos.services.beings import (
    MOST_PICTURES,
    PICTURES_CHANGED,
    Looks,
    admit_being,
    change_pictures,
    redescribe_being,
    take_down_being,
)
from cameos.services.checking import check_enrolment
from cameos.services.denials import deny_person, lift_denial
from cameos.services.enrolling import (
    begin_enrolment,
    begin_upload,
    drop_enrolment,
    issue_challenge,
    receive_part,
)
from cameos.services.grants import Bounds, grant_consent, revoke_consent
from cameos.services.holding import hold_consents
from cameos.services.keys import forget_body
from cameos.services.portraits import admit_likeness
from cameos.services.proposing import propose_portrait
from cameos.services.receipts import Outcome, issue_receipts
from cameos.services.recognizing import Recognition, enrolled_since, recognize
from cameos.services.requests import (
    CastAnswer,
    answer_cast,
    close_requests,
    request_cast,
    revoke_cast,
    withdraw_cast,
)
from cameos.services.reviewing import accept_enrolment, ask_for_review, refuse_enrolment
from cameos.services.scopes import (
    change_scope,
    pause_cameo,
    pause_everything,
    resume_cameo,
    take_back_everything,
    withdraw_cameo,
)
from cameos.services.terms import change_terms, current_policy
from cameos.services.uses import answer_look, ask_to_look, release_consents, reserve_consents, spend_consents

__all__ = [
    "MOST_PICTURES",
    "PICTURES_CHANGED",
    "Bounds",
    "CastAnswer",
    "Consent",
    "Looks",
    "Outcome",
    "Permission",
    "Recognition",
    "accept_enrolment",
    "admit_being",
    "admit_likeness",
    "answer_cast",
    "answer_look",
    "ask_for_review",
    "ask_to_look",
    "begin_enrolment",
    "begin_upload",
    "change_pictures",
    "change_scope",
    "change_terms",
    "check_enrolment",
    "close_requests",
    "current_policy",
    "deny_person",
    "drop_enrolment",
    "enrolled_since",
    "forget_body",
    "grant_consent",
    "hold_consents",
    "issue_challenge",
    "issue_receipts",
    "lift_denial",
    "pause_cameo",
    "pause_everything",
    "propose_portrait",
    "receive_part",
    "recognize",
    "redescribe_being",
    "refuse_enrolment",
    "release_consents",
    "request_cast",
    "reserve_consents",
    "resume_cameo",
    "revoke_cast",
    "revoke_consent",
    "spend_consents",
    "take_back_everything",
    "take_down_being",
    "withdraw_cameo",
    "withdraw_cast",
]
