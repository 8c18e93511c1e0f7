"""Where a connection goes: a page, or the one WebSocket of a tab. Django must be set up before."""

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.handlers.asgi import ASGIHandler

from feed.routing import websocket_urlpatterns

application = ProtocolTypeRouter(
    {
        "http": ASGIHandler(),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
