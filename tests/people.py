"""The three people of most tests: alice makes things, bob is her mutual, carol is a stranger."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as project_settings
from django.db.models.signals import post_migrate

from accounts.models import Region, User
from tests.factories import make_mutuals, make_user


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hashing is slow on purpose; only a test that measures it wants that. The real hashers stay, behind."""
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    project_settings.PASSWORD_HASHERS = [quick, *project_settings.PASSWORD_HASHERS]


@pytest.fixture(scope="session", autouse=True)
def _open_countries() -> None:
    """Migrations open them; tests with real transactions empty the tables, and this signal comes after."""
    post_migrate.connect(_open_again, sender=apps.get_app_config("accounts"))


def _open_again(**_: Any) -> None:
    for country in ("US", "CA"):
        Region.objects.get_or_create(country=country)


@pytest.fixture
def alice(db: Any) -> User:
    return make_user("alice")


@pytest.fixture
def bob(alice: User) -> User:
    member = make_user("bob")
    make_mutuals(alice, member)
    return member


@pytest.fixture
def carol(db: Any) -> User:
    return make_user("carol")
