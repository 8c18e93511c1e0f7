"""A clip by alice, and two moderators."""

import pytest

from accounts.models import User
from generation.models import Clip
from moderation.models import Case, ReportReason
from moderation.services import report_clip
from tests.clips import make_clip
from tests.factories import make_moderator


@pytest.fixture
def moderator(db: None) -> User:
    return make_moderator("judy")


@pytest.fixture
def second_moderator(db: None) -> User:
    return make_moderator("judith")


@pytest.fixture
def clip(alice: User) -> Clip:
    return make_clip(alice, published=True)


@pytest.fixture
def case(clip: Clip, bob: User) -> Case:
    """Bob has reported alice's clip."""
    return report_clip(clip=clip, by=bob, reason=ReportReason.HATE, text="look at the sign").case
