"""The matcher of the registry's latest revision, in every process, without a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.decisions import Span
from rights.descriptions import descriptions
from rights.matching.candidates import Entry, Mode
from rights.matching.hits import Hit
from rights.matching.matcher import Matcher
from rights.matching.semantic.index import SemanticIndex
from rights.models import Alias, Registry, WorkKind

PEOPLE = frozenset({WorkKind.PERSON, WorkKind.ESTATE})


class Reach(StrEnum):
    """How far to look. What is less than ALL is for measuring the stages apart."""

    EXACT = "exact"
    LEXICAL = "lexical"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Edition:
    """A matcher, and the state of the registry that it was made from.

    Both number and moment count: a transaction that is rolled back takes its number with it, and
    the next one may use it again, for another change.
    """

    revision: int
    changed_at: datetime | None
    matcher: Matcher
    semantic: SemanticIndex

    def find(
        self, texts: Sequence[str], reach: Reach = Reach.ALL, handles: Sequence[Sequence[Span]] = ()
    ) -> list[Hit]:
        """The works that the texts name or describe. Raises EncoderMissing where descriptions wait for it.

        A description that stands where its work is named for certain says nothing new. `handles`: see
        `Matcher.find`.
        """
        named = self.matcher.find(texts, exact_only=reach == Reach.EXACT, handles=handles)
        if reach != Reach.ALL:
            return named
        return [*named, *(hit for hit in self.semantic.find(texts) if not _is_named(hit, named))]


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
            edition = _latest = Edition(
                row.revision, row.changed_at, Matcher(_entries()), SemanticIndex(descriptions())
            )
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


def _is_named(hit: Hit, named: Sequence[Hit]) -> bool:
    """Is the work named for certain within the passage that describes it?"""
    return any(
        it.certain
        and (it.work, it.index) == (hit.work, hit.index)
        and hit.span.start <= it.span.start
        and it.span.end <= hit.span.end
        for it in named
    )
