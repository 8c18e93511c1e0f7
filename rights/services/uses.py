"""Which clips rest on which license: set aside with the job, spent with the clip, given back without one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from core.clock import database_now
from core.decisions import YES, Conflict, Decision, Reason, no
from core.locks import lock_for_change, lock_for_share
from rights import log
from rights.models import BlockedCount, License, LicenseUse, UseState
from rights.models.licenses import LicenseQuerySet
from rights.outcomes import Outcome
from rights.policies import may_manage
from rights.profile import Approval
from rights.signals import use_approved, use_withdrawn

REASON_LIMIT = 300  # the width of the column

if TYPE_CHECKING:
    from rights.services.clearing import Finding


LIMITED = Q(per_day__isnull=False) | Q(total__isnull=False)


@dataclass(frozen=True, slots=True)
class Counted:
    ever: int = 0
    today: int = 0


def hold_licenses(licenses: LicenseQuerySet) -> None:
    """Hold licenses until the commit: those that are counted against other counters, too.

    Whether a license is counted never changes, so that all transactions take both kinds in one order.
    """
    lock_for_change(License.objects.filter(pk__in=licenses.filter(LIMITED).values("pk")))
    lock_for_share(licenses.exclude(LIMITED))


def hold_to_change(licenses: LicenseQuerySet) -> list[License]:
    """Hold licenses that are about to change until the commit, in the same order as `hold_licenses`, and
    return those that are still meant, as they are now."""
    rows = License.objects.filter(pk__in=licenses.values("pk"))
    held = [*lock_for_change(rows.filter(LIMITED)), *lock_for_change(rows.exclude(LIMITED))]
    return list(licenses.filter(pk__in=[it.pk for it in held]).distinct().order_by("pk"))


def counted(licenses: Iterable[int], *, at: datetime, besides: UUID | None = None) -> Mapping[int, Counted]:
    """How many clips rest on each license, ever and on the day of `at` in UTC, `besides` those of one job."""
    counts: dict[int, Counted] = defaultdict(Counted)
    licenses = list(licenses)
    if not licenses:
        return counts
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    uses = LicenseUse.objects.filter(license__in=licenses).exclude(state=UseState.RELEASED)
    if besides:
        uses = uses.exclude(job_id=besides)
    rows = (
        uses.order_by()
        .values("license")
        .annotate(ever=Count("pk"), today=Count("pk", filter=Q(at__gte=midnight)))
    )
    for row in rows:
        counts[row["license"]] = Counted(row["ever"], row["today"])
    return counts


def count_left(licenses: Sequence[License]) -> Mapping[int, int]:
    """How many more clips each of the counted licenses carries, today and in all; by its id."""
    limited = {it.pk: it for it in licenses if it.is_limited}
    counts = counted(limited, at=database_now()) if limited else {}
    return {pk: max(0, min(_rooms(it, counts[pk]))) for pk, it in limited.items()}


def _rooms(license: License, count: Counted) -> list[int]:
    rooms = ((license.per_day, count.today), (license.total, count.ever))
    return [limit - used for limit, used in rooms if limit is not None]


def reserve_uses(*, licenses: Sequence[License], user: User, job_id: UUID, paid: bool = True) -> None:
    """Set aside one clip under each license, in the transaction that holds them. Twice is once."""
    LicenseUse.objects.filter(license__in=licenses, job_id=job_id, state=UseState.RELEASED).delete()
    LicenseUse.objects.bulk_create(
        [LicenseUse(license=it, user=user, job_id=job_id, price=it.price if paid else 0) for it in licenses],
        ignore_conflicts=True,
    )


def spend_uses(*, job_id: UUID, clip_id: UUID) -> None:
    """The job gave a clip: what was set aside rests under it from now on."""
    LicenseUse.objects.filter(job_id=job_id, state=UseState.RESERVED).update(
        state=UseState.USED, clip_id=clip_id
    )


def release_uses(*, job_id: UUID, besides: Sequence[License] = ()) -> None:
    """The job gave no clip, or rests on `besides` now: nothing else was used."""
    uses = LicenseUse.objects.filter(job_id=job_id, state=UseState.RESERVED)
    uses.exclude(license__in=besides).update(state=UseState.RELEASED)


def move_use(*, job_id: UUID, old: License, new: License) -> None:
    """The clip rests on another license of the same work from now on, and counts under that one; what it
    has cost stays as it is."""
    uses = LicenseUse.objects.filter(job_id=job_id)
    kept = uses.filter(license=new).exclude(state=UseState.RELEASED)
    moved = uses.filter(license=old).exclude(state=UseState.RELEASED)
    if kept.exists():
        moved.update(state=UseState.RELEASED)
    else:
        uses.filter(license=new).delete()
        moved.update(license=new, at=Now())


def may_post_under(*, licenses: Sequence[License], clip_id: UUID) -> Decision:
    """May a clip be posted that rests on these licenses? Some want to see it first."""
    wanting = [it for it in licenses if it.approval == Approval.CLIP]
    if not wanting:
        return YES
    approved = set(
        LicenseUse.objects.filter(license__in=wanting, clip_id=clip_id)
        .exclude(approved_at=None)
        .values_list("license", flat=True)
    )
    return Decision(
        tuple(
            Reason(
                "rights.clip_approval",
                f"{it.work.held_by} looks at the clip before it is posted. You will be told.",
                it.work.title,
            )
            for it in wanting
            if it.pk not in approved
        )
    )


def count_blocked(*, findings: Sequence[Finding]) -> None:
    """Count the refusal for each work that was refused, for its holder: how often, and nothing else."""
    works = sorted({it.work.pk for it in findings if it.outcome == Outcome.BLOCK})
    today = timezone.now().astimezone(UTC).date()
    for work in works:
        BlockedCount.objects.get_or_create(work_id=work, day=today)
        BlockedCount.objects.filter(work_id=work, day=today).update(count=F("count") + 1)


@transaction.atomic
def withdraw_use(*, use: LicenseUse, by: User, reason: str) -> LicenseUse:
    """Take one clip down, with all that remixes it. The license goes on."""
    use = _hold(use, by)
    if use.withdrawn_at:
        raise Conflict("use.withdrawn", "This clip has been taken down.")
    reason = reason.strip()
    if not reason:
        no("use.reason", "Say why: whoever made the clip reads it.").require()
    use.withdrawn_at, use.withdrawn_reason = timezone.now(), reason[:REASON_LIMIT]
    use.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _tell("use.withdrawn", use, by, reason=use.withdrawn_reason)
    use_withdrawn.send(sender=LicenseUse, use=use)
    return use


@transaction.atomic
def restore_use(*, use: LicenseUse, by: User) -> LicenseUse:
    """After a counter-notice the clip is back, and counts as a use again. `by` is who decided about it."""
    use = LicenseUse.objects.select_for_update(no_key=True).get(pk=use.pk)
    if use.withdrawn_at:
        use.withdrawn_at, use.withdrawn_reason = None, ""
        use.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        _tell("use.restored", use, by)
    return use


@transaction.atomic
def approve_use(*, use: LicenseUse, by: User) -> LicenseUse:
    """The holder has seen the clip: it may be posted."""
    use = _hold(use, by)
    if use.withdrawn_at:
        raise Conflict("use.withdrawn", "This clip has been taken down.")
    if use.approved_at:
        raise Conflict("use.approved", "This clip has been approved.")
    use.approved_at = timezone.now()
    use.save(update_fields=["approved_at"])
    _tell("use.approved", use, by)
    use_approved.send(sender=LicenseUse, use=use)
    return use


def _hold(use: LicenseUse, by: User) -> LicenseUse:
    use = LicenseUse.objects.select_for_update(no_key=True).get(pk=use.pk)
    may_manage(work=use.license.work, by=by).require()
    if use.clip_id is None or use.state != UseState.USED:
        raise Conflict("use.no_clip", "No clip has come of it yet.")
    return use


def _tell(verb: str, use: LicenseUse, by: User, **details: str) -> None:
    work = use.license.work
    log.record(verb, use, holder=work.holder, by=by, work=work.slug, clip=str(use.clip_id), **details)
