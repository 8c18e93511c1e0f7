"""The matcher of the registry's latest revision, in every process, without a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from rights.matching.candidates import Entry, Mode
from rights.matching.hits import Hit
from rights.matching.matcher import Matcher
from rights.models import Alias, Registry, WorkKind

PEOPLE = frozenset({WorkKind.PERSON, WorkKind.ESTATE})


@dataclass(frozen=True, slots=True)
class Edition:
    """A matcher, and the state of the registry that it was made from.

    Both number and moment count: a transaction that is rolled back takes its number with it, and
    the next one may use it again, for another change.
    """

    revision: int
    changed_at: datetime | None
    matcher: Matcher

    def find(self, texts: Sequence[str]) -> list[Hit]:
        """The works that the texts name or describe."""
        return self.matcher.find(texts)


_lock = Lock()
_latest: Edition | None = None


def current() -> Edition:
    """The edition of now. One small query tells whether the one at hand still is.

    Raises whatever the database raises: a caller that cannot know must refuse.
    """
    global _latest  # noqa: PLW0603 (one per process is the point)
    row = Registry.objects.filter(pk=1).first() or Registry(pk=1)
    if (edition := _latest) and _is_of(edition, row):
        return edition
    with _lock:
        if not ((edition := _latest) and _is_of(edition, row)):
            # Read after the revision: the entries are of that revision or of a later one, never older.
            edition = _latest = Edition(row.revision, row.changed_at, Matcher(_entries()))
    return edition


def bump() -> None:
    """Say, in the transaction of a change, that the registry has changed.

    The row is held until the commit: changes of the registry follow one another.
    """
    Registry.objects.get_or_create(pk=1)
    Registry.objects.filter(pk=1).update(revision=F("revision") + 1, changed_at=timezone.now())


def _is_of(edition: Edition, row: Registry) -> bool:
    """An empty registry has no moment of change, and nothing to be remembered."""
    return row.changed_at is not None and (edition.revision, edition.changed_at) == (
        row.revision,
        row.changed_at,
    )


def _entries() -> list[Entry]:
    rows = Alias.objects.order_by("pk").values_list(
        "text", "folded", "work", Coalesce("work__franchise", "work"), "mode", "work__kind"
    )
    return [
        Entry(text, folded, work, group, Mode(mode), kind in PEOPLE)
        for text, folded, work, group, mode, kind in rows
    ]
