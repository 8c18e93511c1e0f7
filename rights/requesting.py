"""What a maker fills in when they ask for a license."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day that was chosen, in the person's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
