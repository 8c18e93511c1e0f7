"""Members of the running site, under names that no other test has."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections
from django.test import override_settings

from accounts.models import User
from tests.factories import make_moderator, make_user

# The site checks passwords with the project's hashers, not with the quick one of the tests.
HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

Result = TypeVar("Result")

NO_NAME = "bcdfghjkmnpqrtvwxz"  # without vowels: "laturk" is near somebody whom the gate knows


def beside(work: Callable[[], Result]) -> Result:
    """Do `work` in another thread: services that tell sockets cannot run where the browser's loop runs."""

    def whole() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as one:
        return one.submit(whole).result()


def fresh(name: str) -> str:
    """`name` with some letters behind it: the tests of one run share the site's database."""
    return name + "." + "".join(secrets.choice(NO_NAME) for _ in range(6))


@override_settings(PASSWORD_HASHERS=HASHERS)
def member(name: str) -> User:
    return make_user(fresh(name))


@override_settings(PASSWORD_HASHERS=HASHERS)
def moderator(name: str) -> User:
    return make_moderator(fresh(name))
