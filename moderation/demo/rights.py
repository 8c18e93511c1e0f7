"""A holder who opens one work, keeps another closed but for one friend, and has requests waiting."""

from collections.abc import Mapping
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from rights.models import Approval, HolderStatus, Purpose, RightsHolder, Role, Work, WorkKind
from rights.services import (
    Offer,
    add_alias,
    add_member,
    ask_maker,
    clear,
    count_blocked,
    describe_work,
    grant_license,
    register_holder,
    register_work,
    reply_to_holder,
    request_license,
    set_traits,
)

REFUSED = 5  # attempts that the console counts


def build_rights(users: Mapping[str, User]) -> RightsHolder:
    """Both works are invented, and so is their holder."""
    call_command("load_catalogue", stdout=StringIO())
    desk = users["nimbus"]
    holder = register_holder(name="Nimbus Pictures", status=HolderStatus.ACTIVE, by=None)
    add_member(holder=holder, user=desk, role=Role.OWNER, by=None)
    captain = _captain(holder, desk)
    cola = register_work(title="Northstar Cola", kind=WorkKind.BRAND, by=desk, holder=holder)
    thanks = Offer(credit_line="Northstar Cola with permission of Nimbus Pictures")
    grant_license(work=cola, by=desk, offer=thanks)
    soon = timezone.now() + timedelta(days=21)
    looked_at = Offer(approval=Approval.CLIP, price=5, ends_at=soon, credit_line="Captain Nimbus © Nimbus")
    grant_license(work=captain, to=[users["jonas"]], by=desk, offer=looked_at)
    _ask(captain, users)
    return holder


def _captain(holder: RightsHolder, desk: User) -> Work:
    captain = register_work(
        title="Captain Nimbus",
        kind=WorkKind.CHARACTER,
        by=desk,
        holder=holder,
        alternative="a cloud-caped pilot",
    )
    add_alias(work=captain, text="キャプテン・ニンバス", language="ja", by=desk)
    looks = "A tall pilot in a cape made of clouds, with brass goggles and a silver zeppelin on her belt."
    describe_work(work=captain, text=looks, by=desk)
    traits = [["cloud cape", "cape of clouds"], ["brass goggles"], ["silver zeppelin"]]
    set_traits(work=captain, traits=traits, exclusions=["weather", "forecast"], by=desk)
    return captain


def _ask(captain: Work, users: Mapping[str, User]) -> None:
    """Two requests wait, one of them after a question; some others did not ask, and were refused."""
    wish = "Captain Nimbus lands her zeppelin on a lighthouse at dawn and feeds the seagulls"
    request_license(work=captain, by=users["wren"], prompt=wish, note="For my sister's birthday.")
    wish = "Captain Nimbus explains to a class of owls how clouds are made"
    asked = request_license(work=captain, by=users["takumi"], prompt=wish, purpose=Purpose.EDUCATION)
    asked = ask_maker(request=asked, by=users["nimbus"], text="Which school is it for?")
    reply_to_holder(request=asked, by=users["takumi"], text="The evening school in our street. Ten people.")
    for _ in range(REFUSED):
        count_blocked(findings=clear(["Captain Nimbus at the fair"], by=users["mika"], hold=False).findings)
