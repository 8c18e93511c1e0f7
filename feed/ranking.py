"""The order of the list "For you". All of it is here, and all of it can be told to a member.

The newest `WINDOW` posts that a person may see are put in order of points; what is older follows
by age. A post has, at the moment when the person opened the list,

    one point for each doubling of its likes  (log2 of 1 + likes)
    minus one point for every 8 hours of age
    plus 4 points if the person follows its maker, 6 if the maker follows back.

So somebody you follow comes before a stranger whose equally liked clip is up to 32 hours younger.
Nothing else counts: not what you watched, where you are, or what you might buy.
"""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils import timezone
from redis.exceptions import RedisError

from accounts.models import Follow, User
from feed.models import Post

log = logging.getLogger(__name__)

WINDOW = 300  # posts
HOURS_A_POINT = 8
FOLLOWED, MUTUAL = 4, 6
_KEPT_SECONDS = 30 * 60

Place = tuple[int, int]  # thousandths of a point, and the id of the post


@dataclass(frozen=True, slots=True)
class Walk:
    """One reading of the list: its order is settled when it begins. `top` is the newest post then."""

    epoch: int  # seconds since 1970
    top: int


def points(*, age_seconds: float, likes: int, followed: bool, mutual: bool) -> float:
    closeness = (MUTUAL if mutual else FOLLOWED) if followed else 0
    return log2(1 + likes) + closeness - age_seconds / 3600 / HOURS_A_POINT


def begin(viewer: User) -> tuple[Walk, list[Place]]:
    """A new walk and its order, best first."""
    now = timezone.now()
    order = _order(viewer, now, top=None)
    walk = Walk(int(now.timestamp()), top=max((pk for _, pk in order), default=0))
    _remember(viewer, walk, order)
    return walk, order


def resume(viewer: User, walk: Walk) -> list[Place]:
    """The order of a walk that has begun. If it was forgotten it is found again, likes as of now."""
    try:
        kept = cache.get(_key(viewer, walk))
    except (OSError, RedisError):
        kept = None
    if kept is None:
        return _order(viewer, datetime.fromtimestamp(walk.epoch, UTC), top=walk.top)
    return [(score, pk) for score, pk in json.loads(kept)]


def _order(viewer: User, at: datetime, *, top: int | None) -> list[Place]:
    posts = Post.objects.visible_to(viewer).listed().newest()
    if top is not None:
        posts = posts.filter(pk__lte=top)
    follows = Follow.objects.filter(follower=viewer, followed=OuterRef("maker"))
    follows_back = Follow.objects.filter(follower=OuterRef("maker"), followed=viewer)
    rows = posts.annotate(followed=Exists(follows), follows_back=Exists(follows_back)).values_list(
        "pk", "published_at", "like_count", "followed", "follows_back"
    )
    order = []
    for pk, published_at, likes, followed, follows_back_ in rows[:WINDOW]:
        score = points(
            age_seconds=(at - published_at).total_seconds(),
            likes=likes,
            followed=followed,
            mutual=followed and follows_back_,
        )
        order.append((round(score * 1000), pk))
    return sorted(order, reverse=True)


def _remember(viewer: User, walk: Walk, order: list[Place]) -> None:
    try:
        cache.set(_key(viewer, walk), json.dumps(order), _KEPT_SECONDS)
    except (OSError, RedisError) as error:
        log.warning("the order of a walk is not kept: %s", error)


def _key(viewer: User, walk: Walk) -> str:
    return f"walk:{viewer.pk}:{walk.epoch}:{walk.top}"
