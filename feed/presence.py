"""Who has which list open, in Valkey. Forgotten by itself when a tab stops saying that it is there.

This is all that decides who gets the "new clips" hint, and nothing else rests on it: where it is
lost or the server is away, an open list hears of a post a little later, when its page asks again.

For each list there is one sorted set of people, and for each person on it one of their tabs; the
scores are the seconds at which they are forgotten.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

FORGOTTEN_AFTER = 75  # seconds without a ping
CHUNK = 500  # people


@cache
def _server() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def _people(name: str) -> str:
    return f"{settings.REDIS_PREFIX}:open:{name}"


def _tabs(name: str, user_id: int) -> str:
    return f"{settings.REDIS_PREFIX}:open:{name}:{user_id}"


def stay(name: str, *, user_id: int, tab: str) -> None:
    """This tab has the list open now. To be repeated before it is forgotten."""
    now = time.time()
    until = now + FORGOTTEN_AFTER
    try:
        with _server().pipeline(transaction=True) as all_of:
            all_of.zremrangebyscore(_people(name), "-inf", now)
            all_of.zadd(_people(name), {str(user_id): until})
            all_of.zadd(_tabs(name, user_id), {tab: until})
            for key in (_people(name), _tabs(name, user_id)):
                all_of.expire(key, FORGOTTEN_AFTER)
            all_of.execute()
    except (OSError, RedisError) as error:
        log.warning("presence lost: %s", error)


def leave(name: str, *, user_id: int, tab: str) -> None:
    """This tab no longer has the list open. The person is there while another tab has."""
    tabs = _tabs(name, user_id)
    try:
        with _server().pipeline(transaction=True) as all_of:
            all_of.zrem(tabs, tab)
            all_of.zremrangebyscore(tabs, "-inf", time.time())
            all_of.zcard(tabs)
            *_, left = all_of.execute()
        if not left:
            _server().zrem(_people(name), str(user_id))
    except (OSError, RedisError) as error:
        log.warning("presence lost: %s", error)


def those_present(name: str, user_ids: Sequence[int]) -> list[int]:
    """Which of these people have the list open."""
    if not user_ids:
        return []
    try:
        ends = _server().zmscore(_people(name), [str(user_id) for user_id in user_ids])
    except (OSError, RedisError) as error:
        log.warning("presence lost: %s", error)
        return []
    now = time.time()
    return [user_id for user_id, end in zip(user_ids, ends, strict=True) if end and end > now]


def all_present(name: str) -> Iterator[list[int]]:
    """Everybody who has the list open, each once, in chunks."""
    now = time.time()
    told: set[int] = set()

    def present() -> Iterator[int]:
        for member, end in _server().zscan_iter(_people(name), count=CHUNK):
            if end > now and (user_id := int(member)) not in told:
                told.add(user_id)
                yield user_id

    people = present()
    try:
        while chunk := list(islice(people, CHUNK)):
            yield chunk
    except (OSError, RedisError) as error:
        log.warning("presence lost: %s", error)
