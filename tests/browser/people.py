"""Members of the running site, under names that no other test has."""

import secrets
import string

from django.contrib.auth.models import Group
from django.test import override_settings

from accounts.models import User
from moderation.roles import MODERATORS, set_up_roles
from tests.factories import make_user

# The site checks passwords with the project's hashers, not with the quick one of the tests.
HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def fresh(name: str) -> str:
    """`name` with some letters behind it: the tests of one run share the site's database."""
    return name + "." + "".join(secrets.choice(string.ascii_lowercase) for _ in range(6))


@override_settings(PASSWORD_HASHERS=HASHERS)
def member(name: str) -> User:
    return make_user(fresh(name))


def moderator(name: str) -> User:
    set_up_roles()
    user = member(name)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user
