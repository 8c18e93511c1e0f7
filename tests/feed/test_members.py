"""Leaving: what feed keeps of a person is handed over on request, and goes with them."""

from collections.abc import Callable
from functools import partial

import pytest
from django.http import Http404

from accounts.models import User
from accounts.services import delete_account, export_account
from feed.models import Like, Notification, Post
from feed.services import like
from tests.factories import make_user
from tests.feed.world import make_post
from tests.races.actors import all_at_once

pytestmark = pytest.mark.django_db


def test_a_closed_account_leaves_no_post_no_like_and_no_line_behind(alice: User, bob: User) -> None:
    hers, his = make_post(alice), make_post(bob)
    like(post=his, by=alice)
    like(post=hers, by=bob)
    delete_account(by=alice)
    his.refresh_from_db()
    assert his.like_count == 0
    assert not Like.objects.exists()
    assert list(Post.objects.all()) == [his]
    assert not Notification.objects.of(alice).exists()
    assert not Notification.objects.filter(actor=alice).exists()


@pytest.mark.django_db(transaction=True)
def test_likes_and_the_end_of_an_account_do_not_stand_in_each_others_way(alice: User, bob: User) -> None:
    leavers = [make_user(f"leaver{n}") for n in range(6)]
    for leaver in leavers:
        hers, theirs = make_post(alice), make_post(leaver)
        like(post=hers, by=leaver)
        acts: list[Callable[[], object]] = [
            partial(delete_account, by=leaver),
            partial(like, post=theirs, by=alice),
            partial(like, post=theirs, by=bob),
            partial(like, post=hers, by=bob),
        ]
        answers = all_at_once(acts)
        errors = [error for error in answers if isinstance(error, BaseException)]
        assert all(isinstance(error, Http404) for error in errors), errors
        hers.refresh_from_db()
        assert hers.like_count == Like.objects.filter(post=hers).count() == 1
        assert not Post.objects.filter(pk=theirs.pk).exists()


def test_the_export_has_ones_own_posts_likes_and_lines_and_nobody_elses(alice: User, bob: User) -> None:
    hers, his = make_post(alice), make_post(bob)
    like(post=his, by=alice)
    piece = export_account(user=alice)["feed"]
    assert [row["clip_id"] for row in piece["posts"]] == [hers.clip_id]
    assert [row["post__clip_id"] for row in piece["likes"]] == [his.clip_id]
    assert {row["actor__username"] for row in piece["notifications"]} == {"bob"}
