"""Visitors at the door."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from accounts.models import Invite, SignUpMode, SignUpPolicy, User
from accounts.services import create_invite


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Rate limits live in the cache, which no rollback clears."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invite(alice: User) -> Invite:
    SignUpPolicy.objects.update_or_create(pk=1, defaults={"mode": SignUpMode.INVITE})
    return create_invite(by=alice)
