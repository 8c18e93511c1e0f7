"""What people do with their likeness. Narrowing takes effect, and is told, in one transaction.

Every change holds the people and the likeness's row until the commit, counts its policy's version
up, and writes the audit log. Whoever decides about a clip holds the same rows, by `hold_consents`:
they see a consent as it is before a change, or after it.
"""

from cameos.consents import Consent
from cameos.services.grants import grant_consent, revoke_consent
from cameos.services.holding import hold_consents
from cameos.services.portraits import enroll_cameo
from cameos.services.scopes import (
    change_scope,
    pause_cameo,
    resume_cameo,
    take_back_everything,
    withdraw_cameo,
)

__all__ = [
    "Consent",
    "change_scope",
    "enroll_cameo",
    "grant_consent",
    "hold_consents",
    "pause_cameo",
    "resume_cameo",
    "revoke_consent",
    "take_back_everything",
    "withdraw_cameo",
]
