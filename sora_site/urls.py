"""Every address of the site. Each app names its own; here is only where they hang."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from accounts.middleware import open_everywhere
from rights.console import console
from sora_site.health import healthz

api: list[URLPattern | URLResolver] = [
    path("", include("cameos.api_urls")),
    path("", include("rights.api_urls")),
    path("", include("generation.api_urls")),
    path("", include("feed.api_urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]

handler404 = "core.problems.not_found"
handler500 = "core.problems.server_error"

urlpatterns = [
    path("healthz", open_everywhere(healthz), name="healthz"),
    path("admin/", admin.site.urls),
    path("rights/console/", console.urls),
    path("api/", include((api, "api"))),
    path("", include("accounts.entrance_urls")),
    path("", include("accounts.urls")),
    path("likeness/", include("cameos.urls")),
    path("receipts/", include("cameos.receipt_urls")),
    path("rights/", include("rights.urls")),
    path("", include("generation.urls")),
    path("", include("moderation.urls")),
    path("", include("feed.urls")),
]
