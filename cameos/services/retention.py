"""The end of what nobody uses any more, and of what a crash has left behind."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from cameos.models import Cameo
from cameos.services.recordings import orphaned_portraits, orphans
from cameos.services.scopes import withdraw_cameo
from core import audit
from core.decisions import Conflict


def expire_unused() -> int:
    """Delete likenesses whose owners have not been here for LIKENESS_UNUSED_DAYS. Returns how many."""
    until = timezone.now() - timedelta(days=settings.LIKENESS_UNUSED_DAYS)
    away = Q(owner__last_login__lt=until) | Q(owner__last_login=None, owner__date_joined__lt=until)
    ended = 0
    unused = Cameo.objects.people().kept().filter(away, created_at__lt=until).select_related("owner")
    for cameo in unused[:200]:
        try:
            withdraw_cameo(cameo=cameo, by=cameo.owner)
        except Conflict:  # they did so themselves, this moment
            continue
        audit.record("likeness.expired_unused", cameo, by=None, days=settings.LIKENESS_UNUSED_DAYS)
        ended += 1
    return ended


def remove_orphans() -> int:
    """Returns how many files went."""
    names = [*orphans(), *orphaned_portraits()]
    for name in names:
        default_storage.delete(name)
    return len(names)
