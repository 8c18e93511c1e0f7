"""The people of the demo world, what ties them, and the rights holder. Made through the real services."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.services import add_member, create_invite, follow
from billing.services import lock_wallet
from core import audit
from core.decisions import Conflict
from core.models import AuditEvent
from moderation.demo.likenesses import give_likeness
from moderation.demo.people import COUNTRY, EVERYONE, Person
from moderation.demo.rights import build_rights
from moderation.roles import MODERATORS, set_up_roles

INVITES = 2  # of each member, so that a visitor can be let in at once
BUILT = "demo.built"


def is_built() -> bool:
    return AuditEvent.objects.filter(verb=BUILT).exists()


@transaction.atomic
def build_world() -> None:
    """Once in the life of a site: what people change or delete afterwards stays as they left it.

    Raises `Conflict` where somebody else has one of the names: their account is not touched.
    """
    if is_built():
        return
    taken = User.objects.filter(username__in=[person.handle for person in EVERYONE])
    if taken.exists():
        names = ", ".join(str(user) for user in taken)
        raise Conflict("demo.taken", f"The demo world needs names that people here have: {names}.")
    set_up_roles()
    users = {person.handle: _settle_in(person) for person in EVERYONE}
    for person in EVERYONE:
        _tie(person, users)
    for person in EVERYONE:
        give_likeness(person, users)
    build_rights(users)
    audit.record(BUILT, users["keeper"], by=None)


def _settle_in(person: Person) -> User:
    user = add_member(
        handle=person.handle,
        email=person.email,
        password=person.password,
        birth_date=person.born,
        country=COUNTRY,
    )
    user.display_name = person.name
    user.is_staff = person.role in ("moderator", "keeper")
    user.is_superuser = person.role == "keeper"
    user.save(update_fields=["display_name", "is_staff", "is_superuser"])
    if person.role == "moderator":
        user.groups.add(Group.objects.get(name=MODERATORS))
    lock_wallet(user=user)
    return user


def _tie(person: Person, users: dict[str, User]) -> None:
    user = users[person.handle]
    for handle in person.follows:
        follow(user=users[handle], by=user)
    if person.role == "member":
        for _ in range(INVITES):
            create_invite(by=user)
