"""One stranger who makes many clips of one face: its owner hears of it, and a moderator looks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.queries import are_mutuals
from cameos.models import Cameo, ConsentGrant
from core import audit
from core.models import AuditEvent
from feed.models import NoticeKind
from feed.services import notify
from generation.models import Clip
from moderation.models import Case, Report, ReportReason
from moderation.services import put_in_queue

ALARM = "likeness.alarm"


@transaction.atomic
def watch_pace(*, clip: Clip) -> None:
    """Look at a new clip: whose face has its maker, a stranger to them, used too often of late?"""
    for cameo in clip.cast.exclude(owner=clip.maker).select_related("owner").order_by("pk"):
        if _is_stranger(clip.maker, cameo) and _too_many(clip.maker, cameo):
            _raise(clip, cameo)


def _is_stranger(maker: User, cameo: Cameo) -> bool:
    """Neither a mutual nor somebody whom the owner has approved."""
    approved = ConsentGrant.objects.active().between(cameo, maker).exists()
    return not approved and not are_mutuals(maker, cameo.owner)


def _too_many(maker: User, cameo: Cameo) -> bool:
    made = Clip.objects.filter(maker=maker, cast=cameo, created_at__gte=_since()).count()
    return made >= settings.LIKENESS_ALARM_CLIPS and not _told(maker, cameo)


def _told(maker: User, cameo: Cameo) -> bool:
    """By the log, which nobody else writes: reports without a reporter come from elsewhere too."""
    of_it = AuditEvent.objects.filter(verb=ALARM, subject=audit.name_of(cameo), at__gte=_since())
    return of_it.filter(details__maker=audit.name_of(maker)).exists()


def _raise(clip: Clip, cameo: Cameo) -> None:
    Case.objects.get_or_create(clip=clip)
    case = Case.objects.select_for_update(no_key=True).get(clip=clip)
    put_in_queue(case)
    made, hours = settings.LIKENESS_ALARM_CLIPS, settings.LIKENESS_ALARM_HOURS
    text = f"{clip.maker} has made {made} clips of @{cameo.handle}, a stranger, within {hours} hours."
    Report.objects.create(case=case, reporter=None, reason=ReportReason.LIKENESS, text=text)
    audit.record(ALARM, cameo, by=None, maker=audit.name_of(clip.maker), clip=str(clip.pk))
    notify(
        user=cameo.owner,
        kind=NoticeKind.ALARM,
        key=f"alarm:{clip.pk}" + (f":{cameo.pk}" if cameo.is_being else ""),
        actor=clip.maker,
        clip=clip,
        being=cameo.own_handle or "",
        note=f"{made} clips{'' if cameo.is_being else ' with you'} within {hours} hours. "
        "Look at them, hide them, or block who makes them.",
    )


def _since() -> datetime:
    return timezone.now() - timedelta(hours=settings.LIKENESS_ALARM_HOURS)
