"""Who is told of a new post: nobody who may not see it."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Block, User
from cameos.models import Scope
from feed import presence
from feed.audience import audience_of
from feed.models import Post
from feed.queries import ListName, everything_on
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(settings: Settings) -> User:
    """He follows nobody, and is in the clip."""
    settings.LIKENESS_COOL_DOWN_HOURS = 0
    return make_cameo("dave", scope=Scope.EVERYONE).owner


@pytest.fixture
def people(alice: User, bob: User, carol: User, dave: User) -> list[User]:
    """Each with all lists open."""
    everybody = [alice, bob, carol, dave, make_user("erin")]
    for name in ListName:
        for person in everybody:
            presence.stay(name, user_id=person.pk, tab=f"{name} of {person}")
    return everybody


@pytest.fixture
def clip(alice: User, dave: User) -> Clip:
    return make_clip(alice, cast=list(dave.cameos.all()), published=True)


def told(clip: Clip, name: ListName) -> set[int]:
    audience = audience_of(Post.objects.get(clip=clip))
    return {person for its, people in audience if its == name for person in people}


def finders(clip: Clip, name: ListName, people: list[User]) -> set[int]:
    """Who else has it on this list."""
    return {
        it.pk
        for it in people
        if it.pk != clip.maker_id and everything_on(name, it).filter(clip=clip).exists()
    }


@pytest.mark.parametrize("for_followers", [False, True])
def test_a_list_tells_those_who_find_the_clip_there(
    for_followers: bool, clip: Clip, people: list[User], alice: User
) -> None:
    Clip.objects.filter(pk=clip.pk).update(for_followers=for_followers)
    Block.objects.create(blocker=people[-1], blocked=alice)
    for name in (ListName.LATEST, ListName.FOLLOWING):
        assert told(clip, name) == finders(clip, name, people)


def test_a_clip_for_followers_is_no_news_to_others(
    clip: Clip, people: list[User], bob: User, carol: User, dave: User
) -> None:
    assert {bob.pk, carol.pk, dave.pk} <= told(clip, ListName.LATEST)
    Clip.objects.filter(pk=clip.pk).update(for_followers=True)
    assert told(clip, ListName.LATEST) == {bob.pk, dave.pk}


def test_what_no_list_holds_is_no_news(clip: Clip, people: list[User]) -> None:
    Clip.objects.filter(pk=clip.pk).update(limited_from=timezone.now())
    assert not any(told(clip, name) for name in ListName)
