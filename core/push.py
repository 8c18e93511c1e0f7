"""Hints to open browser tabs. They may be lost: rows are the truth, and the page asks again."""

import asyncio
import logging
from collections.abc import Iterable
from itertools import islice
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

AT_ONCE = 32  # hints that are on their way together


def user_group(user_id: int) -> str:
    """The group of all open tabs of one person."""
    return f"user.{user_id}"


def push(groups: Iterable[str], message: dict[str, Any]) -> None:
    """Send `message` to every open tab in `groups`; a broken channel layer costs only the hint."""
    push_each((group, message) for group in groups)


def push_each(hints: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Send each message to every open tab in its group, all of them on one visit to the channel layer."""
    layer = get_channel_layer()
    assert layer is not None  # settings name one

    async def send_all() -> None:
        waiting = iter(hints)
        while some := list(islice(waiting, AT_ONCE)):
            await asyncio.gather(
                *(layer.group_send(group, {"type": "push", "message": it}) for group, it in some)
            )

    try:
        async_to_sync(send_all)()
    except (OSError, RedisError) as error:
        log.warning("push lost: %s", error)
