"""May a text be made into a clip? What no license opens is closed; what cannot be checked is, too."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.decisions import Decision, Reason, Span, no
from core.locks import lock_for_share
from rights import registry
from rights.matching.hits import Hit
from rights.models import License, RightsHolder, Work, WorkKind

log = logging.getLogger(__name__)
NEVER = datetime.max.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, slots=True)
class Finding:
    """A work that is named in one of the texts, and the license under which it may be, if any.

    `span` points into the person's own text; it is None where another text names the work.
    """

    title: str
    held_by: str
    kind: str
    span: Span | None
    license: License | None
    alternative: str
    text_index: int


@dataclass(frozen=True, slots=True)
class Clearance:
    """The answer about every work in the texts, what it rests on, and when that ends by itself."""

    decision: Decision
    findings: tuple[Finding, ...]
    licenses: tuple[License, ...]
    until: datetime | None
    revision: int | None  # of the registry; None when it could not be asked


UNAVAILABLE = Clearance(
    no("rights.unavailable", "Rights can't be checked right now. Try again in a moment."), (), (), None, None
)


def clear(texts: Sequence[str], *, by: User, hold: bool) -> Clearance:
    """May `by` make a clip from these texts? The first is their own, the others are its ancestors'.

    With `hold`, the licenses that the answer rests on cannot change before the commit.
    """
    try:
        with transaction.atomic():  # a savepoint: after an error the caller's transaction still works
            return _clear(texts, by, hold=hold)
    except Exception:
        log.exception("the registry could not answer")
        return UNAVAILABLE


def _clear(texts: Sequence[str], by: User, *, hold: bool) -> Clearance:
    edition = registry.current()
    hits = edition.matcher.find(texts)
    works = Work.objects.select_related("holder").in_bulk({hit.work for hit in hits})
    licenses = _licenses(list(works.values()), by, hold=hold)
    # A work that went between the two questions is in no answer: its alias went with it.
    findings = tuple(
        _finding(works[hit.work], hit, licenses.get(hit.work)) for hit in hits if hit.work in works
    )
    used = tuple(licenses.values())
    return Clearance(
        decision=_decide(findings),
        findings=findings,
        licenses=used,
        until=min((license.ends_at for license in used if license.ends_at), default=None),
        revision=edition.revision,
    )


def _licenses(works: list[Work], by: User, *, hold: bool) -> dict[int, License]:
    """For each work the license that lasts longest, if `by` has one."""
    if not works:
        return {}
    licenses = License.objects.active().for_grantee(by.pk).filter(work__in=works)
    if hold:
        lock_for_share(
            RightsHolder.objects.filter(pk__in=[work.holder_id for work in works if work.holder_id])
        )
        lock_for_share(Work.objects.filter(pk__in=[work.pk for work in works]))
        rows = lock_for_share(licenses)
    else:
        rows = list(licenses)
    return {row.work_id: row for row in sorted(rows, key=lambda row: (row.ends_at or NEVER, row.pk))}


def _finding(work: Work, hit: Hit, license: License | None) -> Finding:
    own = hit.span if hit.index == 0 else None
    return Finding(work.title, work.held_by, work.kind, own, license, work.alternative, hit.index)


def _decide(findings: tuple[Finding, ...]) -> Decision:
    """One reason for each place in the person's own text; elsewhere, one for each work not named there."""
    closed = [finding for finding in findings if finding.license is None]
    own = {finding.title for finding in closed if finding.span}
    told = [finding for finding in closed if finding.span or finding.title not in own]
    return Decision(tuple(dict.fromkeys(_objection(finding) for finding in told)))


def _objection(finding: Finding) -> Reason:
    """Names the work and its holder. Never the alias that gave it away: that would teach evasion."""
    if finding.kind == WorkKind.PERSON:
        message = f"{finding.title} is a public person who has not allowed it."
    else:
        holder = finding.held_by or "Its holder"
        message = f"{holder} hasn't opened {finding.title} to this site."
    return Reason("rights.not_authorized", message, finding.title, finding.span)
