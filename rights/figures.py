"""The numbers of the console: counts of what is a holder's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import User
from rights.models import BlockedCount, License, LicenseRequest, LicenseUse, RequestState, Work

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Overview:
    works: int
    open_works: int
    requests: int
    clips: int
    blocked: int
    blocked_works: list[Any]  # title and count, the most often asked for first
    used: list[License]  # with `clip_count`, the most used first
    expiring: list[License]
    latest: list[LicenseRequest]


def overview_of(user: User) -> Overview:
    works, licenses = Work.objects.of_member(user), License.objects.of_member(user)
    waiting = LicenseRequest.objects.of_member(user).filter(state=RequestState.OPEN)
    blocked = blocked_since(user, WEEK)
    made = Count("uses", filter=Q(uses__state="used", uses__withdrawn_at=None))
    used = licenses.current().annotate(clip_count=made).filter(clip_count__gt=0).select_related("work")
    soon = licenses.current().filter(ends_at__lt=timezone.now() + MONTH).select_related("work")
    return Overview(
        works=works.count(),
        open_works=works.filter(pk__in=licenses.active().values("work")).count(),
        requests=waiting.count(),
        clips=LicenseUse.objects.of_member(user).awaiting().count(),
        blocked=sum(row["times"] for row in blocked),
        blocked_works=blocked[:SHOWN],
        used=list(used.prefetch_related("grantees").order_by("-clip_count", "pk")[:SHOWN]),
        expiring=list(soon.prefetch_related("grantees").order_by("ends_at", "pk")[:SHOWN]),
        latest=list(waiting.select_related("work", "requester").order_by("pk")[:3]),
    )


def blocked_since(user: User, span: timedelta) -> list[Any]:
    """How often each work was asked for and refused: a count, and nothing of who or what."""
    rows = BlockedCount.objects.filter(work__in=Work.objects.of_member(user), day__gt=_day(span))
    counts = rows.values("work", "work__title").annotate(times=Sum("count"))
    return list(counts.order_by("-times", "work__title"))


def blocked_attempts(work: Work, span: timedelta = MONTH) -> int:
    """The refusals that a wider license could have opened, at most."""
    rows = BlockedCount.objects.filter(work=work, day__gt=_day(span))
    return rows.aggregate(times=Sum("count"))["times"] or 0


def _day(span: timedelta) -> date:
    return (timezone.now().astimezone(UTC) - span).date()


@dataclass(frozen=True, slots=True)
class Line:
    """One work in one month under one share."""

    month: datetime
    holder: str
    title: str
    uses: int
    withdrawn: int
    credits: int
    share: int


@dataclass(frozen=True, slots=True)
class Statement:
    lines: list[Line]

    @property
    def uses(self) -> int:
        return sum(line.uses for line in self.lines)

    @property
    def credits(self) -> int:
        return sum(line.credits for line in self.lines)

    @property
    def months(self) -> list[tuple[datetime, list[Line], int, int]]:
        """Each month with its lines, its uses and its credits, the latest first."""
        found: dict[datetime, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.month, []).append(line)
        return [
            (month, lines, sum(it.uses for it in lines), sum(it.credits for it in lines))
            for month, lines in found.items()
        ]


def statement_of(user: User) -> Statement:
    """Clips that came of licenses, those taken down later included: by month (UTC), work and share."""
    rows = (
        LicenseUse.objects.of_member(user)
        .made()
        .annotate(month=TruncMonth("at", tzinfo=UTC))
        .values(
            "month", "license__work", "license__work__holder__name", "license__work__title", "license__share"
        )
        .annotate(
            uses=Count("pk"), gone=Count("pk", filter=Q(withdrawn_at__isnull=False)), credits=Sum("price")
        )
        .order_by("-month", "license__work__title", "license__work", "license__share")
    )
    return Statement(
        [
            Line(
                month=row["month"],
                holder=row["license__work__holder__name"],
                title=row["license__work__title"],
                uses=row["uses"],
                withdrawn=row["gone"],
                credits=int(row["credits"] or Decimal(0)),
                share=row["license__share"],
            )
            for row in rows
        ]
    )


def touched_by(license: License) -> dict[str, int]:
    """What a license carries: clips that are there, and clips on their way."""
    return license.uses.aggregate(
        clips=Count("pk", filter=Q(state="used", withdrawn_at=None)),
        coming=Count("pk", filter=Q(state="reserved")),
    )
