"""Leaving: what feed keeps of a person is handed over on request, and goes with them."""

import pytest

from accounts.models import User
from accounts.services import delete_account, export_account
from feed.models import Like, Notification, Post
from feed.services import like
from tests.feed.world import make_post

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


def test_the_export_has_ones_own_posts_likes_and_lines_and_nobody_elses(alice: User, bob: User) -> None:
    hers, his = make_post(alice), make_post(bob)
    like(post=his, by=alice)
    piece = export_account(user=alice)["feed"]
    assert [row["clip_id"] for row in piece["posts"]] == [hers.clip_id]
    assert [row["post__clip_id"] for row in piece["likes"]] == [his.clip_id]
    assert {row["actor__username"] for row in piece["notifications"]} == {"bob"}
