"""Members for tests, made by the services that make real ones."""

from datetime import date

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.services import add_member, follow
from moderation.roles import MODERATORS, set_up_roles

PASSWORD = "a long and quiet evening"
ADULT = date(1990, 6, 15)


def make_user(handle: str, *, birth_date: date = ADULT, country: str = "US") -> User:
    """A member whose address is proved. Everybody's password is PASSWORD."""
    email = f"{handle}@example.org"
    return add_member(handle=handle, email=email, password=PASSWORD, birth_date=birth_date, country=country)


def make_moderator(handle: str) -> User:
    set_up_roles()
    user = make_user(handle)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def make_mutuals(one: User, other: User) -> None:
    follow(user=other, by=one)
    follow(user=one, by=other)
