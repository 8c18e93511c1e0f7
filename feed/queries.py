"""The lists of clips, a page at a time. A page costs at most five queries, however deep it lies."""

from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Value

from accounts.models import User
from feed import ranking
from feed.cursors import seal, unseal
from feed.models import Post, PostQuerySet

FIRST_PAGE, NEXT_PAGE = 3, 8  # posts: what the first screen needs, and what is fetched ahead
_UNRANKED = -(10**12)  # below every score: the part of a walk that goes by age alone


class ListName(StrEnum):
    FOR_YOU = "for_you"
    FOLLOWING = "following"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Page:
    """Some posts, and the cursor of those that follow; empty at the end."""

    posts: list[Post]
    next_cursor: str


def page_of(name: ListName, *, viewer: User, after: str = "", size: int = NEXT_PAGE) -> Page:
    """A page of one of the three lists. Raises `BadCursor`."""
    if name is ListName.FOR_YOU:
        return _page_for_you(viewer, after, size)
    return page_by_age(everything_on(name, viewer), name=name, viewer=viewer, after=after, size=size)


def everything_on(name: ListName, viewer: User) -> PostQuerySet:
    """All posts that a list has for `viewer`, in no order."""
    posts = Post.objects.visible_to(viewer).listed()
    return posts.followed_by(viewer) if name is ListName.FOLLOWING else posts


def newest_on(name: ListName, viewer: User) -> str | None:
    """The clip of the newest post on a list: another answer than before means new clips."""
    newest = everything_on(name, viewer).newest().values_list("clip_id", flat=True).first()
    return str(newest) if newest else None


def page_by_age(posts: PostQuerySet, *, name: str, viewer: User, after: str, size: int) -> Page:
    """A page of `posts`, newest first. `name` ties the cursor to this list. Raises `BadCursor`."""
    last = unseal(name, viewer, after, numbers=1)[0] if after else None
    found = list(posts.older_than(last).newest().as_cards(viewer)[: size + 1])
    return Page(found[:size], seal(name, viewer, found[size - 1].pk) if len(found) > size else "")


def _page_for_you(viewer: User, after: str, size: int) -> Page:
    if after:
        epoch, top, *place = unseal(ListName.FOR_YOU, viewer, after, numbers=4)
        walk, last = ranking.Walk(epoch, top), (place[0], place[1])
        order = ranking.resume(viewer, walk)
        ahead = [(score, pk) for score, pk in order if (score, pk) < last]
    else:
        walk, order = ranking.begin(viewer)
        ahead, last = order, (0, 0)
    visible = Post.objects.visible_to(viewer).listed()
    found = _in_order(visible, ahead, viewer, size + 1)
    if len(found) <= size and order:
        floor = last[1] if after and last[0] == _UNRANKED else min(pk for _, pk in order)
        found += visible.older_than(floor).newest().as_cards(viewer)[: size + 1 - len(found)]
    if len(found) <= size:
        return Page(found, "")
    scores = {pk: score for score, pk in order}
    end = found[size - 1].pk
    cursor = seal(ListName.FOR_YOU, viewer, walk.epoch, walk.top, scores.get(end, _UNRANKED), end)
    return Page(found[:size], cursor)


def _in_order(posts: PostQuerySet, ahead: list[ranking.Place], viewer: User, limit: int) -> list[Post]:
    """The first `limit` of `posts` in the order of `ahead`; what is no longer visible is left out."""
    if not ahead:
        return []
    pks = [pk for _, pk in ahead]
    place = Func(
        Value(pks, output_field=ArrayField(BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=BigIntegerField(),
    )
    return list(posts.filter(pk__in=pks).as_cards(viewer).order_by(place)[:limit])
