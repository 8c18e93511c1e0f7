"""Where the WebSocket is."""

from django.urls import URLPattern, path

from feed.consumers import TabConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/", TabConsumer.as_asgi()),  # type: ignore[arg-type]  # the stubs of path() know only views
]
