"""What feed keeps about a member: handed over on request, and gone when they leave."""

from typing import Any

from django.db.models import F, Q

from accounts.models import User
from feed.models import Like, Notification, Post


def forget_member(user: User) -> None:
    """Take down their posts, take back their likes, empty their inbox. In the caller's transaction."""
    liked = Q(pk__in=Like.objects.filter(user=user).values("post"))
    list(Post.objects.filter(liked | Q(maker=user)).select_for_update().order_by("pk"))
    Post.objects.filter(liked).update(like_count=F("like_count") - 1)
    Like.objects.filter(user=user).delete()
    Post.objects.of(user).delete()
    Notification.objects.of(user).delete()
    Notification.objects.filter(actor=user).delete()


def gather_for(user: User) -> dict[str, Any]:
    """Their own data in plain values, for the export of the account."""
    return {
        "posts": list(
            Post.objects.of(user).order_by("pk").values("clip_id", "caption", "published_at", "like_count")
        ),
        "likes": list(Like.objects.filter(user=user).order_by("pk").values("post__clip_id", "created_at")),
        "notifications": list(
            Notification.objects.of(user)
            .order_by("pk")
            .values("kind", "actor__username", "clip_id", "being", "note", "created_at", "read_at")
        ),
    }
