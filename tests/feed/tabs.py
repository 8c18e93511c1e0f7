"""An open browser tab: the real consumer, behind the real Origin and session checks."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from accounts.models import User
from sora_site.routing import application

QUIET = 0.25  # seconds in which nothing comes


def story(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test so that database work is done in the test's own thread and connection."""

    @wraps(test)
    def run(**fixtures: Any) -> None:
        async_to_sync(test)(**fixtures)

    return run


class Tab:
    """`async with Tab(alice) as tab:` opens a socket as she would."""

    def __init__(self, user: User | None, *, origin: str | None = "http://localhost") -> None:
        self.user, self.origin = user, origin
        self.client = Client()

    async def open(self) -> tuple[bool, Any]:
        if self.user:
            await sync_to_async(self.client.force_login)(
                self.user, backend="django.contrib.auth.backends.ModelBackend"
            )
        headers = [(b"origin", self.origin.encode())] if self.origin is not None else []
        if cookie := self.client.cookies.get(settings.SESSION_COOKIE_NAME):
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie.value}".encode()))
        self.socket = WebsocketCommunicator(application, "/ws/", headers=headers)
        answer: tuple[bool, Any] = await self.socket.connect(timeout=5)
        return answer

    async def __aenter__(self) -> "Tab":
        connected, _ = await self.open()
        assert connected
        # By the answer the tab has joined its groups.
        assert await self.ask({"type": "ping"}) == {"type": "pong"}
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.disconnect(timeout=5)

    async def send(self, frame: Any) -> None:
        await self.socket.send_json_to(frame)

    async def hear(self) -> Any:
        return await self.socket.receive_json_from(timeout=5)

    async def ask(self, frame: Any) -> Any:
        await self.send(frame)
        return await self.hear()

    async def show(self, name: str | None) -> None:
        """Open a list, and wait until that is known."""
        await self.send({"type": "list", "name": name})
        assert await self.ask({"type": "ping"}) == {"type": "pong"}

    async def watch(self, *clips: object) -> None:
        await self.send({"type": "watch", "clips": [str(clip) for clip in clips]})
        assert await self.ask({"type": "ping"}) == {"type": "pong"}

    async def hears_nothing(self) -> bool:
        quiet: bool = await self.socket.receive_nothing(timeout=QUIET, interval=0.05)
        return quiet

    async def close_code(self) -> int:
        """The code of the close that comes next."""
        event = await self.socket.receive_output(timeout=5)
        assert event["type"] == "websocket.close", event
        return int(event["code"])
