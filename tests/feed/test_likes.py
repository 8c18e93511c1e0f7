"""Liking from many tabs at once, and what cannot be liked."""

from collections.abc import Callable
from functools import partial

import pytest
from django.http import Http404

from accounts.models import Block, User
from accounts.services import delete_account
from core.decisions import Refused
from feed.models import Like, NoticeKind, Notification, Post
from feed.services import like, unlike, unpublish_clip
from tests.feed.world import make_post
from tests.races.actors import all_at_once


@pytest.mark.django_db
def test_a_like_counts_once_and_is_taken_back_once(alice: User, bob: User) -> None:
    post = make_post(alice)
    assert [like(post=post, by=bob).like_count for _ in range(2)] == [1, 1]
    assert [unlike(post=post, by=bob).like_count for _ in range(2)] == [0, 0]


@pytest.mark.django_db
def test_the_maker_is_told_once_and_not_of_their_own_like(alice: User, bob: User) -> None:
    post = make_post(alice)
    for _ in range(2):
        like(post=post, by=bob)
        unlike(post=post, by=bob)
    like(post=post, by=alice)
    [line] = Notification.objects.of(alice).filter(kind=NoticeKind.LIKED)
    assert (line.kind, line.actor, line.clip) == (NoticeKind.LIKED, bob, post.clip)


@pytest.mark.django_db
def test_what_is_hidden_from_me_i_cannot_like(alice: User, carol: User) -> None:
    post = make_post(alice)
    Block.objects.create(blocker=alice, blocked=carol)
    with pytest.raises(Http404):
        like(post=post, by=carol)
    assert not Like.objects.exists()


@pytest.mark.django_db
def test_a_suspended_member_likes_nothing(alice: User, bob: User) -> None:
    post = make_post(alice)
    User.objects.filter(pk=bob.pk).update(suspended_at=post.published_at)
    with pytest.raises(Refused):
        like(post=post, by=bob)


@pytest.mark.django_db
def test_whoever_left_while_the_request_waited_likes_nothing(alice: User, bob: User) -> None:
    """The request holds them as they were when it began."""
    post = make_post(alice)
    delete_account(by=User.objects.get(pk=bob.pk))
    with pytest.raises(Refused, match=r"account\.closed"):
        like(post=post, by=bob)
    assert not Like.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_person_in_eight_tabs_likes_once(alice: User, bob: User) -> None:
    post = make_post(alice)
    answers = all_at_once([lambda: like(post=post, by=bob)] * 8)
    assert [error for error in answers if isinstance(error, BaseException)] == []
    post.refresh_from_db()
    told = Notification.objects.of(alice).filter(kind=NoticeKind.LIKED)
    assert (post.like_count, Like.objects.count(), told.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_likes_and_unlikes_of_three_people_at_once_add_up(alice: User, bob: User, carol: User) -> None:
    post = make_post(alice)
    for _ in range(5):
        acts = [
            (lambda act=act, who=who: act(post=post, by=who))
            for who in (alice, bob, carol)
            for act in (like, unlike, like)
        ]
        answers = all_at_once(acts)
        assert [error for error in answers if isinstance(error, BaseException)] == []
        post.refresh_from_db()
        assert post.like_count == Like.objects.filter(post=post).count()


@pytest.mark.django_db(transaction=True)
def test_a_like_that_races_the_end_of_its_post_is_counted_or_finds_nothing(alice: User, bob: User) -> None:
    for _ in range(10):
        post = make_post(alice)
        acts: list[Callable[[], object]] = [
            partial(like, post=post, by=bob),
            partial(unpublish_clip, clip=post.clip, by=alice),
        ]
        answers = all_at_once(acts)
        errors = [error for error in answers if isinstance(error, BaseException)]
        assert all(isinstance(error, Http404) for error in errors), errors
        assert not Post.objects.filter(pk=post.pk).exists()
        assert not Like.objects.exists()
