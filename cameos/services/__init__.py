"""What people do with their likeness. Narrowing takes effect, and is told, in one transaction.

Every change holds the people and the likeness's row until the commit, counts its policy's version
up, and writes the audit log. Whoever decides about a clip holds the same rows, by `hold_consents`:
they see a consent as it is before a change, or after it.
"""

from cameos.consents import Consent
from cameos.services.checking import check_enrolment
from cameos.services.enrolling import (
    begin_enrolment,
    begin_upload,
    drop_enrolment,
    issue_challenge,
    receive_part,
)
from cameos.services.grants import grant_consent, revoke_consent
from cameos.services.holding import hold_consents
from cameos.services.keys import forget_body
from cameos.services.portraits import admit_likeness
from cameos.services.proposing import propose_portrait
from cameos.services.reviewing import accept_enrolment, ask_for_review, refuse_enrolment
from cameos.services.scopes import change_scope, pause_cameo, resume_cameo, withdraw_cameo

__all__ = [
    "Consent",
    "accept_enrolment",
    "admit_likeness",
    "ask_for_review",
    "begin_enrolment",
    "begin_upload",
    "change_scope",
    "check_enrolment",
    "drop_enrolment",
    "forget_body",
    "grant_consent",
    "hold_consents",
    "issue_challenge",
    "pause_cameo",
    "propose_portrait",
    "receive_part",
    "refuse_enrolment",
    "resume_cameo",
    "revoke_consent",
    "withdraw_cameo",
]
