"""When a likeness that is opened to everyone begins to be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models.functions import Now

from cameos.models import Scope


def everyone_from(scope: Scope) -> Any:
    """When a scope that is chosen now lets everyone in: strangers wait, so that a choice made in haste, or
    by somebody else on one's device, can be taken back. None: at once, or never."""
    hours = settings.LIKENESS_COOL_DOWN_HOURS
    return Now() + timedelta(hours=hours) if scope == Scope.EVERYONE and hours else None
