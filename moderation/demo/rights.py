"""A holder who opens one work and keeps another closed, beside the catalogue that every site has."""

from io import StringIO

from django.core.management import call_command

from accounts.models import User
from rights.models import HolderStatus, RightsHolder, WorkKind
from rights.services import Offer, add_member, grant_license, register_holder, register_work


def build_rights(desk: User) -> RightsHolder:
    """Both works are invented, and so is their holder."""
    call_command("load_catalogue", stdout=StringIO())
    holder = register_holder(name="Nimbus Pictures", status=HolderStatus.ACTIVE, by=None)
    add_member(holder=holder, user=desk, by=None)
    register_work(
        title="Captain Nimbus",
        kind=WorkKind.CHARACTER,
        by=desk,
        holder=holder,
        alternative="a cloud-caped pilot",
    )
    cola = register_work(title="Northstar Cola", kind=WorkKind.BRAND, by=desk, holder=holder)
    offer = Offer(credit_line="Northstar Cola with permission of Nimbus Pictures")
    grant_license(work=cola, by=desk, offer=offer)
    return holder
