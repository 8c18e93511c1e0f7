"""What holders and operators see of the registry. Everybody sees their own, and nothing besides.

Rows come from `managed_by`, choices too, and whatever is changed is changed by a service.
"""

from rights.admin.holders import RightsHolderAdmin
from rights.admin.licenses import LicenseAdmin
from rights.admin.names import AliasAdmin
from rights.admin.works import WorkAdmin

__all__ = ["AliasAdmin", "LicenseAdmin", "RightsHolderAdmin", "WorkAdmin"]
