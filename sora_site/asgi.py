"""What the web server serves: HTTP, and the one WebSocket of a tab."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
django.setup()  # what follows may import models

from sora_site.routing import application  # noqa: E402
from sora_site.warming import warm_up  # noqa: E402

__all__ = ["application"]

warm_up()
