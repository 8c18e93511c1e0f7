"""Liking. Twice is once, in both directions and from any number of tabs."""

from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.policies import in_standing
from core.locks import lock_for_share
from feed.models import Like, NoticeKind, Post
from feed.services.notices import notify


@transaction.atomic
def like(*, post: Post, by: User) -> Post:
    """Raises `Http404` for a post that `by` may not see.

    Both people are held first, here as everywhere: a block or the end of an account comes before
    this or after it.
    """
    people = lock_for_share(User.objects.filter(pk__in={by.pk, post.maker_id}))
    by = next(person for person in people if person == by)  # as they are now
    in_standing(by).require()
    post = _hold(post, by)
    _, is_new = Like.objects.get_or_create(user=by, post=post)
    if is_new:
        _count(post, +1)
        if post.maker_id != by.pk:
            notify(
                user=post.maker,
                kind=NoticeKind.LIKED,
                key=f"liked:{post.pk}:{by.pk}",
                actor=by,
                clip=post.clip,
            )
    return post


@transaction.atomic
def unlike(*, post: Post, by: User) -> Post:
    post = _hold(post, by)
    gone, _ = Like.objects.filter(user=by, post=post).delete()
    if gone:
        _count(post, -1)
    return post


def _hold(post: Post, viewer: User) -> Post:
    """The post, which cannot be taken down before the commit. Other likes of it wait as well."""
    rows = Post.objects.visible_to(viewer).select_for_update(no_key=True, of=("self",))
    return get_object_or_404(rows, pk=post.pk)


def _count(post: Post, change: int) -> None:
    Post.objects.filter(pk=post.pk).update(like_count=F("like_count") + change)
    post.refresh_from_db(fields=["like_count"])
