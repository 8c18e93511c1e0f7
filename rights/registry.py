"""The matcher of the registry's latest revision, in every process, without a restart."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db.models import F
from django.utils import timezone

from rights.matcher import Entry, Matcher
from rights.models import Alias, MatchMode, Registry


@dataclass(frozen=True, slots=True)
class Edition:
    """A matcher, and the revision of the registry that it was made from."""

    revision: int
    changed_at: datetime | None
    matcher: Matcher


_lock = Lock()
_latest: Edition | None = None


def current() -> Edition:
    """The edition of now. One small query tells whether the one at hand still is.

    Raises whatever the database raises: a caller that cannot know must refuse.
    """
    global _latest  # noqa: PLW0603 (one per process is the point)
    row = Registry.objects.filter(pk=1).first() or Registry(pk=1)
    edition = _latest
    if edition is None or (edition.revision, edition.changed_at) != (row.revision, row.changed_at):
        with _lock:
            edition = _latest = Edition(row.revision, row.changed_at, Matcher(_entries()))
    return edition


def bump() -> None:
    """Say, in the transaction of a change, that the registry has changed."""
    changed = Registry.objects.filter(pk=1).update(revision=F("revision") + 1, changed_at=timezone.now())
    if not changed:
        Registry.objects.create(pk=1, revision=1, changed_at=timezone.now())


def _entries() -> list[Entry]:
    rows = Alias.objects.order_by("pk").values_list("folded", "work_id", "mode")
    return [Entry(folded, work_id, mode == MatchMode.CONTEXT) for folded, work_id, mode in rows]
