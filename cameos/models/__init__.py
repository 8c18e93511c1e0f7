"""Likenesses, and who may use them."""

from cameos.models.denials import ConsentDenial
from cameos.models.grants import ConsentGrant
from cameos.models.likeness import Cameo
from cameos.models.policy import ConsentPolicy
from cameos.models.receipts import Receipt
from cameos.models.requests import CastRequest, CastState
from cameos.models.scopes import Scope
from cameos.models.terms import Approval, Audience, Topic
from cameos.models.uses import ConsentUse, UseState

__all__ = [
    "Approval",
    "Audience",
    "Cameo",
    "CastRequest",
    "CastState",
    "ConsentDenial",
    "ConsentGrant",
    "ConsentPolicy",
    "ConsentUse",
    "Receipt",
    "Scope",
    "Topic",
    "UseState",
]
