"""The people of the stories, each at their own door."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from accounts.models import User
from tests.stories.members import Member


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Rate limits live in the cache, which no rollback clears."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ann(alice: User) -> Member:
    """Alice at her door."""
    return Member(alice)


@pytest.fixture
def ben(bob: User) -> Member:
    return Member(bob)


@pytest.fixture
def cat(carol: User) -> Member:
    return Member(carol)
