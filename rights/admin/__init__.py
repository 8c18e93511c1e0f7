"""The registry as its operators see it. Holders have a console of their own: `rights.console`."""

from rights.admin.claims import ClaimAdmin
from rights.admin.holders import RightsHolderAdmin
from rights.admin.licenses import LicenseAdmin
from rights.admin.names import AliasAdmin
from rights.admin.works import WorkAdmin

__all__ = ["AliasAdmin", "ClaimAdmin", "LicenseAdmin", "RightsHolderAdmin", "WorkAdmin"]
