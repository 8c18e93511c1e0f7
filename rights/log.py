"""The audit log as holders read it: each event says whose it is."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet

from accounts.models import User
from core import audit
from core.models import AuditEvent
from rights.models import RightsHolder


def record(
    verb: str, subject: models.Model, *, holder: RightsHolder | None, by: User | None, **details: Any
) -> AuditEvent:
    """Add an event about something that is `holder`'s at this moment; later holders do not see it."""
    owner = {"owner": audit.name_of(holder)} if holder else {}
    return audit.record(verb, subject, by=by, **details, **owner)


def events_of(user: User) -> QuerySet[AuditEvent]:
    """What was done to and in the name of the holders that `user` is a member of, newest first."""
    owners = [audit.name_of(holder) for holder in RightsHolder.objects.of_member(user)]
    return AuditEvent.objects.filter(details__has_key="owner", details__owner__in=owners)
