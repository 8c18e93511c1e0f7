"""The verbs of feed, a file for each noun."""

from feed.services.likes import like, unlike
from feed.services.members import forget_member, gather_for
from feed.services.notices import mark_read, notify, notify_all
from feed.services.posts import publish_clip, unpublish_clip

__all__ = [
    "forget_member",
    "gather_for",
    "like",
    "mark_read",
    "notify",
    "notify_all",
    "publish_clip",
    "unlike",
    "unpublish_clip",
]
