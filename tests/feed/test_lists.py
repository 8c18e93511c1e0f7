"""For you, Following and Latest: whole, without repeats, and in few queries."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Follow, User
from feed import ranking
from feed.cards import dress
from feed.cursors import BadCursor
from feed.models import Like, Post
from feed.queries import ListName, page_of
from generation.models import ClipParent, Ground
from generation.services import withdraw_clip
from tests.feed.world import make_post

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

EVERY_LIST = pytest.mark.parametrize("name", list(ListName))
property_of_the_database = settings(
    max_examples=25,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def bob_is_followed(alice: User, bob: User) -> None:
    Follow.objects.get_or_create(follower=alice, followed=bob)


@EVERY_LIST
@property_of_the_database
@given(count=st.integers(0, 12), size=st.integers(1, 5), arrivals=st.lists(st.integers(0, 2), max_size=12))
def test_pages_are_the_whole_list_without_repeats_while_new_posts_arrive_and_people_like(
    name: ListName, alice: User, bob: User, count: int, size: int, arrivals: list[int]
) -> None:
    Post.objects.all().delete()
    there = {make_post(bob, likes=(n * 7) % 5, hours_old=n % 4).pk for n in range(count)}
    shown: list[int] = []
    cursor = ""
    while True:
        page = page_of(name, viewer=alice, after=cursor, size=size)
        shown += [post.pk for post in page.posts]
        for _ in range(arrivals.pop() if arrivals else 0):
            make_post(bob, likes=9)
        Post.objects.filter(pk__in=shown[-1:]).update(like_count=50)
        Post.objects.filter(pk__in=shown[:1]).update(like_count=0)
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(shown) == len(set(shown))
    assert set(shown) == there


@EVERY_LIST
def test_a_clip_that_is_withdrawn_between_two_pages_is_not_on_the_second(
    name: ListName, alice: User, bob: User
) -> None:
    posts = [make_post(bob) for _ in range(6)]
    first = page_of(name, viewer=alice, size=2)
    ahead = [post for post in posts if post not in first.posts]
    withdraw_clip(clip=ahead[0].clip, ground=Ground.MODERATION, source="case:1")
    second = page_of(name, viewer=alice, after=first.next_cursor, size=6)
    assert {post.pk for post in second.posts} == {post.pk for post in ahead[1:]}


def test_for_you_goes_on_below_its_window(alice: User, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "WINDOW", 4)
    there = [make_post(bob, likes=n).pk for n in range(11)]
    shown: list[int] = []
    cursor = ""
    while True:
        page = page_of(ListName.FOR_YOU, viewer=alice, after=cursor, size=3)
        shown += [post.pk for post in page.posts]
        if not (cursor := page.next_cursor):
            break
    assert sorted(shown) == sorted(there)
    assert shown[4:] == sorted(there, reverse=True)[4:]


def test_for_you_goes_on_where_it_was_when_the_cache_has_forgotten_it(alice: User, bob: User) -> None:
    there = {make_post(bob, likes=n % 3).pk for n in range(9)}
    first = page_of(ListName.FOR_YOU, viewer=alice, size=4)
    cache.clear()
    make_post(bob)
    second = page_of(ListName.FOR_YOU, viewer=alice, after=first.next_cursor, size=9)
    assert {post.pk for post in first.posts} | {post.pk for post in second.posts} == there
    assert len(first.posts) + len(second.posts) == 9


def test_people_you_follow_come_first_and_mutuals_before_them(alice: User, bob: User, carol: User) -> None:
    stranger = make_post(carol)
    Follow.objects.filter(follower=carol).delete()
    known = make_post(bob)
    Follow.objects.filter(follower=bob, followed=alice).delete()
    assert [post.pk for post in page_of(ListName.FOR_YOU, viewer=alice).posts] == [known.pk, stranger.pk]
    older = make_post(carol, hours_old=1)
    Follow.objects.create(follower=alice, followed=carol)
    Follow.objects.create(follower=carol, followed=alice)
    page = page_of(ListName.FOR_YOU, viewer=alice)
    assert [post.pk for post in page.posts] == [stranger.pk, older.pk, known.pk]


def test_a_point_is_a_doubling_of_likes_or_eight_hours() -> None:
    def points(hours: float = 0, likes: int = 0, followed: bool = False, mutual: bool = False) -> float:
        return ranking.points(age_seconds=hours * 3600, likes=likes, followed=followed, mutual=mutual)

    assert points(likes=3) - points(likes=1) == pytest.approx(1)
    assert points(hours=8) - points() == pytest.approx(-1)
    assert points(followed=True) == pytest.approx(4)
    assert points(followed=True, mutual=True) == pytest.approx(6)


def test_following_has_only_whom_i_follow(alice: User, bob: User, carol: User) -> None:
    mine, his = make_post(alice), make_post(bob)
    make_post(carol)
    assert [post.pk for post in page_of(ListName.FOLLOWING, viewer=alice).posts] == [his.pk]
    assert {post.pk for post in page_of(ListName.LATEST, viewer=bob).posts} >= {mine.pk, his.pk}


@EVERY_LIST
def test_a_cursor_works_for_its_list_and_its_owner_alone(name: ListName, alice: User, bob: User) -> None:
    Follow.objects.get_or_create(follower=bob, followed=alice)
    for _ in range(3):
        make_post(bob)
        make_post(alice)
    cursor = page_of(name, viewer=alice, size=1).next_cursor
    assert page_of(name, viewer=alice, after=cursor).posts
    for other in set(ListName) - {name}:
        with pytest.raises(BadCursor):
            page_of(other, viewer=alice, after=cursor)
    for after in (cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), "1", "x:y:z", "\x00", "é", "a" * 5000):
        with pytest.raises(BadCursor):
            page_of(name, viewer=alice, after=after)
    with pytest.raises(BadCursor):
        page_of(name, viewer=bob, after=cursor)


@EVERY_LIST
@pytest.mark.parametrize("deep", [False, True])
def test_queries_do_not_grow(name: ListName, deep: bool, alice: User, bob: User, carol: User) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            parent = make_post(carol)
            post = make_post(bob)
            ClipParent.objects.create(child=post.clip, parent=parent.clip)
            Like.objects.create(user=alice, post=post)

    def cost(size: int) -> int:
        after = page_of(name, viewer=alice, size=2).next_cursor if deep else ""
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for post in dress(page_of(name, viewer=alice, after=after, size=size).posts, alice):
                assert post.maker.name
                assert post.cast_handles == []
                assert post.parent is None or post.parent.maker.name
                assert post.video_url
        return len(queries)

    fill(6)
    few = cost(3)
    fill(30)
    assert cost(30) == few <= 5


def test_a_card_names_its_parent_only_while_it_may_be_seen(alice: User, bob: User, carol: User) -> None:
    parent, child = make_post(carol), make_post(bob)
    ClipParent.objects.create(child=child.clip, parent=parent.clip)

    def shown_parent() -> object:
        return Post.objects.filter(pk=child.pk).as_cards(alice).get().parent

    assert shown_parent() == parent.clip
    User.objects.filter(pk=carol.pk).update(is_active=False)
    assert shown_parent() is None
