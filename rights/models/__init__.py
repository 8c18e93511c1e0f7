"""The rows of the registry. One module for each concern; callers import from here."""

from rights.models.claims import Claim, ClaimState
from rights.models.holders import OPERATE, HolderStatus, Membership, RightsHolder, Role
from rights.models.licenses import License, LicenseState, LicenseUse, UseState
from rights.models.registry import BlockedCount, Registry, RegressionCase, Version
from rights.models.requests import LicenseRequest, Reach, RequestMessage, RequestState
from rights.models.works import (
    Alias,
    Calibration,
    Description,
    EvidenceFile,
    MatchMode,
    Work,
    WorkKind,
)
from rights.profile import Action, Approval, CoAppearance, Ending, OpenTo, Purpose, Theme

__all__ = [
    "OPERATE",
    "Action",
    "Alias",
    "Approval",
    "BlockedCount",
    "Calibration",
    "Claim",
    "ClaimState",
    "CoAppearance",
    "Description",
    "Ending",
    "EvidenceFile",
    "HolderStatus",
    "License",
    "LicenseRequest",
    "LicenseState",
    "LicenseUse",
    "MatchMode",
    "Membership",
    "OpenTo",
    "Purpose",
    "Reach",
    "Registry",
    "RegressionCase",
    "RequestMessage",
    "RequestState",
    "RightsHolder",
    "Role",
    "Theme",
    "UseState",
    "Version",
    "Work",
    "WorkKind",
]
