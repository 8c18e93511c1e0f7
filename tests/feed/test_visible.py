"""Who sees a post, and who does not: the one predicate that every read goes through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Block, User
from feed.models import Post
from feed.services import unpublish_clip
from generation.models import Clip, Ground
from generation.services import delete_draft, restore_clip, withdraw_clip
from tests.clips import make_clip
from tests.feed.world import make_post

pytestmark = pytest.mark.django_db


def sees(viewer: User, post: Post) -> bool:
    return Post.objects.visible_to(viewer).filter(pk=post.pk).exists()


def test_everybody_sees_a_post(alice: User, bob: User, carol: User) -> None:
    post = make_post(alice)
    assert [sees(viewer, post) for viewer in (alice, bob, carol)] == [True, True, True]


@pytest.mark.parametrize("blocker_is_maker", [True, False])
def test_a_block_hides_both_from_each_other_and_from_nobody_else(
    alice: User, bob: User, carol: User, blocker_is_maker: bool
) -> None:
    one, other = (alice, carol) if blocker_is_maker else (carol, alice)
    Block.objects.create(blocker=one, blocked=other)
    hers, theirs = make_post(alice), make_post(carol)
    assert not sees(carol, hers)
    assert not sees(alice, theirs)
    assert sees(bob, hers)
    assert sees(bob, theirs)


def test_a_withdrawn_clip_is_seen_by_nobody_until_it_is_restored(alice: User, bob: User) -> None:
    post = make_post(alice)
    withdraw_clip(clip=post.clip, ground=Ground.MODERATION, source="case:1")
    assert [sees(viewer, post) for viewer in (alice, bob)] == [False, False]
    restore_clip(clip=post.clip, ground=Ground.MODERATION, source="case:1")
    assert [sees(viewer, post) for viewer in (alice, bob)] == [True, True]


def _end_consent(post: Post) -> None:
    Clip.objects.filter(pk=post.clip_id).update(rests_until=timezone.now() - timedelta(seconds=1))


def _delete_clip(post: Post) -> None:
    Clip.objects.filter(pk=post.clip_id).update(deleted_at=timezone.now())


def _make_draft(post: Post) -> None:
    Clip.objects.filter(pk=post.clip_id).update(published_at=None)


def _suspend(post: Post) -> None:
    User.objects.filter(pk=post.maker_id).update(suspended_at=timezone.now())


def _close(post: Post) -> None:
    User.objects.filter(pk=post.maker_id).update(is_active=False)


@pytest.mark.parametrize("change", [_end_consent, _delete_clip, _make_draft, _suspend, _close])
def test_a_post_disappears_at_once_when(change: Callable[[Post], None], alice: User, bob: User) -> None:
    post = make_post(alice)
    change(post)
    assert not sees(bob, post)


def test_a_consent_that_still_runs_is_enough(alice: User, bob: User) -> None:
    post = make_post(alice, rests_until=timezone.now() + timedelta(minutes=1))
    assert sees(bob, post)


@pytest.mark.parametrize(("ends", "seen"), [(timedelta(minutes=1), True), (-timedelta(minutes=1), False)])
def test_whether_it_runs_is_read_from_the_clock_of_the_database(
    alice: User, bob: User, ends: timedelta, seen: bool
) -> None:
    """Of two web servers, one ahead and one behind, none shows what the other hides."""
    post = make_post(alice, rests_until=timezone.now() + ends)
    for wrong_by in (timedelta(hours=1), -timedelta(hours=1)):
        with time_machine.travel(timezone.now() + wrong_by):
            assert sees(bob, post) is seen


def test_who_deletes_a_clip_hides_what_remixes_it(alice: User, bob: User) -> None:
    post = make_post(alice)
    remix = make_clip(bob, parent=post.clip, published=True)
    of_that = make_clip(alice, parent=remix, published=True)
    unpublish_clip(clip=post.clip, by=alice)
    assert Clip.objects.shown_to(bob).filter(pk__in=[remix.pk, of_that.pk]).count() == 2
    delete_draft(clip=post.clip, by=alice)
    assert not Clip.objects.shown_to(bob).exists()
