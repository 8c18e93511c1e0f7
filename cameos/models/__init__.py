"""Likenesses, how they came here, and who may use them."""

from cameos.models.biometrics import FacePrint, PersonKey, SeenRecording
from cameos.models.denials import ConsentDenial
from cameos.models.enrolment import Enrolment, EnrolmentKind, EnrolmentPart, EnrolmentState
from cameos.models.grants import ConsentGrant
from cameos.models.likeness import Assurance, Cameo, Kind, ReferencePicture
from cameos.models.policy import ConsentPolicy
from cameos.models.receipts import Receipt
from cameos.models.requests import CastRequest, CastState
from cameos.models.scopes import Scope
from cameos.models.terms import Approval, Audience, Topic
from cameos.models.uses import ConsentUse, UseState

__all__ = [
    "Approval",
    "Assurance",
    "Audience",
    "Cameo",
    "CastRequest",
    "CastState",
    "ConsentDenial",
    "ConsentGrant",
    "ConsentPolicy",
    "ConsentUse",
    "Enrolment",
    "EnrolmentKind",
    "EnrolmentPart",
    "EnrolmentState",
    "FacePrint",
    "Kind",
    "PersonKey",
    "Receipt",
    "ReferencePicture",
    "Scope",
    "SeenRecording",
    "Topic",
    "UseState",
]
