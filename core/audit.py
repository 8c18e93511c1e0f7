"""Writing the audit log."""

from typing import Any

from django.db import models

from core.models import AuditEvent


def name_of(thing: models.Model) -> str:
    """A stable name that needs no foreign key: "cameo:12"."""
    return f"{thing._meta.model_name}:{thing.pk}"


def record(verb: str, subject: models.Model, *, by: models.Model | None, **details: Any) -> AuditEvent:
    """Add one event in the transaction of the act itself. `by=None` is the system."""
    actor = name_of(by) if by else "system"
    return AuditEvent.objects.create(actor=actor, verb=verb, subject=name_of(subject), details=details)
