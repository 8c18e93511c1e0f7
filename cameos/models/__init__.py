"""Likenesses, how they came here, and who may use them."""

from cameos.models.biometrics import FacePrint, PersonKey, SeenRecording
from cameos.models.enrolment import Enrolment, EnrolmentKind, EnrolmentPart, EnrolmentState
from cameos.models.grants import ConsentGrant
from cameos.models.likeness import Assurance, Cameo, Scope

__all__ = [
    "Assurance",
    "Cameo",
    "ConsentGrant",
    "Enrolment",
    "EnrolmentKind",
    "EnrolmentPart",
    "EnrolmentState",
    "FacePrint",
    "PersonKey",
    "Scope",
    "SeenRecording",
]
