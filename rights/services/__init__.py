"""What can be done with works. One module for each concern; callers import from here.

`by=None` is the system itself: the catalogue's loader, a seed, a migration.
"""

from rights.services.catalogue import load_catalogue
from rights.services.clearing import Clearance, Finding, clear
from rights.services.holders import (
    add_member,
    change_holder_status,
    register_holder,
    remove_member,
    transfer_work,
)
from rights.services.licenses import grant_license, revoke_license
from rights.services.works import add_alias, change_alias, change_work, register_work, remove_alias

__all__ = [
    "Clearance",
    "Finding",
    "add_alias",
    "add_member",
    "change_alias",
    "change_holder_status",
    "change_work",
    "clear",
    "grant_license",
    "load_catalogue",
    "register_holder",
    "register_work",
    "remove_alias",
    "remove_member",
    "revoke_license",
    "transfer_work",
]
