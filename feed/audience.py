"""Whose open list a new post enters: exactly those people, a chunk at a time."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import Block, Follow
from feed import presence
from feed.models import Post
from feed.queries import ListName

FOLLOWERS_LISTS = (ListName.FOLLOWING, ListName.FOR_YOU)


def audience_of(post: Post) -> Iterator[tuple[ListName, list[int]]]:
    """Followers who have Following or For you open, and whoever has Latest open.

    Neither the maker nor anybody who may not see it, and nobody at all if it is not to be seen.
    """
    if not Post.objects.visible_to(post.maker).listed().filter(pk=post.pk).exists():
        return
    for followers in _followers(post.maker_id):
        for name in FOLLOWERS_LISTS:
            if people := _admitted(post, presence.those_present(name, followers)):
                yield name, people
    for viewers in presence.all_present(ListName.LATEST):
        if people := _admitted(post, viewers):
            yield ListName.LATEST, people


def _followers(maker_id: int) -> Iterator[list[int]]:
    last = 0
    while True:
        ties = Follow.objects.filter(followed=maker_id, follower__gt=last).order_by("follower")
        chunk = list(ties.values_list("follower", flat=True)[: presence.CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1]


def _admitted(post: Post, people: list[int]) -> list[int]:
    """Without the maker, without those whom a block stands between, and of a clip for few, those few: what
    `visible_to` asks for one viewer, asked for many."""
    if not people:
        return []
    maker = post.maker_id
    walls = Block.objects.filter(
        Q(blocker=maker, blocked__in=people) | Q(blocked=maker, blocker__in=people)
    ).values_list("blocker", "blocked")
    apart = {person for wall in walls for person in wall} | {maker}
    reached = _reached(post, people) if post.clip.for_followers else people
    return [person for person in reached if person not in apart]


def _reached(post: Post, people: list[int]) -> list[int]:
    """Those who follow the maker, or are in the clip."""
    followers = Follow.objects.filter(followed=post.maker_id, follower__in=people).values_list("follower")
    shown = post.clip.cast.filter(owner__in=people).values_list("owner")
    return [person for (person,) in followers.union(shown)]
