"""What holders do with works, and whether a text may be made into a clip."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from core import audit
from core.decisions import Decision, Reason, Span
from core.locks import lock_for_share
from rights import registry
from rights.folding import fold
from rights.models import Alias, License, MatchMode, RightsHolder, Work, WorkKind
from rights.policies import may_manage
from rights.signals import license_narrowed


@dataclass(frozen=True, slots=True)
class Finding:
    """A work that is named in one of the texts, and the license under which it may be, if any.

    `span` points into the person's own text; it is None where an ancestor's text names the work.
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
    revision: int | None


def clear(texts: Sequence[str], *, by: User, hold: bool) -> Clearance:
    """May `by` make a clip from these texts? The first is their own, the others are its ancestors'.

    With `hold`, the licenses that the answer rests on cannot change before the commit. A work that
    no license opens is closed.
    """
    edition = registry.current()
    hits = [(index, hit) for index, text in enumerate(texts) for hit in edition.matcher.find(text)]
    works = Work.objects.select_related("holder").in_bulk({hit.work_id for _, hit in hits})
    licenses = _licenses(works.values(), by, hold=hold)
    findings = tuple(
        _finding(works[hit.work_id], index, hit.span, licenses.get(hit.work_id)) for index, hit in hits
    )
    used = tuple(licenses.values())
    return Clearance(
        decision=Decision(tuple(dict.fromkeys(_objection(it) for it in findings if it.license is None))),
        findings=findings,
        licenses=used,
        until=min((license.ends_at for license in used if license.ends_at), default=None),
        revision=edition.revision,
    )


def _licenses(works: Iterable[Work], by: User, *, hold: bool) -> dict[int, License]:
    """For each work the license that lasts longest, if `by` has one."""
    works = list(works)
    if hold:
        keys = [work.pk for work in works]
        lock_for_share(RightsHolder.objects.filter(pk__in=[work.holder_id for work in works]))
        lock_for_share(License.objects.filter(work_id__in=keys, revoked_at=None))
    rows = License.objects.active().for_grantee(by.pk).filter(work__in=works).select_related("work__holder")
    never = datetime.max.replace(tzinfo=timezone.get_default_timezone())
    return {row.work_id: row for row in sorted(rows, key=lambda row: row.ends_at or never)}


def _finding(work: Work, index: int, span: Span, license: License | None) -> Finding:
    own = span if index == 0 else None
    return Finding(work.title, work.held_by, work.kind, own, license, work.alternative, index)


def _objection(finding: Finding) -> Reason:
    """Names the work and its holder. Never the alias that gave it away: that would teach evasion."""
    if finding.kind == WorkKind.PERSON:
        message = f"{finding.title} is a public person who has not allowed this here."
    else:
        holder = finding.held_by or "Its holder"
        message = f"{holder} hasn't opened {finding.title} to this site."
    return Reason("rights.not_authorized", message, finding.title, finding.span)


@transaction.atomic
def register_work(
    *,
    title: str,
    kind: WorkKind,
    by: User | None,
    holder: RightsHolder | None = None,
    holder_name: str = "",
    alternative: str = "",
) -> Work:
    """Enter a work under its own title. From now on it is closed, until a license opens it."""
    work, _ = Work.objects.update_or_create(
        slug=slugify(title, allow_unicode=False) or fold(title)[:120],
        defaults={
            "title": title,
            "kind": kind,
            "holder": holder,
            "holder_name": holder_name,
            "alternative": alternative,
        },
    )
    audit.record("work.registered", work, by=by, title=title)
    add_alias(work=work, text=title, by=by)
    return work


@transaction.atomic
def add_alias(*, work: Work, text: str, by: User | None, mode: MatchMode = MatchMode.STRONG) -> Alias:
    """Let the matcher know a work by one more name. Twice is once; the mode of the last time counts."""
    alias, is_new = Alias.objects.update_or_create(
        work=work, text=text, defaults={"folded": fold(text), "mode": mode}
    )
    registry.bump()
    if is_new:
        audit.record("alias.added", alias, by=by, work=work.slug)
    return alias


@transaction.atomic
def grant_license(
    *,
    work: Work,
    by: User,
    grantee: User | None = None,
    ends_at: datetime | None = None,
    credit_line: str = "",
) -> License:
    """Open a work to one person, or to everyone."""
    may_manage(work=work, by=by).require()
    license = License.objects.create(work=work, grantee=grantee, ends_at=ends_at, credit_line=credit_line)
    audit.record("license.granted", license, by=by, work=work.slug)
    registry.bump()
    return license


@transaction.atomic
def revoke_license(*, license: License, by: User) -> License:
    """Close it again. What rests on the license ends in the same transaction."""
    may_manage(work=license.work, by=by).require()
    license = License.objects.select_for_update(no_key=True, of=("self",)).get(pk=license.pk)
    if license.revoked_at is None:
        license.revoked_at = timezone.now()
        license.save(update_fields=["revoked_at"])
        audit.record("license.revoked", license, by=by, work=license.work.slug)
        registry.bump()
        license_narrowed.send(sender=License, license=license)
    return license
