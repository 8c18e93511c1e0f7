"""Where the WebSocket is."""

from typing import Any

from django.urls import path

from feed.consumers import TabConsumer

# Any: the stubs of path() know only views.
_tab: Any = TabConsumer.as_asgi()

websocket_urlpatterns: list[Any] = [path("ws/", _tab)]
