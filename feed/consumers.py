"""The one WebSocket of a tab.

It carries hints and ids; the page fetches the rendered piece, where permission is checked. A tab
is in the group of its person, and in the groups of the clips on its screen that the person may
see. Whatever is lost on the way the page finds again: `watch` answers for what is gone, `resume`
for jobs, and GET /api/resync/ for the rest.
"""

import asyncio
from typing import Any, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from accounts.models import User
from core.push import user_group
from feed import presence
from feed.frames import CLIPS_LIMIT, BadFrame, OpenList, Ping, Resume, Unwatch, Watch, parse
from feed.messages import clip_group, removed_message
from feed.pace import Pace
from feed.queries import ListName
from feed.sockets import clips_visible_to, job_news, session_lives

BAD_FRAME, NO_SESSION, SILENT, TOO_FAST = 4400, 4401, 4408, 4429
SILENCE = presence.FORGOTTEN_AFTER  # seconds without a ping, after which a tab is taken for gone

_stay = sync_to_async(presence.stay, thread_sensitive=False)
_leave = sync_to_async(presence.leave, thread_sensitive=False)
_session_lives = database_sync_to_async(session_lives)
_clips_visible_to = database_sync_to_async(clips_visible_to)
_job_news = database_sync_to_async(job_news)


class TabConsumer(AsyncJsonWebsocketConsumer):
    user: User
    open_list: ListName | None = None
    deadline: asyncio.TimerHandle | None = None
    ended = True  # until the session is known to be good

    async def connect(self) -> None:
        # Accepted first, so that the page hears the code: a refused handshake tells it nothing.
        await self.accept()
        self.user = cast(User, self.scope["user"])  # or AnonymousUser, until the session is checked
        self.session_key: str | None = self.scope["session"].session_key
        self.watched: dict[UUID, None] = {}  # in the order of arrival
        self.pace = Pace(burst=40, a_second=10)
        if not await self._session_is_good():
            await self._end(NO_SESSION)
            return
        self.ended = False
        await self.channel_layer.group_add(user_group(self.user.pk), self.channel_name)
        self._listen_on()

    async def disconnect(self, code: int) -> None:
        if self.user.is_authenticated and not self.ended:
            await self._leave_everything()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **_: Any) -> None:
        if self.ended:
            return
        if not self.pace.allows():
            await self._end(TOO_FAST)
            return
        try:
            frame = parse(text_data)
        except BadFrame:
            await self._end(BAD_FRAME)
            return
        match frame:
            case Ping():
                await self._answer_ping()
            case OpenList(name):
                await self._open(name)
            case Watch(clips):
                await self._watch(clips)
            case Unwatch(clips):
                await self._unwatch(clips)
            case Resume(jobs):
                for message in await _job_news(self.user, jobs):
                    await self.send_json(message)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hints need no database, and so no turn of the one thread that the library closes old connections
        in before every message: when a person goes from 500 screens at once, those turns were seconds. The
        questions of ours close old connections themselves."""
        if message["type"] == "push":
            await self.push(message)
        else:
            await super().dispatch(message)

    async def push(self, event: dict[str, Any]) -> None:
        """A hint from core.push has come for one of the groups of this tab."""
        message = event["message"]
        if self.ended:
            return
        match message["type"]:
            case "session":
                if not await self._session_is_good():
                    await self._end(NO_SESSION)
                return
            case "posts" if message["list"] != self.open_list:
                return  # another tab of the same person has that list open
            case "removed":
                clip = UUID(message["clip"])
                if clip in self.watched:
                    await self.send_json(message)  # the screen first, what is behind it later
                    await self._unwatch((clip,))
                return
        await self.send_json(message)

    async def _answer_ping(self) -> None:
        if not await self._session_is_good():
            await self._end(NO_SESSION)
            return
        self._listen_on()
        if self.open_list:
            await _stay(self.open_list, user_id=self.user.pk, tab=self.channel_name)
        await self.send_json({"type": "pong"})

    async def _open(self, name: ListName | None) -> None:
        if self.open_list and self.open_list != name:
            await _leave(self.open_list, user_id=self.user.pk, tab=self.channel_name)
        self.open_list = name
        if name:
            await _stay(name, user_id=self.user.pk, tab=self.channel_name)

    async def _watch(self, clips: tuple[UUID, ...]) -> None:
        """Join first and look after: a removal in between is in the queue of this tab already.

        What the person cannot see is told as removed, whether it is gone or never was.
        """
        new = [clip for clip in clips if clip not in self.watched]
        for clip in new:
            await self.channel_layer.group_add(clip_group(clip), self.channel_name)
        visible = await _clips_visible_to(self.user, new)
        for clip in new:
            if clip in visible:
                self.watched[clip] = None
            else:
                await self.channel_layer.group_discard(clip_group(clip), self.channel_name)
                await self.send_json(removed_message(clip))
        await self._unwatch(tuple(self.watched)[:-CLIPS_LIMIT])

    async def _unwatch(self, clips: tuple[UUID, ...]) -> None:
        for clip in clips:
            if clip in self.watched:
                del self.watched[clip]
                await self.channel_layer.group_discard(clip_group(clip), self.channel_name)

    async def _session_is_good(self) -> bool:
        if not self.user.is_authenticated:
            return False
        return await _session_lives(self.session_key, self.user.pk)

    def _listen_on(self) -> None:
        """Wait for the next ping, so long and no longer."""
        self._stop_waiting()
        loop = asyncio.get_running_loop()
        self.deadline = loop.call_later(SILENCE, lambda: loop.create_task(self._end(SILENT)))

    def _stop_waiting(self) -> None:
        if self.deadline:
            self.deadline.cancel()

    async def _end(self, code: int) -> None:
        if not self.ended:
            await self._leave_everything()
        await self.close(code=code)

    async def _leave_everything(self) -> None:
        self.ended = True
        self._stop_waiting()
        await self._open(None)
        await self._unwatch(tuple(self.watched))
        await self.channel_layer.group_discard(user_group(self.user.pk), self.channel_name)
