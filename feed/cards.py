"""Posts as a page or a program shows them: with addresses of the files that work for one viewer."""

from collections.abc import Iterable

from accounts.models import User
from feed.models import Post
from generation.media.links import link


def dress(posts: Iterable[Post], viewer: User) -> list[Post]:
    """Give every post its short-lived addresses. No queries for posts that came by `as_cards`."""
    dressed = list(posts)
    for post in dressed:
        post.video_url = link(post.clip, "video", viewer)
        post.poster_url = link(post.clip, "poster", viewer)
        post.captions_url = link(post.clip, "captions", viewer)
    return dressed
